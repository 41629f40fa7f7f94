import { escapeForTerminal } from '../errors.ts';
import { formatBytes } from './format-bytes.ts';
import type { Content, Disk, Partition } from './machine.ts';
import { partitionTypes } from './partition-types.ts';

const filesystems: Record<string, string> = {
  ntfs: 'NTFS', vfat: 'FAT', exfat: 'exFAT', iso9660: 'ISO 9660', crypto_LUKS: 'LUKS', LVM2_member: 'LVM', linux_raid_member: 'RAID member',
  mpath_member: 'multipath', zfs_member: 'ZFS', isw_raid_member: 'Intel RAID member', xfs: 'XFS', apfs: 'APFS', swsuspend: 'hibernated system',
};

/** "Samsung SSD 990 PRO 2TB, serial S6Z1NJ0W, 2.0 TB"; safe to print whatever the disk calls itself. */
export function describeDisk({ vendor, model, serial, path, transport, bytes }: Disk): string {
  const isNamed = vendor && model && !model.toLowerCase().startsWith(vendor.toLowerCase());
  const name = isNamed ? `${vendor} ${model}` : model ?? vendor ?? `${transport} disk ${path}`;
  return escapeForTerminal([name, serial && `serial ${serial}`, formatBytes(bytes)].filter(Boolean).join(', '));
}

/** "Windows (NTFS, 931 GB), EFI system partition (105 MB)"; empty when nothing was found on the disk. */
export function describeContent({ content, partitions, partitionTable }: Disk): string {
  if (content) return escapeForTerminal(describeVolume(content));
  const parts = [...partitions].sort((a, b) => rank(a) - rank(b)).map(describePartition);
  if (parts.length > 0) return escapeForTerminal(parts.join(', '));
  return partitionTable ? `an empty ${partitionTable.kind === 'dos' ? 'DOS' : partitionTable.kind.toUpperCase()} partition table` : '';
}

/** What a person would miss most comes first: systems, then data, then the small change of booting. */
function rank({ content, typeUuid }: Partition): number {
  if (content?.os) return 0;
  return content && !/EFI|Windows re|BIOS/.test(partitionTypes[typeUuid ?? ''] ?? '') ? 1 : 2;
}

export function describePartition({ content, typeUuid, label, bytes }: Partition): string {
  const type = partitionTypes[typeUuid ?? ''];
  const isBooting = type !== undefined && /EFI|Windows re|BIOS/.test(type);
  if (!content || isBooting && !content.os) return `${type ?? label ?? 'unknown partition'} (${formatBytes(bytes)})`;
  return describeVolume(content, formatBytes(bytes));
}

function describeVolume({ type, label, os, memberOf }: Content, size?: string): string {
  const kind = filesystems[type] ?? type;
  const group = memberOf && `of ${memberOf.name}${memberOf.state ? `, ${memberOf.state}` : ''}`;
  const name = os ?? (label && !memberOf ? `"${label}"` : undefined);
  const inside = [name && kind, group, size].filter(Boolean).join(', ');
  return `${name ?? kind}${inside ? ` (${inside})` : ''}`;
}
