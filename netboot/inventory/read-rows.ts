/** The machines that are known by name: rows of a CSV file, or a list in the inventory itself. */
import type { Finding, Position } from '../../shared/errors.ts';
import { findForbidden } from '../../shared/spec/decode-text.ts';
import type { Path } from '../../shared/spec/document.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import { readMac, readTag, readUuid } from './identity.ts';
import { identityKeys, type Identity, type Row, type Value } from './inventory.ts';
import type { Notes } from './notes.ts';
import { readCsv, type Field } from './read-csv.ts';
import { readValues, valueName } from './read-values.ts';

export interface RowsReading { rows: Row[]; findings: Finding[] }

/** Says of one row's identities what is wrong with them. */
type Complain = (key: string, message: string) => void;

export function rowsFromCsv(text: string, file: string): RowsReading {
  const findings: Finding[] = [];
  const note = (at: Position, path: string, message: string): void => { findings.push({ severity: 'error', code: 'machines', path, message, at }); };
  const reading = readCsv(text.replace(/^\ufeff/, ''), file);
  if (!reading.ok) {
    note(reading.at, '', reading.message);
    return { rows: [], findings };
  }
  const [head = [], ...lines] = reading.rows;
  const columns = head.map((field) => readColumn(field, note));
  if (!columns.some((column) => isIdentity(column))) note(head[0]?.at ?? { file, line: 1, column: 1 }, '', `the first line names the columns, and one of them has to say which machine a row is about: ${identityKeys.join(', ')}`);
  return { rows: lines.map((line) => readLine(line, columns, note)), findings };
}

function readColumn({ text, at }: Field, note: (at: Position, path: string, message: string) => void): string {
  const name = text.toLowerCase().replaceAll(/[ -]/g, '_');
  if (!valueName.test(name)) note(at, '', `${JSON.stringify(text.slice(0, 40))} is no name for a column: letters, digits and underscores, a letter first`);
  return name;
}

function readLine(line: Field[], columns: string[], note: (at: Position, path: string, message: string) => void): Row {
  const at = line[0]?.at ?? { file: '', line: 1, column: 1 };
  const extra = line[columns.length];
  if (extra) note(extra.at, '', `this line has ${line.length} fields and the first line names ${columns.length}; put a field with a comma in it in quotes`);
  const fields: Record<string, string> = {};
  for (const [index, { text, at: where }] of line.entries()) {
    const column = columns[index];
    if (column === undefined || text === '') continue;
    if (Object.hasOwn(fields, column)) note(where, column, 'is a column twice');
    else if (findForbidden(text) !== undefined) note(where, column, 'a control character stands here; remove it');
    else fields[column] = text;
  }
  const identity = readIdentity(fields, (key, message) => { note(line[columns.indexOf(key)]?.at ?? at, key, message); });
  return { at, identity, values: Object.fromEntries(Object.entries(fields).filter(([name]) => !isIdentity(name))) };
}

/** `machines:` as a list of maps: identities, and the values beside them. */
export function rowsFromList(notes: Notes, list: readonly unknown[], path: Path): Row[] {
  return list.flatMap((item, index) => {
    const here = [...path, index];
    if (!isMap(item)) {
      notes.note(here, 'is no map; it has mac, serial, uuid or asset, and values beside them');
      return [];
    }
    const values = readValues(notes, Object.fromEntries(Object.entries(item).filter(([key]) => !isIdentity(key))), here) as Record<string, Value>;
    const identity = readIdentity(item, (key, message) => { notes.note(key === '' ? here : [...here, key], message); });
    return [{ at: notes.located.locate(here), identity, values }];
  });
}

function readIdentity(fields: Record<string, unknown>, complain: Complain): Identity {
  const identity: Identity = {};
  const text = (key: string): string | undefined => (fields[key] === undefined ? undefined : Array.isArray(fields[key]) ? fields[key].join(' ') : String(fields[key]));
  const read = <T>(key: string, form: (text: string) => T | undefined, otherwise: string): T | undefined => {
    const given = text(key);
    const value = given === undefined ? undefined : form(given);
    if (given !== undefined && value === undefined) complain(key, `${JSON.stringify(given.slice(0, 60))} ${otherwise}`);
    return value;
  };
  const mac = read('mac', readMacs, 'is no MAC address; write one as 52:54:00:12:34:56');
  const serial = read('serial', readTag, 'is what firmware says when it has no serial number; leave it empty');
  const uuid = read('uuid', readUuid, 'is no UUID of one machine alone');
  const asset = read('asset', readTag, 'is what firmware says when it has no asset tag; leave it empty');
  Object.assign(identity, mac && { mac }, serial !== undefined && { serial }, uuid !== undefined && { uuid }, asset !== undefined && { asset });
  if (identityKeys.every((key) => text(key) === undefined)) complain('', `says of no machine which one it is; give ${identityKeys.join(', ')}`);
  return identity;
}

/** Several, for a machine that may boot from either of its ports. */
function readMacs(text: string): string[] | undefined {
  const macs = text.split(/[\s;|]+/).filter((part) => part !== '').map(readMac);
  return macs.length > 0 && macs.every((mac) => mac !== undefined) ? macs : undefined;
}

function isIdentity(name: string): boolean {
  return (identityKeys as readonly string[]).includes(name);
}

/** The same machine in two rows would be two machines to nobody. */
export function repeatedIdentities(rows: readonly Row[]): Finding[] {
  const seen = new Map<string, Row>();
  return rows.flatMap((row) => namesOf(row.identity).flatMap((name): Finding[] => {
    const first = seen.get(name);
    seen.set(name, first ?? row);
    if (!first) return [];
    return [{ severity: 'error', code: 'machines', path: name, message: `this machine is in ${first.at.file}:${first.at.line} already; keep one of the rows`, at: row.at }];
  }));
}

function namesOf({ mac = [], serial, uuid, asset }: Identity): string[] {
  const one = (kind: string, text: string | undefined): string[] => (text === undefined ? [] : [`${kind} ${text.toLowerCase()}`]);
  return [...mac.map((each) => `mac ${each}`), ...one('serial', serial), ...one('uuid', uuid), ...one('asset', asset)];
}
