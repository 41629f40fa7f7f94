/** What a disk is made of, in the order in which it lies there, empty stretches included. Pure. */
import type { Content, Disk, Partition } from '../../../../../shared/machine/machine.ts';
import { partitionTypes } from '../../../../../shared/machine/partition-types.ts';
import type { DiskPicture } from '../../../../../shared/plan/plan.ts';

/** What a part is for; each has its own pattern, its own word and its own colour in the figure. */
export type PartRole = 'system' | 'models' | 'swap' | 'boot' | 'foreign' | 'data' | 'free';

export interface DiskPart {
  /** Stable within the disk. */
  id: string;
  role: PartRole;
  /** `/dev/sda2`, `cognos-root`; empty for free space. */
  label: string;
  /** Names that mean the same in every language: "Windows", "NTFS", "Debian GNU/Linux 12 (bookworm)". */
  names: string[];
  /** Key of a word for what has no such name: `parts.esp`. */
  word?: PartWord;
  bytes: number;
  mountpoint?: string;
}

export type PartWord =
  | 'esp' | 'biosBoot' | 'windowsReserved' | 'windowsRecovery' | 'linux' | 'swap' | 'raid' | 'lvm' | 'encrypted' | 'data' | 'unknown' | 'free' | 'boot' | 'system' | 'models';

const mib = 1024 ** 2;
/** Alignment and the tables at both ends are no space that anybody misses. */
const leastFree = 16 * mib;

/** As it is now. Logical partitions lie inside their extended one, which is no part of its own then. */
export function partsBefore(disk: Disk): DiskPart[] {
  if (disk.content) return [{ ...whatIs(disk.content), id: disk.path, label: disk.path, bytes: disk.bytes }];
  const inOrder = disk.partitions.filter(({ typeUuid }) => typeUuid !== '0x5' && typeUuid !== '0xf').sort((a, b) => a.startBytes - b.startBytes);
  const parts: DiskPart[] = [];
  let end = 0;
  for (const partition of inOrder) {
    parts.push(...free(partition.startBytes - end, end), fromPartition(partition));
    end = Math.max(end, partition.startBytes + partition.bytes);
  }
  return [...parts, ...free(disk.bytes - end, end)];
}

/** As it will be: the picture of the plan, which names its own partitions. */
export function partsAfter({ parts }: DiskPicture, diskBytes: number): DiskPart[] {
  const used = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  return [...parts.map(fromPlan), ...free(diskBytes - used, used)];
}

const planned: Record<string, [role: PartRole, word: PartWord]> = {
  'cognos-bios': ['boot', 'biosBoot'], 'cognos-esp': ['boot', 'esp'], 'cognos-boot': ['boot', 'boot'], 'cognos-root': ['system', 'system'],
  'cognos-swap': ['swap', 'swap'], 'cognos-models': ['models', 'models'],
};

function fromPlan({ label, content, bytes, mountpoint, encrypted }: DiskPicture['parts'][number]): DiskPart {
  const [role, word] = planned[label] ?? ['data', 'data'];
  // LUKS is called so in every language.
  const names = [...(content === 'swap' || word === 'biosBoot' ? [] : [filesystemName(content)]), ...(encrypted ? ['LUKS'] : [])];
  return { id: label, role, label, names, word, bytes, ...(mountpoint === undefined ? {} : { mountpoint }) };
}

function fromPartition({ path, content, typeUuid, label, bytes, mountpoints: [mountpoint] }: Partition): DiskPart {
  const type = wordOfType(typeUuid);
  const isBooting = type === 'esp' || type === 'biosBoot' || type === 'windowsReserved' || type === 'windowsRecovery';
  const what = !content || (isBooting && !content.os) ? { role: isBooting ? 'boot' as const : 'data' as const, names: label && !type ? [`“${label}”`] : [], word: type ?? 'unknown' as const } : whatIs(content, type);
  return { ...what, id: path, label: path, bytes, ...(mountpoint === undefined ? {} : { mountpoint }) };
}

/** A system is named before its filesystem: it is what a person would miss. */
function whatIs({ type, label, os, memberOf }: Content, typeWord?: PartWord): Pick<DiskPart, 'role' | 'names' | 'word'> {
  const word = wordOfContent[type] ?? (os || label ? undefined : typeWord === 'swap' ? 'swap' : 'data');
  const names = [...(os ? [os] : []), ...(label && !os ? [`“${label}”`] : []), ...(memberOf ? [memberOf.name] : []), ...(word && word !== 'data' ? [] : [filesystemName(type)])];
  return { role: os ? 'foreign' : word === 'swap' ? 'swap' : 'data', names, ...(word ? { word } : {}) };
}

const wordOfContent: Record<string, PartWord> = {
  swap: 'swap', swsuspend: 'swap', LVM2_member: 'lvm', linux_raid_member: 'raid', isw_raid_member: 'raid', crypto_LUKS: 'encrypted', BitLocker: 'encrypted',
};

const filesystemNames: Record<string, string> = { ntfs: 'NTFS', vfat: 'FAT', exfat: 'exFAT', iso9660: 'ISO 9660', xfs: 'XFS', apfs: 'APFS', zfs_member: 'ZFS' };

function filesystemName(type: string): string {
  return filesystemNames[type] ?? type;
}

/** By what the machine's own table calls it, so that GUIDs are kept in one place. */
function wordOfType(typeUuid: string | undefined): PartWord | undefined {
  const words: Record<string, PartWord> = {
    'EFI system partition': 'esp', 'BIOS boot partition': 'biosBoot', 'Windows reserved partition': 'windowsReserved', 'Windows recovery partition': 'windowsRecovery',
    'data partition': 'data', 'Linux filesystem': 'linux', 'Linux home': 'linux', 'Linux swap': 'swap', 'Linux RAID': 'raid', 'Linux LVM': 'lvm',
  };
  return words[partitionTypes[typeUuid ?? ''] ?? ''];
}

function free(bytes: number, from: number): DiskPart[] {
  return bytes < leastFree ? [] : [{ id: `free-${from}`, role: 'free', label: '', names: [], word: 'free', bytes }];
}
