/** The ISO under test: built when the sources changed (its stages are cached), with its kernel and initrd beside it. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { requirePackages } from './packages.ts';
import type { QemuOptions } from './qemu.ts';

const repository = resolve(import.meta.dirname, '../..');
export const iso = join(repository, 'build/cognos.iso');

/** @returns what the build printed: size and largest packages */
export async function buildMedium(): Promise<string> {
  await requirePackages();
  const { stdout } = await execa(process.execPath, [join(repository, 'installer/medium/main.ts')], { cwd: repository, stderr: 'inherit' });
  return stdout;
}

/** Boots the medium's kernel without its menu, to put words on the kernel line. */
export async function directKernel(words: string): Promise<NonNullable<QemuOptions['kernel']>> {
  const folder = join(repository, 'build/vm/medium');
  mkdirSync(folder, { recursive: true });
  const [kernel, initrd] = [join(folder, 'vmlinuz'), join(folder, 'initrd.img')];
  await execa('xorriso', ['-osirrox', 'on', '-indev', iso, '-extract', '/cognos/vmlinuz', kernel, '-extract', '/cognos/initrd.img', initrd]);
  return { kernel, initrd, append: `boot=cognos console=tty0 console=ttyS0,115200 ${words}` };
}
