import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { autoinstallAt } from '../../../dialects/autoinstall/is-autoinstall.ts';
import { formatLossReport } from '../../../shared/foreign/loss-report.ts';
import type { Translation } from '../../../shared/foreign/translation.ts';
import { compareGolden } from '../../golden/compare-golden.ts';
import { hasEveryValue, readsBack } from '../foreign/loss-of.ts';
import { mutatedTrees } from '../foreign/mutations.ts';
import { autoinstall, fixtures, namesOf, textOf } from './fixtures.ts';

const names = namesOf('autoinstall');

async function translate(name: string): Promise<Translation> {
  const translation = await autoinstall(textOf('autoinstall', name), name);
  assert.ok(translation, name);
  return translation;
}

test('golden: what becomes of the files', async () => {
  const sections: string[] = [];
  for (const name of names) {
    const { report, spec } = await translate(name);
    sections.push([...formatLossReport(report).map((line) => line.replace(`${name}:`, '  ')), `  ${JSON.stringify(spec)}`].join('\n').replace(/^ {2}/, `${name}\n  `));
  }
  compareGolden('autoinstall', `${sections.join('\n\n')}\n`);
});

async function sound(text: string, translation: Translation, what: string): Promise<void> {
  const { report, spec, refused } = translation;
  hasEveryValue(load(text), report, what);
  assert.equal(refused, report.counts.refused > 0);
  assert.ok(!refused || (spec.cognos.unattended === undefined && spec.cognos.storage?.disk?.wipe === undefined), what);
  assert.ok(spec.cognos.interactive === undefined || spec.cognos.unattended === undefined, what);
  await readsBack(translation, what);
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
  const keys = ['name', 'match', 'size', 'path', 'password', 'users', 'network', 'cognos'];
  const mutated = mutatedTrees(names.map((name) => load(textOf('autoinstall', name))), keys, ['$6$', '50%', { name: 'direct' }, { type: 'disk', id: 'disk0' }]);
  await fc.assert(fc.asyncProperty(mutated, async (text) => {
    const translation = await autoinstall(text, 'mutated.json');
    if (translation) await sound(text, translation, text);
  }), { numRuns: 400 });
});
