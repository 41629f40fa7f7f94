/** An inventory and the files that it names -> rules and machines, or everything that is wrong with them. */
import { dirname, resolve } from 'node:path';
import { RefusedError, type Finding, type Position } from '../../shared/errors.ts';
import type { Path } from '../../shared/spec/document.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import { readDocument, type Located } from '../../shared/spec/read-document.ts';
import type { Host } from '../../shared/system/host.ts';
import { givenFrom } from '../../installer/headless/given-from.ts';
import type { Inventory, Row, Rule, Template } from './inventory.ts';
import { mapOf, openNotes, type Notes } from './notes.ts';
import { readMatch } from './read-match.ts';
import { repeatedIdentities, rowsFromCsv, rowsFromList } from './read-rows.ts';
import { readValues } from './read-values.ts';

/** `files` are those that were asked for, there or not: one that is missing may come. */
export type InventoryReading = { files: string[] } & ({ ok: true; inventory: Inventory } | { ok: false; findings: Finding[] });

/** Some thousand machines with a dozen columns are far below it. */
const maxBytes = 8 * 1024 * 1024;

interface Reading { host: Host; notes: Notes; file: string; files: string[]; findings: Finding[] }

/** Never throws for what is in the files. */
export async function readInventory(host: Host, file: string): Promise<InventoryReading> {
  const files = [file];
  const bytes = await readBytes(host, file);
  if (typeof bytes === 'string') return { ok: false, files, findings: [unreadable(`${file}: ${bytes}`)] };
  const document = await readDocument(bytes, file);
  if (!document.ok) return { ok: false, files, findings: document.findings.map((finding) => withHint(finding, bytes)) };
  const notes = openNotes(document);
  const reading: Reading = { host, notes, file, files, findings: notes.findings };
  const inventory = await readParts(reading, document.value);
  return reading.findings.length > 0 ? { ok: false, files, findings: reading.findings.slice(0, 100) } : { ok: true, files, inventory };
}

async function readParts(reading: Reading, value: unknown): Promise<Inventory> {
  const { notes, file, files } = reading;
  const map = mapOf(notes, value, [], ['version', 'values', 'machines', 'rules']);
  if (map['version'] !== 1) notes.note(['version'], 'an inventory begins with version: 1');
  const values = map['values'] === undefined ? {} : readValues(notes, map['values'], ['values']);
  const rows = map['machines'] === undefined ? [] : await readMachines(reading, map['machines']);
  reading.findings.push(...repeatedIdentities(rows));
  const rules: Rule[] = [];
  const list = map['rules'];
  if (!Array.isArray(list) || list.length === 0) notes.note(['rules'], 'is no list of rules; without one no machine gets anything');
  else for (const [index, rule] of list.entries()) rules.push(...await readRule(reading, rule, ['rules', index]));
  return { file, files, values, rows, rules: named(reading, rules) };
}

/** A folder path, or machines on the spot. */
async function readMachines(reading: Reading, value: unknown): Promise<Row[]> {
  const { host, notes, file, files } = reading;
  if (Array.isArray(value)) return rowsFromList(notes, value, ['machines']);
  if (typeof value !== 'string') {
    notes.note(['machines'], 'is neither the name of a CSV file nor a list of machines');
    return [];
  }
  const path = resolve(dirname(file), value);
  files.push(path);
  const bytes = await readBytes(host, path);
  if (typeof bytes === 'string') notes.note(['machines'], `${path}: ${bytes}`);
  const { rows, findings } = typeof bytes === 'string' ? { rows: [], findings: [] } : rowsFromCsv(new TextDecoder().decode(bytes), path);
  reading.findings.push(...findings);
  return rows;
}

async function readRule(reading: Reading, value: unknown, path: Path): Promise<Rule[]> {
  const { notes } = reading;
  const map = mapOf(notes, value, path, ['name', 'match', 'fallback', 'spec', 'values']);
  if (!isMap(value)) return [];
  const name = map['name'];
  if (typeof name !== 'string' || !/^[\w .-]{1,60}$/.test(name)) notes.note([...path, 'name'], 'a rule has a name, by which everybody speaks of it: letters, digits, blanks, dots and hyphens');
  const match = map['match'] === undefined ? {} : readMatch(notes, map['match'], [...path, 'match']);
  if (map['fallback'] !== undefined && typeof map['fallback'] !== 'boolean') notes.note([...path, 'fallback'], 'is neither true nor false');
  const values = map['values'] === undefined ? {} : readValues(notes, map['values'], [...path, 'values']);
  const template = await readTemplate(reading, map['spec'], [...path, 'spec']);
  if (!template) return [];
  return [{ name: String(name), at: notes.located.locate(path), match, fallback: map['fallback'] === true, template, values, valuesAt: (each) => notes.located.locate([...path, 'values', each]) }];
}

async function readTemplate(reading: Reading, spec: unknown, path: Path): Promise<Template | undefined> {
  const { host, notes, file, files } = reading;
  if (isMap(spec)) return { value: spec, located: within(notes.located, path) };
  if (typeof spec !== 'string') {
    notes.note(path, 'is missing: the name of a file with the spec, or the spec itself');
    return undefined;
  }
  const at = resolve(dirname(file), spec);
  files.push(at);
  const bytes = await readBytes(host, at);
  if (typeof bytes === 'string') {
    notes.note(path, `${at}: ${bytes}`);
    return undefined;
  }
  return await readSpecFile(reading, at, bytes);
}

/** User-data, or a preseed file, which becomes user-data first. */
async function readSpecFile({ host, findings }: Reading, file: string, bytes: Uint8Array): Promise<Template | undefined> {
  try {
    const { given } = await givenFrom(host, { file, bytes });
    const document = await readDocument(given.bytes, given.file);
    if (document.ok) return { value: document.value, located: document };
    findings.push(...document.findings.map((finding) => withHint(finding, given.bytes)));
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    findings.push(...error.findings);
  }
  return undefined;
}

/** Two rules of one name could not be told apart in a sentence. */
function named({ findings }: Reading, rules: Rule[]): Rule[] {
  const seen = new Map<string, Position>();
  for (const { name, at } of rules) {
    const first = seen.get(name);
    if (first) findings.push({ severity: 'error', code: 'inventory', path: name, message: `is the name of a rule in line ${first.line} already`, at });
    seen.set(name, first ?? at);
  }
  return rules;
}

/** The same document, looked at from one of its values. */
function within({ file, locate, source }: Located, base: Path): Located {
  return { file, locate: (path, part) => locate([...base, ...path], part), source: (path) => source([...base, ...path]) };
}

/** `hostname: {{name}}` is a map in a map to YAML, and what it says about that helps nobody. */
function withHint(finding: Finding, bytes: Uint8Array): Finding {
  const line = finding.at === undefined ? '' : new TextDecoder().decode(bytes).split('\n')[finding.at.line - 1] ?? '';
  return /[:-]\s+\{\{/.test(line) ? { ...finding, message: `{{…}} at the beginning of a value has to stand in quotes: "{{hostname}}" (YAML takes the braces for a map)` } : finding;
}

/** Bytes, or the rest of a sentence why not. */
async function readBytes(host: Host, file: string): Promise<Uint8Array | string> {
  try {
    const bytes = await host.readBytes(file, maxBytes + 1);
    return bytes.length > maxBytes ? `has more than ${maxBytes.toLocaleString('en-US')} bytes` : bytes;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'is a folder, not a file' : code === 'EACCES' ? 'may not be read by this user' : String(error);
  }
}

function unreadable(message: string): Finding {
  return { severity: 'error', code: 'unreadable', path: '', message };
}
