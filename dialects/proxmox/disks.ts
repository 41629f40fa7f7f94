/** [disk-setup]: one disk, ext4 or btrfs. Proxmox asks nobody: who names the disk agrees to lose what is on it. */
import type { Path } from '../../shared/spec/document.ts';
import type { Ledger } from '../ledger.ts';
import { filterDisk } from './filter-disk.ts';
import { keyOf, sayUnknownKeys } from './key.ts';

const storage: Path = ['cognos', 'storage'];
const options: Record<string, readonly string[]> = { zfs: ['raid', 'ashift', 'arc-max', 'checksum', 'compress', 'copies', 'hdsize'], lvm: ['hdsize', 'swapsize', 'maxroot', 'maxvz', 'minfree'], btrfs: ['hdsize', 'raid', 'compress'] };
const plain = 'write filesystem = "ext4", or "btrfs" with btrfs.raid = "raid0", and one disk';
const instead: Record<string, string> = {
  hdsize: 'CognOS takes the whole disk; leave it out', swapsize: 'there is no volume group to take it from; leave it out, and write cognos: storage: swap: {size: …} in user-data', maxroot: 'there is no volume group to take it from; leave it out, and write cognos: storage: root: {size: …} in user-data',
  maxvz: 'there is no volume for guests; leave it out', minfree: 'there is no volume group to leave room in; leave it out',
};

export function translateDisks(ledger: Ledger): void {
  const at = keyOf(ledger, [], 'disk-setup');
  if (!ledger.map(at)) return;
  sayUnknownKeys(ledger, at, ['filesystem', 'disk-list', 'filter', 'filter-match', ...Object.keys(options)]);
  for (const [key, known] of Object.entries(options)) if (ledger.map([...at, key])) sayUnknownKeys(ledger, [...at, key], known);
  const filesystem = ledger.text([...at, 'filesystem']);
  translateFilesystem(ledger, [...at, 'filesystem'], filesystem);
  translateOptions(ledger, at, filesystem);
  translateDisk(ledger, at, filesystem === 'btrfs');
}

function translateFilesystem(ledger: Ledger, path: Path, filesystem: string | undefined): void {
  if (filesystem === 'ext4' || filesystem === 'btrfs') {
    ledger.put([...storage, 'layout'], filesystem);
    ledger.translated(path, [[...storage, 'layout']], filesystem === 'ext4' ? 'on a partition of its own: no LVM is made, nor a volume for guests' : undefined);
  } else if (filesystem === 'zfs') ledger.refused(path, `ZFS is not part of Debian's kernel and is not made here; ${plain}`);
  else if (filesystem === 'xfs') ledger.refused(path, `the root filesystem is btrfs or ext4, not xfs; ${plain}`);
  else if (filesystem !== undefined) ledger.refused(path, `there is no filesystem ${JSON.stringify(filesystem.slice(0, 16))} here; ${plain}`);
}

function translateOptions(ledger: Ledger, at: Path, filesystem: string | undefined): void {
  for (const key of options['lvm'] ?? []) ledger.refused([...at, 'lvm', key], `LVM is not made in this release: ${instead[key] ?? 'leave it out'}`);
  const other = (name: string): string => `goes with filesystem = "${name}"`;
  if (filesystem === 'zfs') ledger.notApplicable([...at, 'zfs'], 'goes with the filesystem, which is refused');
  ledger.notApplicable([...at, 'zfs'], other('zfs'), true);
  if (Object.keys(ledger.map([...at, 'lvm']) ?? {}).length === 0) ledger.notApplicable([...at, 'lvm'], 'is empty');
  if (filesystem !== 'btrfs') return ledger.notApplicable([...at, 'btrfs'], other('btrfs'), true);
  if (!ledger.map([...at, 'btrfs'])) return;
  const raid = ledger.text([...at, 'btrfs', 'raid'])?.toLowerCase();
  if (raid !== undefined && raid !== 'raid0') ledger.refused([...at, 'btrfs', 'raid'], 'no RAID is built in this release; write raid0, and one disk');
  ledger.applied([...at, 'btrfs', 'raid'], 'one disk');
  ledger.refused([...at, 'btrfs', 'hdsize'], instead['hdsize'] ?? '');
  const compress = ledger.get([...at, 'btrfs', 'compress']);
  if (['zstd', 'on', true].includes(compress as string)) ledger.applied([...at, 'btrfs', 'compress'], 'files are compressed with zstd');
  ledger.notApplicable([...at, 'btrfs', 'compress'], 'files are compressed with zstd, always');
}

function translateDisk(ledger: Ledger, at: Path, every: boolean): void {
  const path = keyOf(ledger, at, 'disk-list');
  const disks = ledger.texts(path);
  const [disk] = disks;
  const filter = [...at, 'filter'];
  const matching = keyOf(ledger, at, 'filter-match');
  if (disks.length > 1) ledger.refused(path, `CognOS installs to one disk, and ${disks.length} are named; name one`);
  else if (disk !== undefined && /^(\/dev\/)?(sd[a-z]{1,2}|vd[a-z]{1,2}|xvd[a-z]|hd[a-z]|nvme\d{1,2}n\d{1,2}|mmcblk\d{1,2})$/.test(disk)) {
    ledger.put([...storage, 'disk', 'match', 'path'], disk.startsWith('/') ? disk : `/dev/${disk}`);
    ledger.put([...storage, 'disk', 'wipe'], 'any');
    ledger.translated(path, [[...storage, 'disk', 'match', 'path'], [...storage, 'disk', 'wipe']], 'the name may mean another disk after the next start; filter.ID_SERIAL_SHORT always means the same one');
  } else if (disk !== undefined) ledger.refused(path, 'has to be the name of one disk, such as sda or nvme0n1');
  if (disks.length === 0) ledger.notApplicable(path, 'is empty: the only disk is taken, when it is blank');
  if (disks.length > 0) {
    for (const each of [filter, matching]) ledger.refused(each, 'disk-list names the disk; keep one of the two');
    return;
  }
  filterDisk(ledger, filter, matching, every);
}
