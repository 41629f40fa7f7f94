/**
 * The last step: only now does the disk start anything. Both ways in are made whatever this machine's firmware
 * is, so that the disk also starts in another one. No grub-install: core images, modules and menus were made with
 * the image or are files of the plan, which leaves copying signed binaries and 512 bytes of boot code.
 */
import { CommandError, type Host } from '../../shared/system/host.ts';
import type { Handler, StepContext, StepOf } from '../../shared/plan/step.ts';

type BootloaderStep = StepOf<'install-bootloader'>;

export const installBootloader: Handler<'install-bootloader'> = async (step, context) => {
  await copySignedLoaders(step, context);
  if (step.biosCoreImage !== undefined) await installBiosLoader(step, step.biosCoreImage, context);
  if (step.firmware === 'uefi') await addBootEntry(step, context);
};

/** EFI names by machine (UEFI 2.10, 3.5.1.1). */
const efiSuffix: Record<string, string> = { x86_64: 'x64', aarch64: 'aa64' };

/** \EFI\BOOT last: it is what firmware without a boot entry starts, and what survives a full or lost NVRAM. */
async function copySignedLoaders({ architecture }: BootloaderStep, { target, signal }: StepContext): Promise<void> {
  const suffix = efiSuffix[architecture];
  if (suffix === undefined) throw new Error(`no signed boot loader is known for ${architecture}`);
  const efi = '/boot/efi/EFI';
  const shim = `/usr/lib/shim/shim${suffix}.efi.signed`;
  const grub = `/usr/lib/grub/${architecture === 'aarch64' ? 'arm64' : 'x86_64'}-efi-signed/grub${suffix}.efi.signed`;
  const mok = `/usr/lib/shim/mm${suffix}.efi.signed`;
  const vendor = `${efi}/debian`; // The folder that Debian's signed GRUB has compiled in.
  await target.makeDirectory(vendor);
  await target.makeDirectory(`${efi}/BOOT`);
  const copies: [from: string, to: string][] = [
    [grub, `${vendor}/grub${suffix}.efi`],
    [mok, `${vendor}/mm${suffix}.efi`],
    [shim, `${vendor}/shim${suffix}.efi`],
    [grub, `${efi}/BOOT/grub${suffix}.efi`],
    [mok, `${efi}/BOOT/mm${suffix}.efi`],
    [shim, `${efi}/BOOT/BOOT${suffix.toUpperCase()}.EFI`],
  ];
  for (const [from, to] of copies) await target.run('cp', ['--', from, to], { signal });
  await target.run('sync', ['--file-system', '/boot/efi'], { signal });
}

/**
 * Boot code into the MBR, the core image into the BIOS-boot partition (grub-bios-setup's own work). In the target,
 * because it asks which disk its folder is on, and the live system's root is an overlay that is on none.
 */
async function installBiosLoader({ device }: BootloaderStep, core: string, { target, signal }: StepContext): Promise<void> {
  await target.run('/usr/lib/grub/i386-pc/grub-bios-setup', [
    '--skip-fs-probe', '--directory=/usr/lib/cognos/grub', '--boot-image=boot.img', `--core-image=${core}`, '--', device,
  ], { signal });
}

/** A firmware that takes no entry is no reason to fail: \EFI\BOOT is there. */
async function addBootEntry(step: BootloaderStep, { host, signal, warn }: StepContext): Promise<void> {
  const suffix = efiSuffix[step.architecture] ?? '';
  try {
    await removeOldEntries(host, step.espUuid, signal);
    await host.run('efibootmgr', [
      '--quiet', '--create', '--disk', step.device, '--part', '2', '--label', 'CognOS', '--loader', `\\EFI\\debian\\shim${suffix}.efi`,
    ], { signal });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    await warn(`The firmware took no boot entry (${error.message}); the machine starts from \\EFI\\BOOT\\BOOT${suffix.toUpperCase()}.EFI on this disk instead. If it does not, add an entry for that file in the firmware's own setup.`);
  }
}

/** Entries of an earlier run on the same ESP; others are not ours to touch. */
async function removeOldEntries(host: Host, espUuid: string, signal: AbortSignal): Promise<void> {
  const entries = await host.run('efibootmgr', ['--verbose'], { signal });
  for (const line of entries.split('\n')) {
    const number = /^Boot([0-9A-F]{4})\*? CognOS\b/.exec(line)?.[1];
    if (number && line.toLowerCase().includes(espUuid)) {
      await host.run('efibootmgr', ['--quiet', '--bootnum', number, '--delete-bootnum'], { signal });
    }
  }
}
