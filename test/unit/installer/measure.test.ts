import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureForPlan } from '../../../installer/machine/measure.ts';
import { planInstall } from '../../../installer/planner/plan-install.ts';
import type { Machine } from '../../../shared/machine/machine.ts';
import type { Measurement } from '../../../shared/measure/measurement.ts';
import { builtinCatalogue as catalogue } from '../../../shared/models/builtin-catalogue.ts';
import { parseJournal, summariseJournal } from '../../../shared/plan/journal.ts';
import { installingMachine, readSpecText, recordedMachine } from '../../fakes/installing-machine.ts';
import { recordingHost } from '../../fakes/recording-host.ts';

const text = (ai: string): string => `#cloud-config
users: [{name: ada, ssh_authorized_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG9cTL1OzbeUeCAlaYKBQWGmI0o7oRyC1rmTkSJmyGpO ada@example.net]}]
cognos: {version: 1, ai: ${ai}}
`;
const withMemory = (gib: number): Machine => recordedMachine('uefi-virtio', (machine) => { machine.memory.bytes = gib * 1024 ** 3; });
const measure = async (machine: Machine, ai: string, host = recordingHost({ unscripted: 'succeed' })) =>
  measureForPlan({ host, machine, asked: await readSpecText(text(ai)), secrets: new Map(), catalogue, reset: false, signal: new AbortController().signal, onProgress: () => undefined });
const slow: Measurement = { version: 1, takenAt: '2026-11-24T00:00:00Z', runtime: 'made up', devices: [], noise: 0.05, findings: ['a finding'], seconds: 40, peakBytes: 1e9 };

test('nothing is measured when no choice depends on it', async () => {
  assert.equal(await measure(withMemory(32), '{model: none}'), undefined);
  assert.equal(await measure(withMemory(32), '{model: mistral-7b-instruct-v0.3-q4_k_m}'), undefined);
  assert.equal(await measure(withMemory(0.9), '{model: auto}'), undefined); // Nothing fits: there is nothing to choose from.
});

test('a machine that cannot be measured is installed all the same, and the plan says why its speed is unknown', async () => {
  const machine = withMemory(16);
  const measurement = await measure(machine, '{model: auto}', recordingHost({ unscripted: 'fail' }));
  assert.match(measurement?.findings[0] ?? '', /^The speed of this machine was not measured: .*llama/i);
  const proposal = planInstall(machine, await readSpecText(text('{model: auto}')), { measurement });
  assert.ok(proposal.ok);
  assert.deepEqual(proposal.plan.warnings.map(({ message }) => message), measurement?.findings);
});

test('after a power cut the figures of the interrupted run are used, not new ones', async () => {
  const { host, install, machine, probed } = installingMachine();
  machine.memory.bytes = 16 * 1024 ** 3;
  const spec = await readSpecText(text('{model: auto}'));
  const proposal = planInstall(machine, spec, { measurement: slow });
  assert.ok(proposal.ok);
  await install(proposal.plan, text('{model: auto}'), { measurement: slow });
  const again = await measureForPlan({ host, machine: probed(), asked: spec, secrets: new Map(), catalogue, reset: false, signal: new AbortController().signal, onProgress: () => undefined });
  assert.deepEqual(again, slow);
});

test('what was measured while questions were asked is not measured again, and counts where no choice depends on it', async () => {
  const host = recordingHost({ unscripted: 'fail' });
  for (const ai of ['{model: auto}', '{model: none}']) {
    const given = await measureForPlan({ host, machine: withMemory(16), asked: await readSpecText(text(ai)), secrets: new Map(), catalogue, reset: false, signal: new AbortController().signal, onProgress: () => undefined, measured: async () => slow });
    assert.equal(given, slow, ai);
  }
  assert.deepEqual(host.lines, []);
});

test('an interrupted run\'s figures go before those just measured, a finished run\'s do not', async () => {
  const fresh = { ...slow, runtime: 'measured just now' };
  const spec = await readSpecText(text('{model: auto}'));
  for (const [end, wanted] of [[true, fresh], [false, slow]] as const) {
    const { host, install, machine, probed } = installingMachine('uefi-virtio', end ? {} : { 'chroot /target useradd': { exitCode: 1, stderr: 'no' } });
    machine.memory.bytes = 16 * 1024 ** 3;
    const proposal = planInstall(machine, spec, { measurement: slow });
    assert.ok(proposal.ok);
    await install(proposal.plan, text('{model: auto}'), { measurement: slow }).catch(() => undefined);
    const given = await measureForPlan({ host, machine: probed(), asked: spec, secrets: new Map(), catalogue, reset: false, signal: new AbortController().signal, onProgress: () => undefined, measured: async () => fresh });
    assert.deepEqual(given, wanted, end ? 'finished' : 'interrupted');
  }
});

test('a journal keeps the measurement of its run', () => {
  const lines = parseJournal(`${JSON.stringify({ event: 'measured', measurement: slow })}\n{"event":"begun","hash":"h","steps":1}\n`);
  assert.deepEqual(summariseJournal(lines).measurement, slow);
});
