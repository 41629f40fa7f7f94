import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { readUserData } from '../../../cloud-init/read-user-data.ts';
import { autoinstallAt } from '../../../dialects/autoinstall/is-autoinstall.ts';
import { userDataText } from '../../../installer/wizard/user-data-text.ts';
import { formatFinding } from '../../../shared/errors.ts';
import { formatLossReport, type LossReport } from '../../../shared/foreign/loss-report.ts';
import type { Translation } from '../../../shared/foreign/translation.ts';
import { formatPath, type Path } from '../../../shared/spec/document.ts';
import { autoinstall, fixtures, namesOf, textOf } from './fixtures.ts';

const names = namesOf('autoinstall');

async function translate(name: string): Promise<Translation> {
  const translation = await autoinstall(textOf('autoinstall', name), name);
  assert.ok(translation, name);
  return translation;
}

test('golden: what becomes of the files', async () => {
  const golden = new URL('../../golden/autoinstall.txt', import.meta.url);
  const sections: string[] = [];
  for (const name of names) {
    const { report, spec } = await translate(name);
    sections.push([...formatLossReport(report).map((line) => line.replace(`${name}:`, '  ')), `  ${JSON.stringify(spec)}`].join('\n').replace(/^ {2}/, `${name}\n  `));
  }
  const text = `${sections.join('\n\n')}\n`;
  if (process.env['UPDATE_GOLDEN'] || !existsSync(golden)) writeFileSync(golden, text);
  assert.equal(text, readFileSync(golden, 'utf8'));
});

/** Every value of a document, by its path. */
function leaves(value: unknown, path: Path = []): Path[] {
  const children = typeof value === 'object' && value !== null ? Object.entries(value).map(([key, child]): [string | number, unknown] => [Array.isArray(value) ? Number(key) : key, child]) : [];
  return children.length === 0 ? (path.length === 0 ? [] : [path]) : children.flatMap(([step, child]) => leaves(child, [...path, step]));
}

function uncovered(value: unknown, { entries }: LossReport): string[] {
  const told = new Set(entries.map(({ question }) => question));
  return leaves(value).filter((path) => !path.some((_, index) => told.has(formatPath(path.slice(0, index + 1))))).map(formatPath);
}

async function sound(text: string, { report, spec, refused }: Translation, what: string): Promise<void> {
  assert.deepEqual(uncovered(load(text), report), [], what);
  assert.equal(refused, report.counts.refused > 0);
  assert.ok(!refused || (spec.cognos.unattended === undefined && spec.cognos.storage?.disk?.wipe === undefined), what);
  assert.ok(spec.cognos.interactive === undefined || spec.cognos.unattended === undefined, what);
  const back = await readUserData(new TextEncoder().encode(userDataText(spec)), what);
  assert.ok(back.ok, back.ok ? '' : `${what}: ${back.findings.map(formatFinding).join('\n')}`);
}

test('everything in a file is in its report, and the spec is what cloud-init and we read', async () => {
  assert.ok(names.length >= 50);
  for (const name of names) await sound(textOf('autoinstall', name), await translate(name), name);
});

test('no password, passphrase or token of a file is in its user-data or its report', async () => {
  for (const name of names) assert.doesNotMatch(JSON.stringify(await translate(name)), /CANARY/, name);
});

test('an autoinstall is taken for one, with its key and without, and a spec or a preseed is not', async () => {
  for (const name of names) assert.ok(autoinstallAt(load(textOf('autoinstall', name))), name);
  for (const name of namesOf('specs')) assert.equal(autoinstallAt(load(readFileSync(new URL(`specs/${name}.yaml`, fixtures), 'utf8'))), undefined, name);
  for (const value of [undefined, null, [], 'version: 1', {}, { version: 1 }, { version: 2, ethernets: {} }, { version: 1, storage: {}, cognos: {} }, { hostname: 'a', users: [] }]) assert.equal(autoinstallAt(value), undefined);
});

test('a disk may be overwritten only where the file names it', async () => {
  const disks: Record<string, unknown> = {};
  for (const name of names) {
    const { spec: { cognos: { storage, unattended } } } = await translate(name);
    if (unattended && storage?.disk) disks[name] = storage.disk;
  }
  const named = (match: object): object => ({ match, wipe: 'any' });
  const micron = named({ 'by-id': '*-CT500MX500SSD1_2146E5E1A2B3' });
  assert.deepEqual(disks, {
    'actions-btrfs': named({ serial: 'QM00001' }), 'actions-bytes': named({ path: '/dev/vda' }), 'actions-ext4': named({ serial: 'QM00001' }), bare: micron, 'direct-by-path': named({ path: '/dev/nvme0n1' }),
    'direct-largest-ssd': { match: { rotational: false, prefer: 'largest' } }, 'mirror-internal': micron, 'network-gateway4': micron, 'network-in-network': micron, 'network-static': micron, 'plain-password': micron,
    installed: named({ serial: 'cognos-disk' }), 'serial-end': named({ 'by-id': '*-*E5E1A2B3' }), server: micron, 'user-data-only': micron,
  });
});

test('whatever is done to a file: no crash, everything in the report, a spec that is valid', async () => {
  const scraps = fc.oneof(fc.constantFrom<unknown>(null, true, 0, -1, '', 'x', '/', '%', '$6$', '50%', '-1', [], {}, ['a'], [null], { a: null }, { name: 'direct' }, { type: 'disk', id: 'disk0' }, '\u202e', '__proto__', 'constructor'), fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }));
  const change = fc.record({ at: fc.nat(), how: fc.constantFrom('replace', 'remove', 'rename', 'copy'), scrap: scraps, key: fc.constantFrom('name', 'match', 'size', 'path', 'password', 'constructor', 'users', 'network', 'cognos', 'x y') });
  await fc.assert(fc.asyncProperty(fc.constantFrom(...names), fc.array(change, { minLength: 1, maxLength: 6 }), async (name, changes) => {
    const value = load(textOf('autoinstall', name)) as Record<string, unknown>;
    for (const { at, how, scrap, key } of changes) mutate(value, at, how, scrap, key);
    const text = JSON.stringify(value);
    const translation = await autoinstall(text, 'mutated.json');
    if (translation) await sound(text, translation, text);
  }), { numRuns: 400 });
});

/** Somewhere in the tree, by number. */
function mutate(value: unknown, at: number, how: string, scrap: unknown, key: string): void {
  const places: [holder: Record<string | number, unknown>, step: string | number][] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [step, child] of Object.entries(node)) {
      places.push([node as Record<string, unknown>, Array.isArray(node) ? Number(step) : step]);
      visit(child);
    }
  };
  visit(value);
  const [holder, step] = places[at % Math.max(1, places.length)] ?? [];
  if (!holder || step === undefined) return;
  if (how === 'replace') holder[step] = scrap;
  else if (how === 'remove') { if (Array.isArray(holder)) holder.splice(Number(step), 1); else delete holder[step]; }
  else if (how === 'rename' && !Array.isArray(holder)) holder[key] = holder[step];
  else holder[step] = structuredClone(places[(at * 7) % places.length]?.[0] ?? null);
}
