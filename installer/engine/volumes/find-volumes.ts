/** Filesystems that were plugged in: nothing that is mounted, never the medium, never a disk that is or might be installed to. */
import { listBlockDevices, mountpointsOf, withDescendants, type BlockDevice } from '../../../shared/machine/block-device.ts';
import { formatBytes } from '../../../shared/machine/format-bytes.ts';
import type { Host } from '../../../shared/system/host.ts';

export interface FoundVolume { path: string; title: string; fs: string; writable: boolean }

/** Type -> can it be written to without harm. NTFS of a system that only sleeps must not be. */
const filesystems: Record<string, boolean> = { vfat: true, exfat: true, ext2: true, ext3: true, ext4: true, xfs: true, btrfs: true, ntfs: false, iso9660: false, udf: false };

export async function findVolumes(host: Host, avoid: readonly string[]): Promise<FoundVolume[]> {
  const disks = await listBlockDevices({ host, signal: undefined, unseen: new Set() });
  return disks.filter((disk) => ['disk', 'rom'].includes(disk.type) && !avoid.includes(disk.path) && withDescendants(disk).every((part) => mountpointsOf(part).length === 0))
    .flatMap((disk) => withDescendants(disk).filter(({ type, children = [] }) => ['disk', 'part', 'rom'].includes(type) && children.length === 0).flatMap((part) => volumeOf(disk, part)));
}

function volumeOf(disk: BlockDevice, { path, fstype, label, size, ro }: BlockDevice): FoundVolume[] {
  if (fstype === null || !Object.hasOwn(filesystems, fstype)) return [];
  const of = [disk.vendor?.trim(), disk.model?.trim()].filter(Boolean).join(' ') || path;
  return [{ path, fs: fstype, writable: !ro && filesystems[fstype] === true, title: `${label ? `"${label}", ` : ''}${of}, ${formatBytes(size ?? 0)}` }];
}
