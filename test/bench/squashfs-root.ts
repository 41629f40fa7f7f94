/** The same root as the medium's, as the squashfs that an installer by hand would unpack. */
import { existsSync, mkdirSync, openSync, readFileSync, readSync, readdirSync, rmSync, truncateSync, writeSync, closeSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import type { SystemImage } from '../../shared/machine/machine.ts';

/** Path of the squashfs; made once for each system image. Needs root: the image is mounted. */
export async function squashfsRoot(medium: string, folder: string): Promise<string> {
  const system = JSON.parse(readFileSync(join(medium, 'system.json'), 'utf8')) as SystemImage;
  const name = `root-${system.sha256.slice(0, 16)}.squashfs`;
  const file = join(folder, name);
  if (existsSync(file)) return file;
  for (const old of readdirSync(folder).filter((entry) => entry.endsWith('.squashfs'))) rmSync(join(folder, old));
  const image = join(folder, 'root.btrfs');
  putTogether(join(medium, 'system.img'), image, system);
  await withMounted(image, system.subvolume, (top) => pack(top, `${file}.unfinished`));
  rmSync(image);
  renameSync(`${file}.unfinished`, file);
  return file;
}

function putTogether(packed: string, image: string, { ranges, bytes }: SystemImage): void {
  const [from, to] = [openSync(packed, 'r'), openSync(image, 'w')];
  truncateSync(image, bytes);
  for (const [offset, length] of ranges) {
    const buffer = Buffer.alloc(length);
    // No position: the packed file holds the ranges one after another.
    readSync(from, buffer, 0, length, null);
    writeSync(to, buffer, 0, length, offset);
  }
  closeSync(from);
  closeSync(to);
}

async function withMounted(image: string, subvolume: string, work: (top: string) => Promise<void>): Promise<void> {
  const top = `${image}.mnt`;
  mkdirSync(top, { recursive: true });
  await execa('mount', ['-t', 'btrfs', '-o', `loop,ro,subvol=${subvolume}`, image, top]);
  try {
    await work(top);
  } finally {
    await execa('umount', [top]);
    rmSync(top, { recursive: true });
  }
}

async function pack(top: string, file: string): Promise<void> {
  await execa('mksquashfs', [top, file, '-noappend', '-quiet', '-no-progress', '-comp', 'zstd']);
}
