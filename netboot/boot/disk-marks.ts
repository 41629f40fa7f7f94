/** Which machines start from their disk, as files that GRUB reads by TFTP: its MAC as the name, in `grub/disk/`. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Makes the folder say what `macs` says. Anything but a MAC is left out: it becomes the name of a file. */
export async function syncDiskMarks(tftp: string, macs: readonly string[]): Promise<void> {
  const folder = join(tftp, 'grub/disk');
  await mkdir(folder, { recursive: true });
  const wanted = new Set(macs.map((mac) => mac.toLowerCase()).filter((mac) => /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/.test(mac)));
  for (const name of await readdir(folder)) if (!wanted.delete(name)) await rm(join(folder, name));
  for (const mac of wanted) await writeFile(join(folder, mac), 'set from_disk=1\n', { mode: 0o644 });
}
