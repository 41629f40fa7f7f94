/** The cloud image under test, and its filesystems opened on this machine. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { iso } from './medium.ts';

const repository = resolve(import.meta.dirname, '../..');
export const cloudImage = join(repository, 'build/cognos-cloud.qcow2');

/** @returns what the build printed: its size and how long it took */
export async function buildCloudImage(): Promise<string> {
  const { stdout } = await execa(process.execPath, [join(repository, 'installer/medium/cloud-image-main.ts'), '--medium', iso, '--out', cloudImage], { cwd: repository, stderr: 'inherit' });
  return stdout;
}

export interface Partition { node: string; start: number; size: number; type: string; name: string }
export interface OpenImage {
  /** The whole disk, raw. */
  disk: string;
  label: string;
  partitions: Partition[];
  /** Where the subvolume `@` is mounted: writes are lost. */
  root: string;
}

/** Runs `look` with the image's root mounted below a layer in memory, so that programs in it can run and change nothing. */
export async function withOpenImage<T>(look: (image: OpenImage) => Promise<T>): Promise<T> {
  const work = mkdtempSync(join(tmpdir(), 'cognos-cloud-'));
  const undo: (() => Promise<unknown>)[] = [async () => { rmSync(work, { recursive: true }); }];
  try {
    const disk = join(work, 'disk.img');
    await execa('qemu-img', ['convert', '-O', 'raw', cloudImage, disk]);
    const { partitiontable: table } = JSON.parse((await execa('sfdisk', ['--json', disk])).stdout) as { partitiontable: { label: string; partitions: Partition[] } };
    const third = table.partitions[2];
    if (!third) throw new Error('the image has no third partition');
    const [lower, layer, root] = ['lower', 'layer', 'root'].map((name) => join(work, name)) as [string, string, string];
    for (const folder of [lower, layer, root]) mkdirSync(folder);
    const mount = async (at: string, args: string[]): Promise<void> => {
      await execa('mount', [...args, at]);
      undo.unshift(() => execa('umount', ['--recursive', at]));
    };
    await mount(lower, ['-t', 'btrfs', '-o', `loop,ro,offset=${third.start * 512},sizelimit=${third.size * 512},subvol=@`, disk]);
    await mount(layer, ['-t', 'tmpfs', 'tmpfs']);
    for (const name of ['upper', 'work']) mkdirSync(join(layer, name));
    await mount(root, ['-t', 'overlay', '-o', `lowerdir=${lower},upperdir=${layer}/upper,workdir=${layer}/work`, 'overlay']);
    return await look({ disk, label: table.label, partitions: table.partitions, root });
  } finally {
    for (const step of undo) await step();
  }
}
