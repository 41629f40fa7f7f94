/** From the base folder to `cognos/system.img`, `system.json` and `system.table`: see SystemImage for the format. */
import { createHash } from 'node:crypto';
import { cp, mkdir, open, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { SystemImage } from '../../shared/machine/machine.ts';
import { fillSubvolume, makeBtrfs, mountOptions, subvolume, withImage, writable } from './btrfs-image.ts';
import { chroot } from './chroot.ts';
import { command } from './command.ts';
import { deviceTable } from './device-table.ts';
import { here } from './places.ts';
import type { Stages } from './stage.ts';
import { rootContents } from './root-contents.ts';
import { fileDigest } from './tree-digest.ts';
import { usedRanges } from './used-ranges.ts';
import type { Range } from './used-ranges.ts';

/** Room for the data at its worst while it is written, not what reaches a disk: only used ranges do. */
const fileSystemBytes = 2 * 1024 ** 3;
/** Gaps smaller than this are written along: a seek costs more than 64 KiB of zeros. */
const gap = 64 * 1024;

/** `image`: the base with Node and llama.cpp in it. Slow (zstd), so it is made only when Debian's part or these change. */
export async function buildBaseImage(stages: Stages, base: string, runtime: readonly string[]): Promise<string> {
  const inputs = { base, runtime: await Promise.all(runtime.map(fileDigest)), fileSystemBytes, mountOptions, image: await fileDigest(join(here, 'btrfs-image.ts')) };
  const stage = await stages.run('baseimage', inputs, async (into) => {
    const image = join(into, 'image');
    await makeBtrfs(image, fileSystemBytes, uuidFrom(inputs));
    await writable(image, async (top) => {
      await fillSubvolume(top, base);
      await installDebs(join(top, subvolume), runtime);
    });
    await rm(`${image}.mnt`, { recursive: true });
  });
  return join(stage, 'image');
}

/** `cognos/` of the medium but for kernel and live layer: the base image with our code, its used ranges packed. */
export async function buildSystem(stages: Stages, baseImage: string, code: readonly string[]): Promise<string> {
  const inputs = { baseImage, maker: await fileDigest(import.meta.filename), code: await Promise.all(code.map(fileDigest)), gap };
  return stages.run('system', inputs, async (into) => {
    const image = join(into, 'image');
    await command('cp', ['--sparse=always', '--', baseImage, image]);
    await writable(image, async (top) => {
      const root = join(top, subvolume);
      await installDebs(root, code);
      await command('btrfs', ['property', 'set', '-ts', root, 'ro', 'true']);
    });
    const contents = await withImage(image, 'loop,ro', (top) => rootContents(join(top, subvolume)));
    await rm(`${image}.mnt`, { recursive: true });
    await writeFile(join(into, 'root.json'), JSON.stringify(contents));
    const ranges = await usedRanges(image, { bytes: fileSystemBytes, gap });
    const file = join(into, 'system.img');
    await packRanges(image, file, ranges);
    const system: SystemImage = {
      version: 1, architecture: 'x86_64', uuid: await fileSystemUuid(image), subvolume, bytes: fileSystemBytes,
      usedBytes: ranges.reduce((sum, [, length]) => sum + length, 0), contentBytes: contents.bytes, files: contents.files.length,
      kernel: contents.kernel, ranges, sha256: await fileDigest(file),
    };
    await writeFile(join(into, 'system.json'), `${JSON.stringify(system)}\n`);
    await writeFile(join(into, 'system.table'), deviceTable(ranges, fileSystemBytes));
    await checkReassembly(file, system, into);
    await rm(image);
  });
}

async function installDebs(root: string, debs: readonly string[]): Promise<void> {
  const folder = join(root, 'var/cache/cognos-debs');
  await mkdir(folder);
  for (const deb of debs) await cp(deb, join(folder, basename(deb)));
  const names = debs.map((deb) => `/var/cache/cognos-debs/${basename(deb)}`);
  await chroot(root, ['dpkg', '--force-unsafe-io', '--install', ...names]);
  for (const left of [folder, join(root, 'var/log/dpkg.log'), join(root, 'var/lib/dpkg/status-old')]) {
    await rm(left, { recursive: true, force: true });
  }
}

async function packRanges(image: string, file: string, ranges: readonly Range[]): Promise<void> {
  const from = await open(image, 'r');
  const to = await open(file, 'w');
  const buffer = Buffer.alloc(4 * 1024 ** 2);
  for (const [offset, length] of ranges) {
    for (let done = 0; done < length;) {
      const { bytesRead } = await from.read(buffer, 0, Math.min(buffer.length, length - done), offset + done);
      if (bytesRead === 0) throw new Error(`${image} ends inside a used range`);
      await to.write(buffer, 0, bytesRead);
      done += bytesRead;
    }
  }
  await from.close();
  await to.close();
}

async function fileSystemUuid(image: string): Promise<string> {
  const found = /^fsid\s+([0-9a-f-]{36})/m.exec(await command('btrfs', ['inspect-internal', 'dump-super', image]))?.[1];
  if (found === undefined) throw new Error(`${image}: no fsid`);
  return found;
}

/** The proof that nothing used was left out: put together again it must check clean, every data checksum included. */
async function checkReassembly(packed: string, system: SystemImage, work: string): Promise<void> {
  const whole = join(work, 'reassembled');
  const from = await open(packed, 'r');
  const to = await open(whole, 'w');
  await to.truncate(system.bytes);
  const buffer = Buffer.alloc(4 * 1024 ** 2);
  let position = 0;
  for (const [offset, length] of system.ranges) {
    for (let done = 0; done < length;) {
      const { bytesRead } = await from.read(buffer, 0, Math.min(buffer.length, length - done), position);
      await to.write(buffer, 0, bytesRead, offset + done);
      done += bytesRead;
      position += bytesRead;
    }
  }
  await from.close();
  await to.close();
  await command('btrfs', ['check', '--readonly', '--check-data-csum', whole]);
  await rm(whole);
}

/** A UUID made from inputs (version 8, RFC 9562), so that the same inputs give the same one. */
function uuidFrom(inputs: unknown): string {
  const hex = createHash('sha256').update(JSON.stringify(inputs)).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
