/** storage.guided: the proposal of older profiles, with volumes in place of partitions. */
import { encryptionHint } from '../../shared/foreign/encryption-hint.ts';
import type { PartitionUse } from '../../shared/foreign/partitions.ts';
import type { Path } from '../../shared/spec/document.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import type { Ledger } from '../ledger.ts';
import { translateBoot } from './boot-partitions.ts';
import { matchName } from './disk.ts';
import { divideAsUsual, filesystemOf, layOut, sizeOf, type Partition } from './layout.ts';

export function translateGuided(ledger: Ledger, at: Path): void {
  if (!ledger.map(at)) return;
  ledger.sayUnknown(at, ['target', 'boot', 'encryption', 'space', 'volumes']);
  if (ledger.get([...at, 'encryption']) !== undefined) ledger.refused([...at, 'encryption'], encryptionHint);
  translateBoot(ledger, [...at, 'boot']);
  const wiped = translateSpace(ledger, [...at, 'space']);
  translateTarget(ledger, [...at, 'target'], wiped);
  const list = [...at, 'volumes'];
  const volumes = ledger.list(list).map((_, index) => [...list, index]).filter((path) => ledger.map(path)).map((path) => volumeOf(ledger, path));
  if (volumes.includes(undefined)) ledger.notApplicable(list, 'goes with what is refused of it');
  else if (volumes.length > 0) layOut(ledger, list, volumes.filter((volume) => volume !== undefined));
  else divideAsUsual(ledger, ledger.get(list) === undefined ? at : list);
}

/** @returns whether everything that was there is deleted */
function translateSpace(ledger: Ledger, path: Path): boolean {
  const policy = isMap(ledger.get(path)) ? ledger.text([...path, 'policy']) : ledger.text(path);
  if (isMap(ledger.get(path))) ledger.sayUnknown(path, ['policy', 'actions']);
  if (policy !== undefined && policy !== 'delete') ledger.refused(path, 'CognOS takes a whole disk and keeps nothing of it; write {"policy": "delete"}');
  ledger.applied(path, 'everything on the disk is deleted');
  return policy === 'delete';
}

function translateTarget(ledger: Ledger, path: Path, wiped: boolean): void {
  const target = ledger.get(path);
  if (target === undefined) return;
  if (target === 'disk') return ledger.applied(path, 'among several disks CognOS does not guess, and only a blank one is taken');
  if (target === 'newLvmVg' || (isMap(target) && Object.hasOwn(target, 'newLvmVg'))) return ledger.refused(path, 'LVM is not made in this release; write {"disk": "/dev/sda"}: btrfs subvolumes grow without volume groups');
  if (!isMap(target)) return ledger.refused(path, 'has to be disk, or {"disk": "/dev/sda"}');
  ledger.sayUnknown(path, ['disk']);
  matchName(ledger, [...path, 'disk'], wiped, 'nothing here deletes what is on the disk; write "space": {"policy": "delete"} beside the target');
}

function volumeOf(ledger: Ledger, path: Path): Partition | undefined {
  ledger.sayUnknown(path, ['mount', 'filesystem', 'size', 'target']);
  const at = [...path, 'mount'];
  if (ledger.map(at)) ledger.sayUnknown(at, ['path', 'options']);
  const mount = isMap(ledger.get(at)) ? ledger.text([...at, 'path']) : undefined;
  ledger.notApplicable([...at, 'options'], 'is not carried over: CognOS mounts its filesystems alike');
  const type = filesystemOf(ledger, [...path, 'filesystem']);
  const size = sizeOf(ledger, [...path, 'size']);
  const target = ledger.get([...path, 'target']);
  const [where = 'default'] = isMap(target) ? Object.keys(target) : [];
  if (where === 'newPartition') ledger.refused([...path, 'target'], 'CognOS installs to one disk, the target of the proposal; leave this out');
  if (!size || where === 'newPartition') return undefined;
  const use: PartitionUse = where === 'newVg' ? 'LVM' : where === 'device' || where === 'filesystem' ? 'kept' : type === 'swap' || mount === 'swap' ? 'swap' : 'files';
  return { source: path, use, ...mount === undefined || mount === 'swap' ? {} : { mount }, ...type === undefined ? {} : { filesystem: type }, ...size };
}
