/**
 * Partitions that another installer would make -> `cognos.storage`, as far as the planner goes: one disk, one root, swap, ESP.
 * A folder that btrfs keeps as a subvolume, or that lies in another filesystem anyway, needs no partition.
 */
import type { Path } from '../spec/document.ts';

/** `firmware`: biosgrub, PReP and the like, which the planner makes by itself. */
export type PartitionUse = 'files' | 'swap' | 'esp' | 'firmware' | 'LVM' | 'encryption' | 'RAID' | 'kept';

export interface ForeignPartition<Source> {
  source: Source;
  use: PartitionUse;
  mount?: string;
  /** Left out: that of the file as a whole. */
  filesystem?: string;
  /** `rest`: what the others leave; `computed`: as CognOS thinks right. */
  bytes: number | 'rest' | 'computed';
  /** The size as the file says it. */
  said: string;
  /** On a disk of its own. */
  elsewhere?: boolean;
  /** What is not carried over of a root filesystem; empty for nothing. */
  note?: string;
}

/** How the file says what works instead. */
export interface PartitionWords {
  /** "give it method{ format } and a mountpoint" */
  plain: string;
  /** "filesystem{ ext4 }" */
  filesystem: (name: string) => string;
  /** "mountpoint{ }" */
  mount: (path: string) => string;
  /** "device{ }": what puts a partition onto another disk. */
  disk: string;
}

export type StorageReading<Source> =
  | { ok: true; put: [path: Path, value: string][]; notes: string[] }
  | { ok: false; source: Source | undefined; why: string };

interface Role { kind: 'root' | 'swap' | 'esp' | 'none' | 'refused'; note: string }

const storage: Path = ['cognos', 'storage'];
/** FAT32 in an ESP has a least size that the planner knows; other installers often ask for less than the boot loaders need. */
const espBytes = 537e6;

/** @param filesystem of a root that names none */
export function storageFrom<Source>(partitions: readonly ForeignPartition<Source>[], filesystem: string, words: PartitionWords): StorageReading<Source> {
  const refuse = (source: Source | undefined, why: string): StorageReading<Source> => ({ ok: false, source, why });
  const root = partitions.find(({ mount }) => mount === '/');
  if (!root) return refuse(undefined, `has no partition with ${words.mount('/')}`);
  const layout = root.filesystem ?? filesystem;
  if (layout !== 'ext4' && layout !== 'btrfs') return refuse(root.source, `the root filesystem is btrfs or ext4, not ${layout.slice(0, 16)}; write ${words.filesystem('ext4')}`);
  const roles = partitions.map((partition) => ({ partition, role: roleOf(partition, layout, words) }));
  const refusal = roles.find(({ role }) => role.kind === 'refused');
  if (refusal) return refuse(refusal.partition.source, refusal.role.note);
  const notes = roles.map(({ role }) => role.note).filter((note) => note !== '');
  const put: [Path, string][] = [[[...storage, 'layout'], layout]];
  const size = (name: string, bytes: number): void => { put.push([[...storage, name, 'size'], sizeText(bytes)]); };
  if (typeof root.bytes === 'number') size('root', root.bytes);
  else put.push([[...storage, 'models', 'size'], '0B']);
  notes.push(typeof root.bytes === 'number' ? `/ gets ${root.said}, the models filesystem what is left` : '/ takes what is left, models are on it');
  const swap = roles.find(({ role }) => role.kind === 'swap')?.partition;
  if (!swap) put.push([[...storage, 'swap', 'size'], '0B']);
  else if (typeof swap.bytes === 'number') size('swap', swap.bytes);
  else notes.push(`swap of ${swap.said} is sized by CognOS, from memory, disk and model`);
  const esp = roles.find(({ role }) => role.kind === 'esp')?.partition;
  if (esp && typeof esp.bytes === 'number' && esp.bytes > espBytes) size('esp', esp.bytes);
  else if (esp) notes.push('the EFI system partition has 512 MiB');
  return { ok: true, put, notes };
}

function roleOf<Source>({ use, mount, elsewhere, note }: ForeignPartition<Source>, layout: 'ext4' | 'btrfs', words: PartitionWords): Role {
  const refuse = (why: string): Role => ({ kind: 'refused', note: why });
  if (use === 'LVM' || use === 'encryption' || use === 'RAID') return refuse(`a partition is for ${use}, which this release does not make; ${words.plain}`);
  if (use === 'kept') return refuse('a partition is to be kept, and CognOS takes the whole disk; leave it out');
  if (elsewhere && mount !== '/') return refuse(`a partition is on a disk of its own, and CognOS installs to one; leave ${words.disk} out`);
  if (mount === '/') return { kind: 'root', note: note ?? '' };
  if (use === 'swap') return { kind: 'swap', note: '' };
  if (use === 'esp' || mount === '/boot/efi') return { kind: 'esp', note: '' };
  if (use === 'firmware') return { kind: 'none', note: '' };
  if (mount === '/boot') return { kind: 'none', note: '/boot is a folder of /' };
  if (mount !== undefined && layout === 'btrfs' && (mount === '/home' || mount === '/var/log')) return { kind: 'none', note: `${mount} is a btrfs subvolume of its own, which shares the room with /` };
  if (mount === '/home') return refuse(`/home cannot be a filesystem of its own beside ext4; give / ${words.filesystem('btrfs')}, where /home is a subvolume, or leave /home out`);
  if (mount === '/var/lib/cognos/models') return refuse('the models filesystem is made by itself; leave it out, and give / a maximum');
  if (mount === undefined) return refuse(`a partition has no ${words.mount('')}; leave it out`);
  return refuse(`${mount.slice(0, 40)} cannot be a filesystem of its own: CognOS has /, and with btrfs /home and /var/log as subvolumes; leave it out`);
}

function sizeText(bytes: number): string {
  for (const [unit, power] of [['G', 1e9], ['GiB', 1024 ** 3], ['M', 1e6], ['MiB', 1024 ** 2]] as const) if (bytes % power === 0) return `${bytes / power}${unit}`;
  return `${bytes}B`;
}
