import { isPartition, mountpointsOf } from './block-device.ts';
import type { BlockDevice } from './block-device.ts';
import type { Partition } from './machine.ts';
import { probeContent } from './probe-content.ts';
import { tryRun } from './view.ts';
import type { View } from './view.ts';

/** In the order in which they lie on the disk. */
export async function probePartitions(view: View, disk: BlockDevice): Promise<Partition[]> {
  const partitions = await Promise.all((disk.children ?? []).filter(isPartition).map((part) => probePartition(view, part)));
  return partitions.sort((a, b) => a.startBytes - b.startBytes);
}

async function probePartition(view: View, part: BlockDevice): Promise<Partition> {
  return {
    path: part.path,
    number: Number(/\d+$/.exec(part.name)?.[0] ?? 0),
    startBytes: (part.start ?? await askUdev(view, part)) * 512,
    bytes: part.size ?? 0,
    typeUuid: part.parttype ?? undefined,
    uuid: part.partuuid ?? undefined,
    label: part.partlabel ?? undefined,
    content: await probeContent(view, part),
    mountpoints: mountpointsOf(part),
  };
}

/** A partition of a multipath map is itself a map and has no `start` in sysfs; udev has it from blkid, in 512-byte units. */
async function askUdev(view: View, part: BlockDevice): Promise<number> {
  const text = await tryRun(view, 'udevadm', ['info', '--query=property', `--name=${part.path}`], { unknown: `Where ${part.path} begins` });
  return Number(/^ID_PART_ENTRY_OFFSET=(\d+)$/m.exec(text ?? '')?.[1] ?? 0);
}
