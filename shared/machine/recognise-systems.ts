import type { Content, Disk, Partition } from './machine.ts';
import { partitionTypes } from './partition-types.ts';

/** Volume labels that one system's own installer or image gives its root; found without mounting anything. */
const rootLabels: [RegExp, string][] = [
  [/^cognos/i, 'CognOS'],
  [/^cloudimg-rootfs$/, 'Ubuntu'],
  [/^rootfs$/, 'Linux'],
];

/** Names the operating systems on a disk by types and labels alone; the probe never mounts. */
export function recogniseSystems(disk: Disk): Disk {
  const windows = findWindows(disk);
  const partitions = disk.partitions.map((part) => name(part, part === windows ? 'Windows' : nameOne(part)));
  const content = disk.content && { ...disk.content, os: disk.content.os ?? nameByLabel(disk.content) };
  return { ...disk, content, partitions };
}

function name(part: Partition, os: string | undefined): Partition {
  return os && part.content ? { ...part, content: { ...part.content, os } } : part;
}

function nameOne({ typeUuid, content }: Partition): string | undefined {
  if (content?.type === 'apfs' || content?.type === 'hfsplus') return 'macOS';
  const byLabel = content && nameByLabel(content);
  return byLabel ?? (typeUuid && partitionTypes[typeUuid]?.startsWith('Linux root') ? 'Linux' : undefined);
}

function nameByLabel({ type, label = '' }: Content): string | undefined {
  return ['ext4', 'btrfs', 'xfs', 'f2fs'].includes(type) ? rootLabels.find(([pattern]) => pattern.test(label))?.[1] : undefined;
}

/**
 * Windows leaves a reserved or a recovery partition, or names its volumes; a mere NTFS data disk has none of these.
 * The system is then the largest NTFS or BitLocker volume.
 */
function findWindows({ partitions, removable }: Disk): Partition | undefined {
  const volumes = partitions.filter(({ content }) => content?.type === 'ntfs' || content?.type === 'BitLocker');
  const isSure = partitions.some(({ typeUuid, content }) =>
    partitionTypes[typeUuid ?? '']?.startsWith('Windows re') || (content?.type === 'BitLocker' && !removable)
    || (content?.type === 'ntfs' && /^(windows|system reserved|recovery|winre)/i.test(content.label ?? '')));
  return isSure ? volumes.sort((a, b) => b.bytes - a.bytes)[0] : undefined;
}
