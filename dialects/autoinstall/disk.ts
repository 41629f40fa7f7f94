/** A match spec of Subiquity, or what curtin calls a disk by -> our match. Never a disk that was not named. */
import { valueAt } from '../../shared/foreign/draft-spec.ts';
import type { Path } from '../../shared/spec/document.ts';
import type { Ledger } from '../ledger.ts';
import { namesOneDisk } from '../names-one-disk.ts';

const match: Path = ['cognos', 'storage', 'disk', 'match'];
const wipe: Path = ['cognos', 'storage', 'disk', 'wipe'];
const keys = ['model', 'vendor', 'path', 'id_path', 'devpath', 'serial', 'ssd', 'size', 'install-media'];

/** @returns whether there was any rule at `at` (a map, or a list with one) */
export function matchDisk(ledger: Ledger, at: Path): boolean {
  const given = ledger.get(at);
  if (Array.isArray(given) && given.length > 1) {
    ledger.refused(at, 'one set of rules says which disk is meant, and here are several to be tried in turn; keep one');
    return true;
  }
  const path = Array.isArray(given) ? [...at, 0] : at;
  const rules = ledger.map(path);
  if (!rules || Object.keys(rules).length === 0) return false;
  ledger.sayUnknown(path, keys);
  matchModel(ledger, [...path, 'model']);
  matchPath(ledger, [...path, 'path']);
  matchSerial(ledger, [...path, 'serial']);
  const ssd = ledger.truth([...path, 'ssd']);
  if (ssd !== undefined) {
    ledger.put([...match, 'rotational'], !ssd);
    ledger.translated([...path, 'ssd'], [[...match, 'rotational']]);
  }
  const size = ledger.text([...path, 'size']);
  if (size === 'largest' || size === 'smallest') {
    ledger.put([...match, 'prefer'], size);
    ledger.translated([...path, 'size'], [[...match, 'prefer']]);
  } else if (size !== undefined) ledger.refused([...path, 'size'], 'has to be largest or smallest');
  for (const key of ['vendor', 'id_path', 'devpath']) ledger.refused([...path, key], 'CognOS knows disks by serial, model, path and size; write one of those');
  if (ledger.truth([...path, 'install-media']) === true) ledger.refused([...path, 'install-media'], 'the medium that CognOS is installed from is never overwritten; name another disk');
  ledger.applied([...path, 'install-media'], 'the medium that CognOS is installed from is never overwritten');
  return true;
}

export function matchModel(ledger: Ledger, path: Path): void {
  const model = ledger.text(path);
  if (model === undefined) return;
  // udev writes spaces as underscores.
  const pattern = model.replaceAll('_', '?');
  if (![undefined, pattern].includes(ruleOf(ledger, 'model') as string | undefined)) return ledger.refused(path, 'another rule says that already, and otherwise; keep one of them');
  ledger.put([...match, 'model'], pattern);
  ledger.translated(path, [[...match, 'model']]);
}

export function matchPath(ledger: Ledger, path: Path): void {
  const device = ledger.text(path);
  if (device === undefined) return;
  if (/^\/dev\/disk\/by-id\/[\w.:+-]+$/.test(device)) {
    say(ledger, path, 'by-id', device.replace('/dev/disk/by-id/', ''));
  } else if (/^\/dev\/[a-z0-9]+$/.test(device)) {
    say(ledger, path, 'path', device, 'the name may mean another disk after the next start; a serial number always means the same one');
  } else ledger.refused(path, 'CognOS knows disks by name (/dev/sda), by /dev/disk/by-id, serial and model; write one of those');
}

/** ID_SERIAL of udev is most often model and serial number in one, as in /dev/disk/by-id after the first hyphen. */
export function matchSerial(ledger: Ledger, path: Path): void {
  const serial = ledger.text(path);
  if (serial === undefined) return;
  if (/[[\]/\s]/.test(serial)) return ledger.refused(path, 'has characters that no serial number of udev has; write it as lsblk -o SERIAL shows it');
  const pattern = /[*?]/.test(serial);
  const composite = pattern || serial.includes('_');
  const names = !pattern || namesOneDisk(serial);
  // By-id is consent to the planner, which a pattern must not be; so it is not carried over at all.
  if (!names) return ledger.refused(path, 'fits more than one disk; write the serial number of the one that may be overwritten, or at least its last six characters');
  say(ledger, path, composite ? 'by-id' : 'serial', composite ? `*-${serial}` : serial, composite ? 'as the name that it has below /dev/disk/by-id' : undefined);
}

/** Who names the disk agrees to lose what is on it, as Subiquity asks nobody; consent.ts takes it back where somebody is asked. */
export function say(ledger: Ledger, path: Path, rule: 'by-id' | 'serial' | 'wwn' | 'path', value: string, note?: string): void {
  const to = [...match, rule];
  const before = ruleOf(ledger, rule);
  if (before !== undefined && before !== value) return ledger.refused(path, 'another rule says that already, and otherwise; keep one of them');
  ledger.put(to, value);
  ledger.put(wipe, 'any');
  ledger.translated(path, [to, wipe], note);
}

function ruleOf(ledger: Ledger, rule: string): unknown {
  return valueAt(ledger.spec, [...match, rule]);
}
