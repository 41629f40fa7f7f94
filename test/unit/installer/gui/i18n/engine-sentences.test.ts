import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import templates from '../../../../../assets/translations/en/engine.json' with { type: 'json' };
import german from '../../../../../assets/translations/de/engine.json' with { type: 'json' };
import { recognise } from '../../../../../installer/gui/renderer/i18n/engine-sentences.ts';
import { english } from '../../../../../installer/gui/renderer/i18n/english.ts';
import { speak } from '../../../../../installer/gui/renderer/i18n/speak.ts';
import { describeStep } from '../../../../../installer/planner/format-plan.ts';
import { planDrivers } from '../../../../../shared/drivers/plan-drivers.ts';
import { controls } from '../../../../../shared/harden/controls/index.ts';
import type { Accelerator } from '../../../../../shared/machine/accelerator.ts';
import { acceleratorTable } from '../../../../../shared/machine/accelerator-table.ts';
import type { Machine } from '../../../../../shared/machine/machine.ts';
import type { Step } from '../../../../../shared/plan/step.ts';
import { everyRequest } from '../../../drivers/every-request.ts';
import { machines, secure } from '../../../drivers/machines.ts';

const repository = join(import.meta.dirname, '../../../../..');
const fixtures = join(repository, 'test/fixtures/machines');
const recorded = readdirSync(fixtures).filter((name) => name.endsWith('.json')).map((name) => JSON.parse(readFileSync(join(fixtures, name), 'utf8')) as Machine);
const plans = [...Object.values(machines), ...recorded].flatMap((machine) => [machine, secure(machine)])
  .flatMap((machine) => everyRequest.map((request) => planDrivers(machine, request, '6.1.0-40-amd64')));

function sourcesOf(folder: string): string {
  return readdirSync(join(repository, folder)).map((name) => readFileSync(join(repository, folder, name), 'utf8')).join('\n');
}

function sentencesOf({ why, change, memory }: Accelerator): string[] {
  return [why, ...change === undefined ? [] : [change], ...'unknown' in memory ? [memory.unknown] : []];
}

const said = new Set([
  ...acceleratorTable.families.flatMap(({ why, change, memoryUnknown }) => [why, change, memoryUnknown]),
  ...recorded.flatMap(({ accelerators }) => accelerators.flatMap(sentencesOf)),
  ...recorded.flatMap(({ unseen }) => unseen), ...controls.map(({ title }) => title),
  ...plans.flatMap(({ devices, notes, stages }) => [...devices.flatMap(({ reasons }) => reasons), ...notes, ...stages.flatMap(({ packages }) => packages.map(({ why }) => why))]),
]);

/** As they stand, numbered, in the plans of every recorded machine and spec. */
const steps = new Set(readdirSync(join(repository, 'test/golden/plans')).flatMap((name) =>
  [...readFileSync(join(repository, 'test/golden/plans', name), 'utf8').matchAll(/^ +\d+\. (.+)$/gm)].map(([, sentence]) => sentence ?? '')));

test('whatever is said of accelerators and drivers, of every machine and request, is known', () => {
  assert.ok(said.size > 80);
  assert.deepEqual([...said].filter((sentence) => recognise(sentence) === undefined), []);
});

test('so is whatever the probe could not see', () => {
  const probe = sourcesOf('shared/machine');
  const subjects = [...probe.matchAll(/tryRun(?:Json<.*>)?\(view, .*\{ unknown: ['`](.+?)['`]/g)].map(([, subject]) => `${subject} could not be seen: lscpu did not answer in JSON.`);
  const sentences = [...probe.matchAll(/unseen\.add\(['`](?!\$\{options)(.+?)['`]\);/g)].map(([, sentence]) => sentence ?? '');
  assert.deepEqual([subjects.length, sentences.length], [5, 5]);
  // Without its architecture no machine is shown at all.
  const shown = [...subjects, ...sentences].filter((sentence) => !sentence.startsWith('The architecture ')).map((sentence) => sentence.replaceAll(/\$\{.+?\}/g, '/dev/sda1'));
  assert.deepEqual(shown.filter((sentence) => !recognise(sentence)?.key.startsWith('unseen.')), []);
});

test('so is every step of every plan', () => {
  assert.ok(steps.size > 100);
  assert.deepEqual([...steps].filter((sentence) => !recognise(sentence)?.key.startsWith('step.')), []);
});

test('every one that is known says itself again', () => {
  const t = speak('en', english);
  for (const sentence of [...said, ...steps]) {
    const { key, values } = recognise(sentence) ?? assert.fail(sentence);
    assert.equal(templates[key].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ''), sentence);
    assert.equal(t.engine(sentence), sentence);
  }
});

const person = (groups: string[], keys: number, password: boolean) => describeStep({
  id: 'user', kind: 'create-user', label: '', weight: 1, name: 'ada', groups, authorizedKeys: Array.from({ length: keys }, () => 'ssh-ed25519 AAAA'), ...password ? { password: 'hash' } : {},
} as unknown as Step);

for (const [sentence, key, values] of [
  [person(['sudo', 'adm'], 2, false), 'step.userAll', { name: 'ada', groups: 'sudo, adm', count: '2' }],
  [person(['sudo'], 1, false), 'step.userAllOne', { name: 'ada', groups: 'sudo', count: '1' }],
  [person(['sudo'], 2, true), 'step.userGroupsKeys', { name: 'ada', groups: 'sudo', count: '2' }],
  [person(['sudo'], 1, true), 'step.userGroupsKey', { name: 'ada', groups: 'sudo', count: '1' }],
  [person(['sudo', 'adm'], 0, false), 'step.userGroupsNoPassword', { name: 'ada', groups: 'sudo, adm' }],
  [person(['sudo', 'adm'], 0, true), 'step.userGroups', { name: 'ada', groups: 'sudo, adm' }],
  [person([], 2, false), 'step.userKeysNoPassword', { name: 'ada', count: '2' }],
  [person([], 1, false), 'step.userKeyNoPassword', { name: 'ada', count: '1' }],
  [person([], 2, true), 'step.userKeys', { name: 'ada', count: '2' }],
  [person([], 1, true), 'step.userKey', { name: 'ada', count: '1' }],
  [person([], 0, false), 'step.userNoPassword', { name: 'ada' }],
  [person([], 0, true), 'step.user', { name: 'ada' }],
  [describeStep({ kind: 'create-group', name: 'lab', members: [] } as unknown as Step), 'step.group', { name: 'lab' }],
  [describeStep({ kind: 'create-group', name: 'lab', members: ['ada', 'bob'] } as unknown as Step), 'step.groupMembers', { name: 'lab', members: 'ada, bob' }],
] as const) {
  test(`of all that it could be, "${sentence}" is one`, () => { assert.deepEqual(recognise(sentence), { key, values }); });
}

test('figures are written as the language writes them', () => {
  const t = speak('de', { ...english, engine: german });
  assert.match(t.engine('copy 31874 files, 1.2 GB, to /target') ?? '', /31\.874\b.*1,2\s?GB/);
  assert.match(speak('fr', { ...english, engine: german }).engine('Mistral 7B was not measured: there is room for slices of 828 MiB only, too little for four of its layers.') ?? '', /828/);
});

test('every template is in the program or its tables, word for word', () => {
  const program = [...['installer/planner', 'shared/drivers', 'shared/machine', 'shared/measure'].map(sourcesOf), readFileSync(join(repository, 'assets/accelerators.json'), 'utf8')].join('\n').replaceAll('\\\'', '\'');
  // Sentences are put together of pieces there: the longest piece of each clause stands somewhere as it is.
  const lost = Object.entries(templates).filter(([key, text]) => !key.startsWith('control.') && text.split(/\{\w+\}|; |, |: |\. | by itself| could not be seen| on the CPU| on Vulkan| \(a newer one\)| first| BIOS and UEFI| UEFI/).some((piece) => piece.length > 12 && !program.includes(piece.replace(/\.$/, ''))));
  assert.deepEqual(lost, []);
});

test('every protection of the catalogue is one, by its id', () => {
  const ours = Object.entries(templates).filter(([key]) => key.startsWith('control.'));
  assert.deepEqual(ours, controls.map(({ id, title }) => [`control.${id}`, title]));
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
