/**
 * The last step: only now does the disk start anything. Both ways in are made whatever this machine's firmware
 * is, so that the disk also starts in another one. No grub-install: core images, modules and menus were made with
 * the image or are files of the plan, which leaves copying signed binaries and 512 bytes of boot code.
 */
import { CommandError, type Host } from '../../shared/system/host.ts';
import type { Handler, StepContext, StepOf } from '../../shared/plan/step.ts';

type BootloaderStep = StepOf<'install-bootloader'>;

export const installBootloader: Handler<'install-bootloader'> = async (step, context) => {
  const loader = await copySignedLoaders(step, context);
  if (step.biosCoreImage !== undefined) await installBiosLoader(step, step.biosCoreImage, context);
  if (step.firmware === 'uefi') await addBootEntry(step, loader, context);
};

/** EFI names by machine (UEFI 2.10, 3.5.1.1). */
const efiSuffix: Record<string, string> = { x86_64: 'x64', aarch64: 'aa64' };
const efi = '/boot/efi/EFI';

/**
 * \EFI\BOOT last: it is what firmware without a boot entry starts, and what survives a full or lost NVRAM. It alone
 * is enough, so an ESP with room for one copy only gets that one.
 * @returns the file for the firmware's boot entry
 */
async function copySignedLoaders(step: BootloaderStep, context: StepContext): Promise<string> {
  const suffix = efiSuffix[step.architecture];
  if (suffix === undefined) throw new Error(`no signed boot loader is known for ${step.architecture}`);
  const fallback = `BOOT${suffix.toUpperCase()}.EFI`;
  const vendor = `${efi}/debian`; // The folder that Debian's signed GRUB has compiled in.
  const names = (shim: string): string[] => [`grub${suffix}.efi`, `mm${suffix}.efi`, shim];
  let loader = `\\EFI\\debian\\shim${suffix}.efi`;
  try {
    await copyLoaders(step, suffix, vendor, names(`shim${suffix}.efi`), context);
  } catch (error) {
    if (!isFull(error)) throw error;
    // grub.cfg beside them stays: GRUB looks for it there, wherever it was started from.
    for (const name of names(`shim${suffix}.efi`)) await context.target.remove(`${vendor}/${name}`);
    await context.warn(`The EFI system partition has no room for both copies of the boot loader; the machine starts from \\EFI\\BOOT\\${fallback} only.`);
    loader = `\\EFI\\BOOT\\${fallback}`;
  }
  await copyLoaders(step, suffix, `${efi}/BOOT`, names(fallback), context);
  await context.target.run('sync', ['--file-system', '/boot/efi'], { signal: context.signal });
  return loader;
}

/** The shim after what it starts. */
async function copyLoaders({ architecture }: BootloaderStep, suffix: string, folder: string, names: string[], { target, signal }: StepContext): Promise<void> {
  const sources = [
    `/usr/lib/grub/${architecture === 'aarch64' ? 'arm64' : 'x86_64'}-efi-signed/grub${suffix}.efi.signed`,
    `/usr/lib/shim/mm${suffix}.efi.signed`,
    `/usr/lib/shim/shim${suffix}.efi.signed`,
  ];
  await target.makeDirectory(folder);
  for (const [index, source] of sources.entries()) await target.run('cp', ['--', source, `${folder}/${names[index] ?? ''}`], { signal });
}

function isFull(error: unknown): boolean {
  return error instanceof CommandError && error.stderr.includes('No space left on device');
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
async function addBootEntry(step: BootloaderStep, loader: string, { host, signal, warn }: StepContext): Promise<void> {
  const suffix = efiSuffix[step.architecture] ?? '';
  try {
    await removeOldEntries(host, step.espUuid, signal);
    await host.run('efibootmgr', [
      '--quiet', '--create', '--disk', step.device, '--part', '2', '--label', 'CognOS', '--loader', loader,
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
