import type { BlockDevice } from './block-device.ts';
import type { Disk } from './machine.ts';

/** The device that stands for a disk, and the device that knows who the disk is. */
export interface DiskNode {
  device: BlockDevice;
  identity: BlockDevice;
  /** Set for multipath: every path to the disk. */
  paths?: string[];
}

/** Disks under a multipath map become one node, the map; all others stand for themselves. */
export function standInForPaths(disks: BlockDevice[]): DiskNode[] {
  const nodes = new Map<string, DiskNode>();
  for (const disk of disks) {
    const map = disk.children?.find(({ type }) => type === 'mpath');
    const node = map && nodes.get(map.kname);
    if (node) node.paths?.push(disk.path);
    else if (map) nodes.set(map.kname, { device: map, identity: disk, paths: [disk.path] });
    else nodes.set(disk.kname, { device: disk, identity: disk });
  }
  return [...nodes.values()];
}

/**
 * Without multipathd the same disk shows up once per path. Same WWN and same serial is the same disk: one record,
 * and a reason not to touch it, for what is written through one path is not known to the other.
 */
export function foldSamePaths(disks: Disk[]): Disk[] {
  const seen = new Map<string, Disk>();
  for (const disk of disks) {
    const first = seen.get(keyOf(disk));
    if (first) addPath(first, disk);
    else seen.set(keyOf(disk), disk);
  }
  return [...seen.values()];
}

function addPath(first: Disk, other: Disk): void {
  first.paths = [...first.paths ?? [first.path], other.path];
  first.byId = [...new Set([...first.byId, ...other.byId])].sort();
  first.uses = [...first.uses, ...other.uses, { kind: 'multipath', detail: other.path }];
}

/** Only where one disk can have several paths; cheap USB bridges share serials and WWNs between different disks. */
function keyOf({ path, transport, wwn, serial, bytes }: Disk): string {
  const canHavePaths = transport === 'sas' || transport === 'fc' || transport === 'iscsi' || transport === 'scsi';
  return canHavePaths && wwn && serial ? `${wwn} ${serial} ${bytes}` : path;
}
