import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from './command.ts';

/** Removes what a killed build left in the folder, mounts first. Only under the folder's lock. */
export async function clearLeftovers(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter((entry) => entry.endsWith('.unfinished') || entry.startsWith('work-'));
  for (const entry of left) {
    await command('umount', [join(folder, entry, 'image.mnt')]).catch(() => undefined); // Mostly not mounted.
    await rm(join(folder, entry), { recursive: true, force: true });
  }
}
