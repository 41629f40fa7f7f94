import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from './command.ts';
import { normalise } from './deb.ts';
import { here } from './places.ts';
import { listFiles } from './tree-digest.ts';

/** The live initrd: the target's own with a small archive behind it, which the kernel unpacks over the first. */
export async function buildInitrd(base: string, kernel: string, id: string, into: string, epoch: number): Promise<void> {
  const extra = join(into, 'extra');
  await cp(join(here, 'initrd'), extra, { recursive: true });
  await mkdir(join(extra, 'conf'), { recursive: true });
  await writeFile(join(extra, 'conf/cognos-id'), `${id}\n`);
  await normalise(extra, epoch);
  const names = ['conf', 'scripts', ...await listFiles(extra)].map((name) => `${name}\n`).join('');
  const archive = join(into, 'extra.cpio');
  await command('cpio', ['--quiet', '--create', '--format=newc', '--reproducible', '--owner=0:0', '--file', archive], { cwd: extra, stdin: names });
  const target = await readFile(join(base, `boot/initrd.img-${kernel}`));
  // The kernel takes an uncompressed archive only at an offset divisible by four (init/initramfs.c).
  const padding = Buffer.alloc((4 - (target.length % 4)) % 4);
  await writeFile(join(into, 'initrd.img'), Buffer.concat([target, padding, await readFile(archive)]));
}
