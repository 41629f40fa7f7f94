/** storage in each of the forms that it has had: drives, a guided proposal, and the disk to start from. */
import { encryptionHint } from '../../shared/foreign/encryption-hint.ts';
import type { Path } from '../../shared/spec/document.ts';
import type { Ledger } from '../ledger.ts';
import { translateBoot } from './boot-partitions.ts';
import { matchName } from './disk.ts';
import { translateDrives } from './drives.ts';
import { translateGuided } from './guided.ts';

const at: Path = ['storage'];
const layout: Path = ['cognos', 'storage', 'layout'];
const older = 'nothing here deletes what is on the disk; write storage: {"drives": [{ "search": "/dev/disk/by-id/…", "partitions": [{ "search": "*", "delete": true }, { "generate": "default" }] }]}';

export function translateStorage(ledger: Ledger): void {
  if (ledger.get(['legacyAutoyastStorage']) !== undefined) ledger.refused(['legacyAutoyastStorage'], 'partitions in AutoYaST\'s form are not read; write storage: {"drives": […]}');
  if (!ledger.map(at)) return;
  ledger.sayUnknown(at, ['drives', 'guided', 'boot', 'volumeGroups', 'mdRaids', 'bootDevice', 'lvm', 'encryptionPassword', 'devices']);
  refuseElse(ledger, 'volumeGroups', 'LVM is not made in this release: give the drive its partitions, among them one with "path": "/"');
  refuseElse(ledger, 'mdRaids', 'RAID is not made in this release: give one drive its partitions, among them one with "path": "/"');
  const [chosen, ...others] = ['drives', 'guided', 'bootDevice', 'devices'].filter((key) => saysWhere(ledger.get([...at, key])));
  for (const key of others) ledger.refused([...at, key], `storage.${chosen ?? ''} says where to install, too, and CognOS installs to one disk; keep one of the two`);
  translateOldest(ledger, others);
  translateDrives(ledger, [...at, 'drives']);
  if (!others.includes('guided')) translateGuided(ledger, [...at, 'guided']);
  translateBoot(ledger, [...at, 'boot']);
}

const saysWhere = (value: unknown): boolean => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);

function refuseElse(ledger: Ledger, key: string, why: string): void {
  const path = [...at, key];
  if (ledger.list(path).length > 0) ledger.refused(path, why);
  ledger.notApplicable(path, 'is empty');
}

/**
 * Before there were proposals and drives.
 * @param refused keys of storage that another one stands beside
 */
function translateOldest(ledger: Ledger, refused: readonly string[]): void {
  const devices = [...at, 'devices'];
  const disk = [...at, 'bootDevice'];
  if (!refused.includes('devices')) translateDevices(ledger, devices);
  if (!refused.includes('bootDevice') && ledger.text(disk) !== undefined) {
    ledger.put(layout, 'btrfs');
    matchName(ledger, disk, false, older);
    ledger.translated(disk, [layout]);
  }
  if (ledger.truth([...at, 'lvm']) === true) ledger.refused([...at, 'lvm'], 'LVM is not made in this release; write false: btrfs subvolumes grow without volume groups');
  ledger.applied([...at, 'lvm'], 'partitions on one disk');
  if (ledger.text([...at, 'encryptionPassword']) !== undefined) ledger.refused([...at, 'encryptionPassword'], encryptionHint);
  ledger.notApplicable([...at, 'encryptionPassword'], 'is empty');
}

function translateDevices(ledger: Ledger, devices: Path): void {
  const { length } = ledger.list(devices);
  if (length > 1) ledger.refused(devices, 'CognOS installs to one disk, and several are named; keep one');
  else if (length === 1 && ledger.map([...devices, 0])) {
    ledger.sayUnknown([...devices, 0], ['name']);
    matchName(ledger, [...devices, 0, 'name'], false, older);
  }
  if (length === 0) ledger.notApplicable(devices, 'is empty');
}
