/** GRUB for BIOS as an El Torito image, and the ESP with Debian's signed shim and GRUB for UEFI. */
import { stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from './command.ts';
import { findMenu } from './medium-menu.ts';

const biosModules = ['biosdisk', 'iso9660', 'part_msdos', 'part_gpt', 'search', 'search_fs_file', 'normal', 'configfile', 'linux',
  'test', 'echo', 'serial', 'terminal', 'chain', 'minicmd', 'reboot', 'halt', 'sleep', 'ls', 'play'];

/** All from the target's own packages, so that medium and installed system carry the same loaders. */
export async function buildBiosImage(base: string, id: string, into: string): Promise<string> {
  const config = join(into, 'bios.cfg');
  const image = join(into, 'bios.img');
  await writeFile(config, findMenu(id));
  await command('grub-mkimage', ['-O', 'i386-pc-eltorito', '-d', join(base, 'usr/lib/grub/i386-pc'), '-p', '/boot/grub',
    '-c', config, '-o', image, ...biosModules]);
  return image;
}

export async function buildEspImage(base: string, id: string, into: string, epoch: number): Promise<string> {
  const image = join(into, 'efi.img');
  const config = join(into, 'efi.cfg');
  await writeFile(config, findMenu(id));
  const files: [from: string, to: string][] = [
    [join(base, 'usr/lib/shim/shimx64.efi.signed'), 'EFI/BOOT/BOOTX64.EFI'],
    [join(base, 'usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed'), 'EFI/BOOT/grubx64.efi'],
    [join(base, 'usr/lib/shim/mmx64.efi.signed'), 'EFI/BOOT/mmx64.efi'],
    [config, 'EFI/debian/grub.cfg'],
  ];
  await makeFat(image, files);
  for (const folder of ['EFI', 'EFI/BOOT', 'EFI/debian']) await command('mmd', ['-i', image, `::/${folder}`], atEpoch(epoch));
  for (const [from, to] of files) {
    await utimes(from, epoch, epoch).catch(() => undefined);
    await command('mcopy', ['-m', '-i', image, from, `::/${to}`], atEpoch(epoch));
  }
  return image;
}

async function makeFat(image: string, files: readonly [string, string][]): Promise<void> {
  const sizes = await Promise.all(files.map(async ([from]) => (await stat(from)).size));
  const mebibytes = Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / 1024 ** 2) + 2;
  await writeFile(image, '');
  await truncate(image, mebibytes * 1024 ** 2);
  await command('mkfs.vfat', ['-F', '12', '-i', 'C0670501', '--invariant', '-n', 'COGNOS-EFI', image]);
}

const atEpoch = (epoch: number): { env: Record<string, string> } => ({ env: { SOURCE_DATE_EPOCH: String(epoch) } });
