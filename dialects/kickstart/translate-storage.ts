/** autopart, part, btrfs, and what makes volumes and arrays: how the disk is divided, and whether all that is agreed to. */
import { encryptionHint } from '../../shared/foreign/encryption-hint.ts';
import { storageFrom, type PartitionWords } from '../../shared/foreign/partitions.ts';
import type { Path } from '../../shared/spec/document.ts';
import { readPartitions } from './read-partitions.ts';
import type { Sheet } from './sheet.ts';
import type { Statement } from './statement.ts';
import { translateClearing } from './translate-clearing.ts';
import { translateDisk } from './translate-disk.ts';

const storage: Path = ['cognos', 'storage'];
const instead: Record<'LVM' | 'RAID', string> = {
  LVM: 'this release makes no LVM; write part / --fstype=ext4 --size=1 --grow, or --fstype=btrfs, whose subvolumes grow without volume groups',
  RAID: 'this release builds no RAID; write part / --fstype=ext4 --size=1 --grow on one disk',
};

export function translateStorage(sheet: Sheet): void {
  const naming = translateDisk(sheet);
  const blocked = refuseVolumes(sheet);
  const divided = translateLayout(sheet, blocked);
  for (const statement of sheet.all('reqpart')) sheet.applied(statement, sheet.has(statement, 'add-boot') ? 'what the firmware starts from is made by itself, and /boot is a folder of /' : 'what the firmware starts from is made by itself');
  refuseRest(sheet);
  const asked = sheet.all('interactive').at(-1);
  if (asked) {
    sheet.put(['cognos', 'interactive'], true);
    for (const each of sheet.all('interactive')) sheet.translated(each, [['cognos', 'interactive']], 'everything is asked, with what this file says as the answers');
  }
  translateConsent(sheet, divided);
  translateClearing(sheet, naming);
}

/** Kickstart asks nothing; where it says not how the disk is divided, or who may log in, Anaconda would ask. */
function translateConsent(sheet: Sheet, divided: Statement | undefined): void {
  if (!divided || sheet.isRefused(divided) || (sheet.spec['cognos'] as Record<string, unknown>)['interactive'] !== undefined) return;
  const users = (sheet.spec['users'] ?? []) as Record<string, unknown>[];
  if (!users.some((user) => user['hashed_passwd'] !== undefined || user['ssh_authorized_keys'] !== undefined)) return sheet.translated(divided, [], `nothing is installed unattended, as ${users.length === 0 ? 'no user is made' : 'no user has a password or an ssh key'} and nobody could log in: write user --name=… --groups=wheel --password=…`);
  sheet.put(['cognos', 'unattended'], true);
  sheet.translated(divided, [['cognos', 'unattended']]);
}

/** The first line that asks for a thing is refused, the others go with it. */
function refuseVolumes(sheet: Sheet): Statement | undefined {
  const kinds: ['LVM' | 'RAID', string[], RegExp][] = [['RAID', ['raid'], /^raid\./], ['LVM', ['volgroup', 'logvol'], /^pv\./]];
  let first: Statement | undefined;
  for (const [kind, names, member] of kinds) {
    const [refused, ...others] = [...sheet.all(...names), ...sheet.all('part').filter(({ words: [mount = ''] }) => member.test(mount))];
    if (!refused) continue;
    sheet.refused(refused, instead[kind]);
    for (const other of others) sheet.notApplicable(other, `speaks of ${kind}, see line ${refused.first}`);
    first ??= refused;
  }
  return first;
}

/** The line that says how the disk is divided. */
function translateLayout(sheet: Sheet, blocked: Statement | undefined): Statement | undefined {
  const auto = sheet.last('autopart');
  const parts = sheet.all('part', 'btrfs');
  if (auto && (parts.length > 0 || blocked)) sheet.refused(auto, `stands beside ${parts[0]?.name ?? blocked?.name ?? ''} in line ${parts[0]?.first ?? blocked?.first ?? 0}, which Anaconda does not take either; keep one of them`);
  else if (auto) {
    translateAuto(sheet, auto);
    return auto;
  }
  const root = blocked || parts.length === 0 ? undefined : translateParts(sheet, parts);
  const reason = blocked ?? parts.find((part) => sheet.isRefused(part)) ?? auto;
  if (!root && reason) for (const part of parts) if (!sheet.isRefused(part)) sheet.notApplicable(part, `goes with the other partitions, see line ${reason.first}`);
  return root;
}

function translateAuto(sheet: Sheet, auto: Statement): void {
  const type = sheet.has(auto, 'nolvm') ? 'plain' : sheet.value(auto, 'type')?.toLowerCase();
  const filesystem = sheet.value(auto, 'fstype');
  if (sheet.has(auto, 'encrypted')) return sheet.refused(auto, encryptionHint);
  sheet.has(auto, 'passphrase', 'cipher', 'escrowcert', 'backuppassphrase', 'luks-version', 'pbkdf', 'pbkdf-memory', 'pbkdf-time', 'pbkdf-iterations', 'noboot');
  if (type === 'lvm' || type === 'thinp') return sheet.refused(auto, 'this release makes no LVM; write autopart --type=plain --fstype=ext4, or autopart --type=btrfs, whose subvolumes grow without volume groups');
  if (type !== undefined && !['plain', 'partition', 'btrfs'].includes(type)) return sheet.refused(auto, 'there is no such type; write autopart --type=plain or autopart --type=btrfs');
  const layout = type === 'btrfs' ? 'btrfs' : filesystem ?? 'ext4';
  if (layout !== 'ext4' && layout !== 'btrfs') return sheet.refused(auto, 'the root filesystem is btrfs or ext4; write autopart --type=plain --fstype=ext4');
  const home = layout === 'btrfs' ? '/home is a btrfs subvolume' : '/home is a folder of /';
  sheet.put([...storage, 'layout'], layout);
  const paths: Path[] = [[...storage, 'layout']];
  if (sheet.has(auto, 'noswap')) {
    sheet.put([...storage, 'swap', 'size'], '0B');
    paths.push([...storage, 'swap', 'size']);
  }
  sheet.translated(auto, paths, `${filesystem === undefined && layout === 'ext4' ? '/ is ext4, where Red Hat\'s own choice would be xfs; ' : ''}${sheet.has(auto, 'nohome') ? '' : `${home}; `}CognOS sizes the rest${sheet.has(auto, 'hibernation') ? ', swap as well' : ''}`);
}

const words: PartitionWords = {
  plain: 'write part / --fstype=ext4 --size=1 --grow', filesystem: (name) => `--fstype=${name}`, mount: (path) => (path === '' ? 'mount point' : `the mount point ${path}`), disk: '--ondisk',
};

/** The root's own line, if all is well. */
function translateParts(sheet: Sheet, parts: readonly Statement[]): Statement | undefined {
  const partitions = readPartitions(sheet);
  if (!partitions || parts.some((part) => sheet.isRefused(part))) return undefined;
  const reading = storageFrom(partitions, 'ext4', words);
  if (!reading.ok) {
    const subject = reading.source ?? parts[0];
    if (subject) sheet.refused(subject, reading.source ? reading.why : `this and the other lines: the file ${reading.why}; write part / --fstype=ext4 --size=1 --grow`);
    return undefined;
  }
  const root = partitions.find(({ mount }) => mount === '/')?.source;
  if (!root) return undefined;
  for (const [path, value] of reading.put) sheet.put(path, value);
  const owners: [string, Statement | undefined][] = [['swap', partitions.find(({ use }) => use === 'swap')?.source], ['esp', partitions.find(({ use }) => use === 'esp')?.source]];
  const told = new Set([root]);
  for (const [path] of reading.put) {
    const owner = owners.find(([name, source]) => source && path.includes(name))?.[1] ?? root;
    told.add(owner);
    sheet.translated(owner, [path]);
  }
  for (const note of reading.notes.filter(Boolean)) sheet.translated(root, [], note);
  if (sheet.value(root, 'fstype') === undefined && root.name === 'part') sheet.translated(root, [], 'it is ext4, where Red Hat\'s own choice would be xfs');
  for (const part of parts) if (!told.has(part)) sheet.applied(part, `goes with / in line ${root.first}`);
  return root;
}

const elsewhere = 'CognOS installs to a disk of the machine itself; leave this out, and attach other storage on the installed system';

function refuseRest(sheet: Sheet): void {
  for (const statement of sheet.all('iscsi', 'iscsiname', 'fcoe', 'zfcp', 'nvdimm', 'multipath', 'dmraid')) sheet.refused(statement, elsewhere);
  for (const statement of sheet.all('mount')) sheet.refused(statement, 'a partition is to be kept, and CognOS takes the whole disk; write part, or leave it out');
  for (const statement of sheet.all('snapshot')) sheet.refused(statement, 'snapshots of LVM are not made, as there is no LVM; leave it out');
  for (const statement of sheet.all('stratis', 'stratispool', 'stratisfs')) sheet.refused(statement, 'Stratis is not part of CognOS; write part / --fstype=btrfs --size=1 --grow');
}
