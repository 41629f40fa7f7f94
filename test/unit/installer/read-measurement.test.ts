import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { measurementPath, saveMeasurement, savedMeasurement } from '../../../installer/headless/measurement-file.ts';
import { readMeasurement } from '../../../installer/headless/read-measurement.ts';
import { formatFinding, RefusedError } from '../../../shared/errors.ts';
import { recordingHost } from '../../fakes/recording-host.ts';
import { measurement } from '../choice/fixtures.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/measurements');
const good = measurement(0.005);

function findings(content: string): string[] {
  try {
    readMeasurement(content, 'm.json');
    return [];
  } catch (error) {
    assert.ok(error instanceof RefusedError);
    assert.equal(error.exitCode, 2);
    return error.findings.map(formatFinding);
  }
}

test('every recorded measurement is read back as it is', () => {
  const files = readdirSync(fixtures).filter((name) => name.endsWith('.json'));
  assert.ok(files.length >= 2);
  for (const file of files) {
    const text = readFileSync(join(fixtures, file), 'utf8');
    assert.deepEqual(readMeasurement(text, file), JSON.parse(text));
  }
});

test('what bench --json prints is read as well', () => {
  assert.deepEqual(readMeasurement(JSON.stringify({ version: 1, measurement: good, predictions: [] }), 'm.json'), good);
});

test('what is no measurement is refused in words', () => {
  assert.deepEqual(findings('{'), ['m.json: is not JSON; a measurement is what "cognos-install bench --json" prints']);
  assert.deepEqual(findings('[]'), ['m.json: the document is a list, expected an object']);
  assert.deepEqual(findings(JSON.stringify({ ...good, noise: -1 })), ['noise: m.json: is no number from 0']);
  assert.deepEqual(findings(JSON.stringify({ ...good, gpu: 1 })), ['gpu: m.json: is not known here']);
  const [device] = good.devices;
  const [slice] = device?.slices ?? [];
  const timeless = { ...good, devices: [{ ...device, slices: [{ ...slice, generation: { least: 0, median: 0.1 } }] }] };
  assert.deepEqual(findings(JSON.stringify(timeless)), ['devices[0].slices[0].generation.least: m.json: is no time above 0']);
});

test('a file of another kind gets five findings, not five hundred', () => {
  assert.equal(findings(JSON.stringify({ ...good, devices: Array.from({ length: 100 }, () => 1) })).length, 5);
});

test('any JSON is read or refused, never more', () => {
  fc.assert(fc.property(fc.json(), (text) => { findings(text); }), { numRuns: 300 });
});

const root = { isRoot: true, env: {} };
const ada = { isRoot: false, env: { HOME: '/home/ada' } };

test('root keeps it in /run, everyone else in their own cache', () => {
  assert.equal(measurementPath(root), '/run/cognos/measurement.json');
  assert.equal(measurementPath(ada), '/home/ada/.cache/cognos/measurement.json');
  assert.equal(measurementPath({ isRoot: false, env: { HOME: '/home/ada', XDG_CACHE_HOME: '/var/tmp/ada' } }), '/var/tmp/ada/cognos/measurement.json');
  assert.equal(measurementPath({ isRoot: false, env: { HOME: '/home/ada', XDG_CACHE_HOME: 'relative' } }), '/home/ada/.cache/cognos/measurement.json');
  assert.equal(measurementPath({ isRoot: false, env: {} }), undefined);
});

test('what was kept is found again, and a user without one gets that of root', async () => {
  const host = recordingHost();
  assert.equal(await savedMeasurement(host, ada), undefined);
  assert.equal(await saveMeasurement(host, good, root), '/run/cognos/measurement.json');
  assert.deepEqual(await savedMeasurement(host, ada), good);
  const own = measurement(0.009);
  await saveMeasurement(host, own, ada);
  assert.deepEqual(await savedMeasurement(host, ada), own);
});

test('one that cannot be read any more is as good as none', async () => {
  assert.equal(await savedMeasurement(recordingHost({ files: { '/run/cognos/measurement.json': '{"version": 0}' } }), root), undefined);
});

test('a place that cannot be written to is no failure', async () => {
  const host = recordingHost();
  host.writeFile = async () => { throw Object.assign(new Error('EROFS'), { code: 'EROFS' }); };
  assert.equal(await saveMeasurement(host, good, ada), undefined);
});
