/** Which disk a search means, and whether what is on it may go. */
import { isMap } from '../../shared/spec/is-map.ts';
import type { Path } from '../../shared/spec/document.ts';
import type { Ledger } from '../ledger.ts';
import { readSize } from './read-size.ts';

const match: Path = ['cognos', 'storage', 'disk', 'match'];
const wipe: Path = ['cognos', 'storage', 'disk', 'wipe'];
const blank = 'only a blank disk is taken';
const kept = 'nothing here deletes what is on the disk; write { "search": "*", "delete": true } as the first of its partitions';

/**
 * @param wiped everything on the disk is deleted, says the file
 * @param instead what is said where it does not, of a disk that is named for good
 */
export function matchName(ledger: Ledger, path: Path, wiped: boolean, instead = kept): void {
  const name = ledger.text(path);
  if (name === undefined) return;
  const agreed = wiped ? [wipe] : [];
  if (/^\/dev\/disk\/by-id\/[\w.:+-]+$/.test(name)) {
    // Who names a disk for good names what may be overwritten; there is no word for "this one, if it is blank".
    if (!wiped) return ledger.refused(path, instead);
    ledger.put([...match, 'by-id'], name.replace('/dev/disk/by-id/', ''));
    ledger.translated(path, [[...match, 'by-id'], ...agreed]);
  } else if (/^(\/dev\/)?[a-z0-9]+$/.test(name)) {
    ledger.put([...match, 'path'], name.startsWith('/') ? name : `/dev/${name}`);
    ledger.translated(path, [[...match, 'path'], ...agreed], wiped ? 'the name may mean another disk after the next start; /dev/disk/by-id always means the same one' : `${blank}, as nothing here deletes what is on it`);
  } else return ledger.refused(path, 'CognOS knows disks by name (/dev/sda) or by /dev/disk/by-id; write one of those');
  if (wiped) ledger.put(wipe, 'any');
}

/** `"*"`, a name, or conditions with a size and an order. @returns whether a disk is named */
export function matchSearch(ledger: Ledger, path: Path, wiped: boolean): boolean {
  const search = ledger.get(path);
  if (isMap(search)) return matchConditions(ledger, path, wiped);
  if (search !== '*') matchName(ledger, path, wiped);
  ledger.applied(path, `among several disks CognOS does not guess, and ${blank}`);
  return search !== undefined && search !== '' && search !== '*';
}

function matchConditions(ledger: Ledger, path: Path, wiped: boolean): boolean {
  ledger.sayUnknown(path, ['condition', 'sort', 'max', 'ifNotFound']);
  const condition = [...path, 'condition'];
  const named = isMap(ledger.get(condition)) && ledger.text([...condition, 'name']) !== undefined;
  if (ledger.map(condition)) {
    const other = Object.keys(ledger.map(condition) ?? {}).find((key) => key !== 'name' && key !== 'size');
    if (other !== undefined) ledger.refused([...condition, other], 'CognOS finds disks by name and by size; write one of those');
    matchName(ledger, [...condition, 'name'], wiped);
    matchSize(ledger, [...condition, 'size'], wiped && named);
  }
  matchOrder(ledger, path, wiped && named);
  if (ledger.get([...path, 'ifNotFound']) === 'error') ledger.applied([...path, 'ifNotFound'], 'without such a disk nothing is installed');
  ledger.notApplicable([...path, 'ifNotFound'], 'without such a disk nothing is installed');
  if (named) return true;
  ledger.applied(path, `among several disks CognOS does not guess, and ${blank}`);
  return false;
}

/** @param agreed the disk is named beside it, and everything on it deleted */
function matchSize(ledger: Ledger, path: Path, agreed: boolean): void {
  const said = ledger.get(path);
  if (said === undefined) return;
  const [key = 'equal', value = said] = isMap(said) ? Object.entries(said)[0] ?? [] : [];
  const relation = ({ equal: '=', greater: '>', less: '<' } as Record<string, string>)[key];
  const size = readSize(value);
  if (typeof size === 'string' || typeof size.bytes !== 'number' || relation === undefined || (isMap(said) && Object.keys(said).length !== 1)) return ledger.refused(path, 'has to be a size such as "100 GiB", or one of equal, greater and less with a size');
  ledger.put([...match, 'size'], `${relation}${size.bytes}B`);
  ledger.translated(path, [[...match, 'size']], agreed ? 'has to fit the disk that is named' : `a size does not name one disk for certain, and so ${blank}`);
}

/**
 * The first by size, and only one.
 * @param agreed the disk is named beside it, and everything on it deleted
 */
function matchOrder(ledger: Ledger, path: Path, agreed: boolean): void {
  const [sort, max] = [[...path, 'sort'], [...path, 'max']];
  const most = ledger.get(max);
  if (most !== undefined && most !== 1) ledger.refused(max, 'CognOS installs to one disk; write 1');
  ledger.applied(max, 'one disk is taken');
  const said = ledger.get(sort);
  if (said === undefined) return;
  const [first, ...more] = [said].flat() as unknown[];
  const order = first === 'size' ? 'asc' : isMap(first) && Object.keys(first).length === 1 ? first['size'] : undefined;
  if (more.length > 0 || (order !== 'asc' && order !== 'desc') || most !== 1) return ledger.refused(sort, 'has to be {"size": "desc"} or {"size": "asc"}, beside "max": 1');
  ledger.put([...match, 'prefer'], order === 'asc' ? 'smallest' : 'largest');
  ledger.translated(sort, [[...match, 'prefer']], agreed ? 'the name says already which disk, and everything on it is deleted' : blank);
}
