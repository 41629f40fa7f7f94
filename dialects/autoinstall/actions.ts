/** storage.config, curtin's list of actions -> `cognos.storage`. */
import { storageFrom, type ForeignPartition, type PartitionUse, type PartitionWords, type StorageReading } from '../../shared/foreign/partitions.ts';
import type { Path } from '../../shared/spec/document.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import { parseSize } from '../../shared/spec/size.ts';
import type { Ledger } from '../ledger.ts';
import { binarySize } from './binary-size.ts';
import { matchDisk, matchModel, matchPath, matchSerial, say } from './disk.ts';

interface Action { path: Path; type: string; id: string; fields: Record<string, unknown> }

const words: PartitionWords = {
  plain: 'give it a format and a mount of its own', filesystem: (name) => `fstype: ${name}`, mount: (path) => (path === '' ? 'mount' : `a mount at ${path}`), disk: 'its disk',
};
/** What a partition is taken into, by the type of the action that names it. */
const takers: Record<string, PartitionUse> = { lvm_volgroup: 'LVM', raid: 'RAID', dm_crypt: 'encryption', bcache: 'RAID', zpool: 'RAID' };
const parts = ['disk', 'partition', 'format', 'mount', 'lvm_volgroup', 'lvm_partition', 'raid', 'dm_crypt', 'bcache', 'zpool', 'zfs', 'nvme_controller', 'dasd', 'device'];

export function translateActions(ledger: Ledger, at: Path): void {
  const actions = ledger.list(at).flatMap((fields, index): Action[] => {
    const path = [...at, index];
    if (!isMap(fields)) ledger.refused(path, 'has to be a map with type and id');
    else if (!parts.includes(String(fields['type']))) ledger.refused(path, `there is no action ${JSON.stringify(String(fields['type']).slice(0, 24))}`);
    return isMap(fields) ? [{ path, type: String(fields['type']), id: String(fields['id'] ?? ''), fields }] : [];
  });
  refuseIds(ledger, actions);
  const partitions = actions.filter(({ type }) => type === 'partition');
  const root = partitions.find((partition) => mountOf(actions, partition) === '/');
  const rootDisk = diskOf(actions, root);
  if (root && !rootDisk) ledger.refused(root.path, 'its device names no disk of this list; write the id of one');
  for (const { path, fields } of partitions) refuseSize(ledger, [...path, 'size'], fields['size']);
  const reading = storageFrom(partitions.filter(({ fields }) => fields['flag'] !== 'extended').map((partition) => asForeign(actions, partition, rootDisk)), 'ext4', words);
  if (!reading.ok) refuse(ledger, actions, at, reading.source, reading.why);
  else {
    for (const [path, value] of reading.put) ledger.put(path, value);
    for (const partition of partitions) sayPartition(ledger, actions, partition, reading);
  }
  const mounts = partitions.map((partition) => mountActionOf(actions, partition));
  for (const action of actions) {
    const { path } = action.fields;
    if (action.type === 'mount' && typeof path === 'string' && path.startsWith('/') && reading.ok && !mounts.includes(action)) ledger.refused(action.path, 'CognOS mounts the partitions of the disk that it is installed to; write it as mounts: under user-data');
    translateOther(ledger, action, rootDisk);
  }
}

/** Actions find each other by id. */
function refuseIds(ledger: Ledger, actions: readonly Action[]): void {
  const seen = new Set<string>();
  for (const { path, id } of actions) {
    if (id === '') ledger.refused(path, 'has to have an id, by which other actions name it');
    else if (seen.has(id)) ledger.refused([...path, 'id'], 'another action has this id; each has to have its own');
    seen.add(id);
  }
}

/** At the partition that it is about; where there is no root, at whatever was made of the partitions instead. */
function refuse(ledger: Ledger, actions: Action[], at: Path, source: Action | undefined, why: string): void {
  const taken = actions.find(({ type }) => Object.hasOwn(takers, type));
  if (source) ledger.refused(source.path, why);
  else if (taken) ledger.refused(taken.path, `this release does not make ${takers[taken.type] ?? taken.type}; give the partition itself a format and a mount at /`);
  else ledger.refused(at, why);
}

function translateOther(ledger: Ledger, { path, type, id, fields }: Action, rootDisk: Action | undefined): void {
  const goes = 'goes with the partitions';
  if (type === 'disk' && rootDisk) return translateDisk(ledger, path, id === rootDisk.id);
  if (type === 'mount' && typeof fields['options'] === 'string') return ledger.notApplicable(path, `${goes}; its mount options are not carried over`, true);
  if (type === 'format' && fields['preserve'] === true) return ledger.refused(path, 'a filesystem is to be kept, and CognOS takes the whole disk; leave it out');
  if (type === 'dm_crypt') for (const key of ['key', 'keyfile']) ledger.notApplicable([...path, key], 'speaks of encryption, which is not made');
  ledger.notApplicable(path, ['format', 'mount', 'partition'].includes(type) ? goes : 'goes with what is refused, or is not used by any partition');
}

/** What a partition became: the root says what there is to say of the whole. */
function sayPartition(ledger: Ledger, actions: Action[], partition: Action, { put, notes }: Extract<StorageReading<Action>, { ok: true }>): void {
  const mount = mountOf(actions, partition);
  const use = useOf(actions, partition, formatOf(actions, partition)?.fields['fstype'], mount);
  const below = (...names: string[]): Path[] => put.map(([path]) => path).filter((path) => names.includes(String(path[2])));
  const paths = mount === '/' ? below('layout', 'root', 'models') : use === 'swap' || use === 'esp' ? below(use) : [];
  if (paths.length > 0) ledger.translated(partition.path, paths, mount === '/' ? notes.join('; ') : undefined);
  else ledger.applied(partition.path, mount === '/boot' ? '/boot is a folder of /' : use === 'files' ? 'is a subvolume of /' : 'is made by itself, as large as it has to be');
}

function translateDisk(ledger: Ledger, path: Path, root: boolean): void {
  if (!root) return ledger.notApplicable(path, 'nothing that the system needs is put onto this disk, so it stays as it is');
  if (ledger.get([...path, 'preserve']) === true) ledger.refused([...path, 'preserve'], 'a new partition table is written, and nothing on the disk is kept; name a disk that may be overwritten, with preserve: false');
  matchPath(ledger, [...path, 'path']);
  matchSerial(ledger, [...path, 'serial']);
  matchModel(ledger, [...path, 'model']);
  const wwn = ledger.text([...path, 'wwn']);
  if (wwn !== undefined) say(ledger, [...path, 'wwn'], 'wwn', wwn);
  matchDisk(ledger, [...path, 'match']);
  ledger.applied(path, 'gets a new partition table, GPT, and GRUB for UEFI and for BIOS');
}

function asForeign(actions: Action[], partition: Action, rootDisk: Action | undefined): ForeignPartition<Action> {
  const mount = mountOf(actions, partition);
  const filesystem = formatOf(actions, partition)?.fields['fstype'];
  const { bytes, said } = sizeOf(partition.fields['size']);
  return {
    source: partition, use: useOf(actions, partition, filesystem, mount), ...mount === undefined ? {} : { mount }, ...typeof filesystem === 'string' ? { filesystem } : {}, bytes, said,
    elsewhere: rootDisk !== undefined && diskOf(actions, partition) !== rootDisk,
  };
}

function useOf(actions: Action[], { id, fields }: Action, filesystem: unknown, mount: string | undefined): PartitionUse {
  const taker = actions.find(({ type, fields: other }) => Object.hasOwn(takers, type) && [other['devices'], other['spare_devices'], other['volume'], other['vdevs'], other['backing_device'], other['cache_device']].flat().includes(id));
  if (taker) return takers[taker.type] ?? 'LVM';
  if (fields['preserve'] === true) return 'kept';
  const flag = fields['flag'];
  if (flag === 'bios_grub' || flag === 'prep') return 'firmware';
  if (filesystem === 'swap' || flag === 'swap') return 'swap';
  return mount === '/boot/efi' || flag === 'boot' && /^(fat|vfat|msdos)/.test(String(filesystem)) ? 'esp' : 'files';
}

const formatOf = (actions: Action[], { id }: Action): Action | undefined => actions.find(({ type, fields }) => type === 'format' && fields['volume'] === id);

function mountActionOf(actions: Action[], partition: Action): Action | undefined {
  const format = formatOf(actions, partition);
  return format && actions.find(({ type, fields }) => type === 'mount' && fields['device'] === format.id);
}

function mountOf(actions: Action[], partition: Action): string | undefined {
  const path = mountActionOf(actions, partition)?.fields['path'];
  return typeof path === 'string' && path.startsWith('/') ? path : undefined;
}

function diskOf(actions: Action[], partition: Action | undefined): Action | undefined {
  return partition && actions.find(({ type, id }) => type === 'disk' && id === partition.fields['device']);
}

function refuseSize(ledger: Ledger, path: Path, size: unknown): void {
  if (sizeOf(size).bytes !== 'computed') return;
  ledger.refused(path, /%$/.test(String(size)) ? 'a share of the disk is not known before the disk is; write a size such as 40G, or -1 for all that is left' : 'is no size; write for example 40G, or -1 for all that is left');
}

/** Bytes, or as Subiquity writes them: 1G is 2^30, -1 is all that is left, a share of the disk is not known here. */
function sizeOf(size: unknown): Pick<ForeignPartition<unknown>, 'bytes' | 'said'> {
  const text = typeof size === 'number' ? `${size}B` : String(size ?? '');
  if (text === '-1B' || text === '-1' || text === '100%') return { bytes: 'rest', said: 'all that is left' };
  const bytes = parseSize(binarySize(text).replace(/^(\d+)$/, '$1B'));
  return bytes === undefined ? { bytes: 'computed', said: text.slice(0, 24) } : { bytes, said: text.slice(0, 24) };
}
