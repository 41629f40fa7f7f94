/** `models` for recorded machines, as files one can read: what someone sees who looks at 80 columns without colour. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { formatBench } from '../../../installer/headless/format-bench.ts';
import { formatModels, type ModelsReport } from '../../../installer/headless/format-models.ts';
import { reportModels } from '../../../installer/headless/models-command.ts';
import { readMeasurement } from '../../../installer/headless/read-measurement.ts';
import type { Screen } from '../../../installer/headless/screen.ts';
import type { ModelRequest } from '../../../shared/choice/choice.ts';
import { readMachine } from '../../../shared/machine/read-machine.ts';
import { builtinCatalogue } from '../../../shared/models/builtin-catalogue.ts';
import { compareGolden } from '../../golden/compare-golden.ts';
import { auto } from '../choice/fixtures.ts';

const fixtures = join(import.meta.dirname, '../../fixtures');
const screen: Screen = { columns: 80, colour: false, unicode: true };

async function report(machine: string, measurement?: string, request: Partial<ModelRequest> = {}): Promise<ModelsReport> {
  const read = (folder: string, name: string): string => readFileSync(join(fixtures, folder, `${name}.json`), 'utf8');
  return reportModels({
    machine: await readMachine(read('machines', machine), machine), catalogue: builtinCatalogue,
    measurement: measurement === undefined ? undefined : readMeasurement(read('measurements', measurement), measurement),
    options: { request: { ...auto, ...request }, purposeGiven: request.purpose !== undefined },
  });
}

const cases: [name: string, machine: string, measurement?: string, request?: Partial<ModelRequest>][] = [
  ['4gib-not-measured', 'plain-4gib'],
  ['two-cores', 'build-vm', 'two-core-vm'],
  ['two-cores-busy', 'build-vm', 'two-core-vm-busy'],
  ['two-cores-floor-of-9', 'build-vm', 'two-core-vm', { minTokensPerSecond: 9 }],
  ['two-cores-code-licence', 'build-vm', 'two-core-vm', { purpose: 'code', acceptedLicences: ['llama-2'] }],
  ['raspberry-pi-german', 'raspberry-pi-5', undefined, { purpose: 'general', language: 'de' }],
  ['workstation-4090', 'rtx-4090-workstation', 'workstation-16-core'],
  ['h100', 'h100-server', undefined, { allowUnverified: true, acceptedLicences: ['llama-2'] }],
  ['mi300x', 'mi300x-server'],
  ['arc-a770', 'arc-a770'],
  ['gtx-1070-all-accepted', 'gtx-1070', undefined, { allowUnverified: true, acceptedLicences: ['llama-2', 'llama-3.2'] }],
  ['meteor-lake-npu', 'meteor-lake-npu'],
  ['coral-usb', 'coral-usb'],
];

const compare = (name: string, text: string): void => { compareGolden(`models/${name}`, text); };

for (const [name, ...given] of cases) {
  test(`golden models: ${name}`, async () => { compare(name, formatModels(await report(...given), screen)); });
}

test('golden models: narrow, and without letters for bars', async () => {
  compare('narrow', formatModels(await report('rtx-4090-workstation', 'workstation-16-core'), { columns: 44, colour: false, unicode: false }));
});

test('golden bench: two cores', async () => {
  const measured = await report('build-vm', 'two-core-vm-busy');
  assert.ok(measured.measurement);
  compare('bench-two-cores-busy', formatBench({ ...measured, measurement: measured.measurement }, '/run/cognos/measurement.json', screen));
});

test('no line is wider than the screen, whatever its width', async () => {
  const given = await Promise.all(cases.map(([, ...each]) => report(...each)));
  for (const columns of [40, 55, 59, 60, 72, 79, 80, 91, 100]) {
    for (const each of given) {
      for (const line of formatModels(each, { ...screen, columns }).split('\n')) assert.ok(line.length <= columns, `${columns}: ${line}`);
    }
  }
});

test('colour changes nothing but colour', async () => {
  const each = await report('rtx-4090-workstation', 'workstation-16-core');
  const coloured = formatModels(each, { ...screen, colour: true });
  assert.match(coloured, /\u001b\[32m\* /);
  assert.equal(coloured.replace(/\u001b\[\d+m/g, ''), formatModels(each, screen));
});

test('a name in a catalogue cannot drive the terminal', async () => {
  const { models: [first], ...rest } = builtinCatalogue;
  assert.ok(first);
  const { machine } = await report('build-vm');
  const catalogue = { ...rest, models: [{ ...first, name: 'a\u001b[2Jb' }] };
  assert.doesNotMatch(formatModels(reportModels({ machine, catalogue, options: { request: auto, purposeGiven: false } }), screen), /\u001b/);
});
