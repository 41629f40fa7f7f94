/** The disk before and after, as a person should see it. */
import { describeContent, describePartition } from '../../shared/machine/describe-disk.ts';
import type { Disk } from '../../shared/machine/machine.ts';
import type { DiskPicture } from '../../shared/plan/plan.ts';
import { mounts } from './plan-disk.ts';
import type { KeptModels } from './kept-models.ts';
import type { Layout } from './storage-spec.ts';
import type { Volumes } from './volumes.ts';

export function pictureBefore(disk: Disk, kept?: KeptModels): DiskPicture {
  if (disk.content) return { table: 'none', parts: [{ label: disk.path, content: describeContent(disk), bytes: disk.bytes }] };
  return {
    table: disk.partitionTable?.kind ?? 'none',
    parts: disk.partitions.map((partition) => ({ label: partition.path, content: describePartition(partition), bytes: partition.bytes, ...(partition.path === kept?.path ? { kept: true } : {}) })),
  };
}

export function pictureAfter(volumes: Volumes, layout: Layout): DiskPicture {
  const at = new Map<string, string[]>();
  for (const { volume, at: path } of mounts(volumes, layout)) at.set(volume.name, [...at.get(volume.name) ?? [], path]);
  return {
    table: 'gpt',
    parts: Object.values(volumes).sort((a, b) => a.partition.number - b.partition.number).map(({ name, fs, partition, crypt }) => ({
      label: partition.label, content: fs ?? 'BIOS boot code', bytes: partition.bytes,
      ...(crypt ? { encrypted: true } : {}), ...(partition.keep ? { kept: true } : {}),
      ...(at.has(name) ? { mountpoint: at.get(name)?.join(', ') } : {}),
    })),
  };
}
