/** The ISO under test: built when the sources changed (its stages are cached), with its kernel and initrd beside it. */
import { mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { requirePackages } from './packages.ts';
import type { QemuOptions } from './qemu.ts';

/** Far more than the smallest disk that CognOS is installed on. */
const stickBytes = 32e9;
const repository = resolve(import.meta.dirname, '../..');
export const iso = join(repository, 'build/cognos.iso');

/**
 * COGNOS_MEDIUM=built takes the one that is there: for tests side by side, of which one would take another's from under it.
 * @returns what the build printed: size and largest packages
 */
export async function buildMedium(out = iso): Promise<string> {
  await requirePackages();
  if (process.env['COGNOS_MEDIUM'] === 'built' && out === iso) return `${iso} as it is`;
  const { stdout } = await execa(process.execPath, [join(repository, 'installer/medium/main.ts'), '--out', out], { cwd: repository, stderr: 'inherit' });
  return stdout;
}

/** Boots the medium's kernel without its menu, to put words on the kernel line. */
export async function directKernel(words: string): Promise<NonNullable<QemuOptions['kernel']>> {
  const { kernel, initrd } = await bootFiles();
  return { kernel, initrd, append: `boot=cognos console=tty0 console=ttyS0,115200 ${words}` };
}

/** The medium as it was written to a USB stick that is larger than it: sparse, and large enough to be installed to. */
export async function makeStick(): Promise<string> {
  const stick = await copyOfMedium('stick.img');
  truncateSync(stick, stickBytes);
  return stick;
}

/**
 * The medium with one bit of `cognos/system.img` turned, where the image keeps the target's own initrd: nothing that
 * the live system reads. That initrd is also how the medium's begins, so a piece of it tells the place.
 */
export async function makeDamaged(): Promise<string> {
  const { initrd } = await bootFiles();
  const content = readFileSync(initrd);
  const middle = Math.floor(content.length / 2);
  const piece = content.subarray(middle, middle + 64);
  const image = await copyOfMedium('damaged.iso');
  const place = readFileSync(image).lastIndexOf(piece);
  if (place < await startOf('/cognos/system.img')) throw new Error('the initrd was not found in cognos/system.img');
  const file = await open(image, 'r+');
  try {
    await file.write(Uint8Array.of((piece[0] ?? 0) ^ 1), 0, 1, place);
  } finally {
    await file.close();
  }
  return image;
}

/** @returns where a file of the ISO begins, in bytes */
async function startOf(path: string): Promise<number> {
  const { stdout } = await execa('xorriso', ['-indev', iso, '-find', path, '-exec', 'report_lba', '--']);
  return 2048 * Number(/^File data lba:\s*\d+\s*,\s*(\d+)/m.exec(stdout)?.[1]);
}

async function bootFiles(): Promise<{ kernel: string; initrd: string }> {
  const [kernel, initrd] = [join(folder(), 'vmlinuz'), join(folder(), 'initrd.img')];
  await execa('xorriso', ['-osirrox', 'on', '-indev', iso, '-extract', '/cognos/vmlinuz', kernel, '-extract', '/cognos/initrd.img', initrd]);
  return { kernel, initrd };
}

async function copyOfMedium(name: string): Promise<string> {
  const copy = join(folder(), name);
  await execa('cp', ['--reflink=auto', '--', iso, copy]);
  return copy;
}

function folder(): string {
  const path = join(repository, 'build/vm/medium');
  mkdirSync(path, { recursive: true });
  return path;
}
