import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import templates from '../../../../../assets/translations/en/engine.json' with { type: 'json' };
import german from '../../../../../assets/translations/de/engine.json' with { type: 'json' };
import { recognise } from '../../../../../installer/gui/renderer/i18n/engine-sentences.ts';
import { english } from '../../../../../installer/gui/renderer/i18n/english.ts';
import { speak } from '../../../../../installer/gui/renderer/i18n/speak.ts';
import type { DriverRequest } from '../../../../../shared/drivers/driver-plan.ts';
import { planDrivers } from '../../../../../shared/drivers/plan-drivers.ts';
import type { Accelerator } from '../../../../../shared/machine/accelerator.ts';
import { acceleratorTable } from '../../../../../shared/machine/accelerator-table.ts';
import type { Machine } from '../../../../../shared/machine/machine.ts';
import { machines, secure } from '../../../drivers/machines.ts';

const repository = join(import.meta.dirname, '../../../../..');
const fixtures = join(repository, 'test/fixtures/machines');
const recorded = readdirSync(fixtures).filter((name) => name.endsWith('.json')).map((name) => JSON.parse(readFileSync(join(fixtures, name), 'utf8')) as Machine);
const requests: DriverRequest[] = (['auto', 'cpu', 'vulkan', 'cuda', 'rocm', 'sycl'] as const).flatMap((acceleration) => [true, false].flatMap((vendorRepositories) =>
  (['ask', 'never'] as const).flatMap((mokEnrolment) => [true, false].map((online) => ({ acceleration, vendorRepositories, mokEnrolment, online })))));
const plans = [...Object.values(machines), ...recorded].flatMap((machine) => [machine, secure(machine)])
  .flatMap((machine) => requests.map((request) => planDrivers(machine, request, '6.1.0-40-amd64')));

function sentencesOf({ why, change, memory }: Accelerator): string[] {
  return [why, ...change === undefined ? [] : [change], ...'unknown' in memory ? [memory.unknown] : []];
}

const said = new Set([
  ...acceleratorTable.families.flatMap(({ why, change, memoryUnknown }) => [why, change, memoryUnknown]),
  ...recorded.flatMap(({ accelerators }) => accelerators.flatMap(sentencesOf)),
  ...plans.flatMap(({ devices, notes, stages }) => [...devices.flatMap(({ reasons }) => reasons), ...notes, ...stages.flatMap(({ packages }) => packages.map(({ why }) => why))]),
]);

/** As they stand, numbered, in the plans of every recorded machine and spec. */
const steps = new Set(readdirSync(join(repository, 'test/golden/plans')).flatMap((name) =>
  [...readFileSync(join(repository, 'test/golden/plans', name), 'utf8').matchAll(/^ +\d+\. (.+)$/gm)].map(([, sentence]) => sentence ?? '')));

test('whatever is said of accelerators and drivers, of every machine and request, is known', () => {
  assert.ok(said.size > 80);
  assert.deepEqual([...said].filter((sentence) => recognise(sentence) === undefined), []);
});

test('so is every step of every plan', () => {
  assert.ok(steps.size > 100);
  assert.deepEqual([...steps].filter((sentence) => !recognise(sentence)?.key.startsWith('step.')), []);
});

test('every one that is known says itself again in English', () => {
  const t = speak('en', english);
  for (const sentence of [...said, ...steps]) assert.equal(t.engine(sentence), sentence);
});

test('every template is in the program or its tables, word for word', () => {
  const folders = ['installer/planner', 'shared/drivers', 'shared/machine', 'shared/measure'];
  const program = [...folders.flatMap((folder) => readdirSync(join(repository, folder)).map((name) => readFileSync(join(repository, folder, name), 'utf8'))), readFileSync(join(repository, 'assets/accelerators.json'), 'utf8')].join('\n').replaceAll('\\\'', '\'');
  // Sentences are put together of pieces there: the longest piece of each clause stands somewhere as it is.
  const lost = Object.entries(templates).filter(([, text]) => text.split(/\{\w+\}|; |, |: |\. | by itself| on the CPU| on Vulkan| \(a newer one\)| first| BIOS and UEFI| UEFI/).some((piece) => piece.length > 12 && !program.includes(piece.replace(/\.$/, ''))));
  assert.deepEqual(lost, []);
});

test('values are read and said again', () => {
  assert.deepEqual(recognise('Mistral 7B was not measured on NVIDIA GeForce RTX 4090: only 1.5 GiB of its memory are free.'),
    { key: 'measure.noMemory', values: { model: 'Mistral 7B', device: 'NVIDIA GeForce RTX 4090', size: '1.5 GiB' } });
  assert.equal(recognise('CUDA is put in place for programs of yours: CognOS’s own llama.cpp has no ROCm backend and runs on Vulkan.'), undefined);
  assert.equal(recognise('Something else.'), undefined);
  const t = speak('de', { engine: german });
  const words = t.engine('It was sold with 8, 10 or 12 GiB; only its driver says which.');
  assert.match(words ?? '', /8, 10\b.*\b12/);
  assert.doesNotMatch(words ?? '', /It was sold/);
});
