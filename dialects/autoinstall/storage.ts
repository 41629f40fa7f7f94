/** Which disk, and how it is divided: by the name of a layout, or action by action. */
import { encryptionHint } from '../../shared/foreign/encryption-hint.ts';
import type { Path } from '../../shared/spec/document.ts';
import type { Ledger } from '../ledger.ts';
import { binarySize } from './binary-size.ts';
import { matchDisk } from './disk.ts';
import { translateActions } from './actions.ts';

const storage: Path = ['cognos', 'storage'];
const layouts: Record<string, string> = {
  lvm: 'this release makes no LVM; write name: direct, or leave the layout out: with btrfs, snapshots and a home of its own need no volume groups',
  zfs: 'Debian 12 does not bring ZFS; write name: direct, or leave the layout out for btrfs, which has snapshots too',
  hybrid: 'the system is not sealed to a TPM; write name: direct',
};

export function translateStorage(ledger: Ledger, at: Path): void {
  const path = [...at, 'storage'];
  if (!ledger.map(path)) return;
  ledger.sayUnknown(path, ['layout', 'config', 'swap', 'grub', 'version']);
  ledger.applied([...path, 'version'], 'the version of this form');
  ledger.applied([...path, 'grub'], 'GRUB goes onto the disk that is installed to, for UEFI and for BIOS');
  const layout = ledger.map([...path, 'layout']);
  const config = ledger.list([...path, 'config']).length > 0;
  if (layout) {
    translateLayout(ledger, [...path, 'layout']);
    if (config) ledger.notApplicable([...path, 'config'], 'with a layout the actions do not count, for Subiquity either', true);
  } else if (config) translateActions(ledger, [...path, 'config']);
  translateSwap(ledger, [...path, 'swap'], config && !layout);
}

function translateLayout(ledger: Ledger, at: Path): void {
  ledger.sayUnknown(at, ['name', 'match', 'password', 'ptable', 'sizing-policy', 'reset-partition', 'reset-partition-only', 'mode', 'encrypted', 'guided-mode']);
  const name = ledger.text([...at, 'name']);
  if (name === 'direct') {
    ledger.put([...storage, 'layout'], 'ext4');
    ledger.put([...storage, 'models', 'size'], '0B');
    ledger.translated([...at, 'name'], [[...storage, 'layout'], [...storage, 'models', 'size']], 'all files in one filesystem, models too');
  } else if (name === undefined) ledger.refused(at, 'has to have a name; write name: direct');
  else ledger.refused([...at, 'name'], layouts[name] ?? `there is no layout ${JSON.stringify(name.slice(0, 24))}; write direct`);
  if (ledger.text([...at, 'password']) !== undefined) ledger.refused([...at, 'password'], encryptionHint);
  if (ledger.truth([...at, 'encrypted']) === true) ledger.refused([...at, 'encrypted'], 'the disk is not sealed to a TPM; leave it out');
  ledger.applied([...at, 'encrypted'], 'nothing is encrypted');
  const table = ledger.text([...at, 'ptable']);
  ledger.notApplicable([...at, 'ptable'], table === 'gpt' ? 'the table is GPT' : 'the table is GPT, from which BIOS machines start too');
  const mode = ledger.text([...at, 'mode']);
  if (mode !== undefined && mode !== 'reformat_disk') ledger.refused([...at, 'mode'], 'CognOS takes a whole disk and does not install beside another system; leave it out');
  ledger.applied([...at, 'mode'], 'a whole disk is taken');
  const reset = ledger.get([...at, 'reset-partition']);
  if (reset !== undefined && reset !== false) ledger.refused([...at, 'reset-partition'], 'no partition is made to install from again; leave it out, and keep the medium');
  if (ledger.get([...at, 'reset-partition-only']) === true) ledger.refused([...at, 'reset-partition-only'], 'no partition is made to install from again; leave it out, and keep the medium');
  for (const key of ['reset-partition', 'reset-partition-only']) ledger.applied([...at, key], 'no partition is made to install from again');
  ledger.notApplicable([...at, 'sizing-policy'], 'is about volume groups, and there are none');
  ledger.notApplicable([...at, 'guided-mode'], 'a whole disk is taken');
  if (!matchDisk(ledger, [...at, 'match'])) ledger.applied([...at, 'match'], 'any disk: the only one is taken; among several CognOS does not guess');
}

/** A file of its own on Ubuntu, a partition here. */
function translateSwap(ledger: Ledger, at: Path, actions: boolean): void {
  if (!ledger.map(at)) return;
  ledger.sayUnknown(at, ['size', 'filename', 'maxsize', 'force']);
  for (const key of ['filename', 'maxsize', 'force']) ledger.notApplicable([...at, key], 'swap is a partition, sized from memory, disk and model');
  const size = ledger.get([...at, 'size']);
  const text = typeof size === 'number' ? `${size}B` : ledger.text([...at, 'size']);
  if (text === undefined || text === 'auto') return ledger.applied([...at, 'size'], 'swap is sized from memory, disk and model');
  const none = /^0+[KMGT]?i?B?$/.test(text);
  if (actions) return none ? ledger.applied([...at, 'size'], 'no swap file is made') : ledger.refused([...at, 'size'], 'no swap file is made beside the partitions; make a partition of it, with fstype: swap');
  ledger.put([...storage, 'swap', 'size'], none ? '0B' : binarySize(text));
  ledger.translated([...at, 'size'], [[...storage, 'swap', 'size']], none ? undefined : 'as a partition');
}

