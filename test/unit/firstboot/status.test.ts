import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCommand } from '../../../firstboot/run-command.ts';
import { formatStatus } from '../../../firstboot/progress/format-status.ts';
import type { FirstbootState } from '../../../firstboot/progress/state.ts';
import { readStatus } from '../../../firstboot/status.ts';
import { takeTurn } from '../../../firstboot/turn.ts';
import { planFirstboot } from '../../../firstboot/plan-firstboot.ts';
import { bootedMachine, machineId } from './booted-machine.ts';

/** What another run of first boot shows. */
const running: FirstbootState = {
  pid: 4711, phase: 'running', step: 'cloud-init', label: 'Waiting for cloud-init', fraction: 0.2, line: 'Waiting for cloud-init',
  since: '2026-11-23T12:00:00.000Z', steps: [], notes: [],
};
const { steps: { length: steps } } = planFirstboot({ machineId, hasModels: true });
const never = new AbortController().signal;

test('one line a step, then ready', async () => {
  const said: string[] = [];
  assert.equal(await runCommand(bootedMachine(), never, (line) => said.push(line)), 0);
  assert.deepEqual(said, [...planFirstboot({ machineId, hasModels: true }).steps.map(({ label }) => label), 'First boot is done, the machine is ready']);
});

test('a second run exits 75 and names pid and step of the first; the lock is free after it', async () => {
  const host = bootedMachine({ files: { '/proc/4711/stat': '' } });
  const turn = await takeTurn(host);
  turn.show(running);
  await new Promise((resolve) => setImmediate(resolve));
  await assert.rejects(runCommand(host, never, () => undefined), {
    exitCode: 75, message: 'First boot is already running (pid 4711, step: cloud-init)',
  });
  assert.equal((await readStatus(host)).state, 'running');
  await turn.release();
  assert.equal(await runCommand(host, never, () => undefined), 0);
});

test('a run that was killed is not running', async () => {
  const host = bootedMachine({ files: { '/run/cognos/firstboot.json': JSON.stringify(running) } });
  assert.equal((await readStatus(host)).state, 'interrupted');
});

test('the lock is free after a failure', async () => {
  const host = bootedMachine({ commands: { 'systemd-machine-id-setup --commit': { exitCode: 1 } } });
  await assert.rejects(runCommand(host, never, () => undefined), /Keeping the machine id/);
  await (await takeTurn(host)).release();
});

test('status before, after success and after failure', async () => {
  const host = bootedMachine();
  assert.equal(formatStatus(await readStatus(host)), 'First boot has not begun; the machine is not ready yet\n');
  await runCommand(host, never, () => undefined);
  const done = await readStatus(host);
  assert.equal(done.state, 'done');
  assert.deepEqual(done.steps?.map(({ state }) => state), Array<string>(steps).fill('done'));
  assert.match(formatStatus(done), /^First boot is done; the machine is ready\n {2}done {5}Making the ssh host keys \([\d.]+ s\)\n/);

  const broken = bootedMachine({ commands: { 'systemd-machine-id-setup --commit': { exitCode: 1, stderr: 'read-only' } } });
  await assert.rejects(runCommand(broken, never, () => undefined));
  assert.deepEqual(await readStatus(broken).then(({ state, ready, failure }) => ({ state, ready, failure })), {
    state: 'failed', ready: false, failure: 'Keeping the machine id: systemd-machine-id-setup exited with 1: read-only',
  });
});

test('status without the right to read the journal still says what matters', async () => {
  const host = bootedMachine();
  await runCommand(host, never, () => undefined);
  const denied = { ...host, readFile: async (path: string) => {
    if (path.endsWith('.jsonl')) throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
    return host.readFile(path);
  } };
  assert.equal((await readStatus(denied)).steps.length, steps, 'from what first boot shows to everyone');
  host.files.delete('/run/cognos/firstboot.json');
  assert.deepEqual(await readStatus(denied), { state: 'done', ready: true, steps: [], notes: [] });
});

test('a journal that ends in the middle of a step is an interruption', async () => {
  const host = bootedMachine({ files: { '/var/lib/cognos/firstboot.jsonl': '{"at":"x","event":"begun","hash":"h","steps":6}\n{"at":"x","event":"started","id":"cloud-init"}\n{"at":"x","ev' } });
  const status = await readStatus(host);
  assert.deepEqual({ state: status.state, steps: status.steps }, { state: 'interrupted', steps: [{ id: 'cloud-init', label: 'cloud-init', state: 'open' }] });
});
