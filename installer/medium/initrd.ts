import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from './command.ts';
import { normalise } from './deb.ts';
import { here } from './places.ts';
import { listFiles } from './tree-digest.ts';

/** A file of the medium that the live system reads, as the initrd of a machine without one fetches it. */
export interface LiveFile { path: string; bytes: number; sha256: string }

/** `conf/cognos-files`, read by scripts/cognos-netboot: `SHA256 BYTES PATH`. */
export function liveFileList(files: readonly LiveFile[]): string {
  return files.map(({ sha256, bytes, path }) => `${sha256} ${bytes} ${path}\n`).join('');
}

/** The live initrd: the target's own with a small archive behind it, which the kernel unpacks over the first. */
export async function buildInitrd(base: string, kernel: string, { id, files }: { id: string; files: readonly LiveFile[] }, into: string, epoch: number): Promise<void> {
  const extra = join(into, 'extra');
  await cp(join(here, 'initrd'), extra, { recursive: true });
  await mkdir(join(extra, 'conf'), { recursive: true });
  await writeFile(join(extra, 'conf/cognos-id'), `${id}\n`);
  await writeFile(join(extra, 'conf/cognos-files'), liveFileList(files));
  await normalise(extra, epoch);
  const names = ['conf', 'scripts', ...await listFiles(extra)].map((name) => `${name}\n`).join('');
  const archive = join(into, 'extra.cpio');
  await command('cpio', ['--quiet', '--create', '--format=newc', '--reproducible', '--owner=0:0', '--file', archive], { cwd: extra, stdin: names });
  const target = await readFile(join(base, `boot/initrd.img-${kernel}`));
  await writeFile(join(into, 'initrd.img'), appendArchive(target, await readFile(archive)));
}

/** The kernel takes an uncompressed archive only at an offset divisible by four (init/initramfs.c). */
export function appendArchive(initrd: Uint8Array, archive: Uint8Array): Uint8Array {
  return Buffer.concat([initrd, Buffer.alloc((4 - (initrd.length % 4)) % 4), archive]);
}
