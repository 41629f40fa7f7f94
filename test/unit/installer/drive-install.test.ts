import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromPromise } from 'xstate';
import { driveInstall, type DriveOptions } from '../../../installer/headless/drive-install.ts';
import { installMachine, type GivenSpec, type InstallEvent, type Planned, type Validated } from '../../../installer/machine/install-machine.ts';
import { exitCodes, InstallerError } from '../../../shared/errors.ts';
import type { Machine } from '../../../shared/machine/machine.ts';
import type { Plan } from '../../../shared/plan/plan.ts';

const plan = {
  hash: 'abcdef0123456789', steps: [], keys: [], warnings: [], ai: { reason: 'no model was asked for' },
  drivers: { path: 'cpu', finalPath: 'cpu', devices: [], stages: [], notes: [], refusals: [] },
  disk: { path: '/dev/vda', title: 'virtio disk, serial \u001b[31mred', reason: 'it is the only disk that can be used', before: { table: 'none', parts: [] }, after: { table: 'gpt', parts: [] } },
} as unknown as Plan;
const finding = { severity: 'error', code: 'x', path: 'hostname', message: 'is no host name', at: { file: 'user-data', line: 2, column: 11 } } as const;

interface Fakes {
  probe?: () => Promise<Machine>;
  validated?: Validated;
  planned?: Planned;
  install?: (signal: AbortSignal, send: (event: InstallEvent) => void) => Promise<void>;
}

async function drive({ probe = async () => ({}) as Machine, validated = { ok: true, asked: {} as never }, planned = { outcome: 'plan', plan, resumes: false }, install = async () => undefined }: Fakes, more: Partial<DriveOptions> = {}) {
  const written: string[] = [];
  const complained: string[] = [];
  const confirmed: string[] = [];
  const machine = installMachine.provide({ actors: {
    probe: fromPromise(probe),
    validate: fromPromise<Validated, GivenSpec>(async () => validated),
    measure: fromPromise<undefined, { parent: { send: (event: InstallEvent) => void } }>(async ({ input }) => {
      for (const fraction of [0.31, 0.33]) input.parent.send({ type: 'measuring.progressed', progress: { fraction, label: 'Measuring the memory' } });
      return undefined;
    }) as never,
    plan: fromPromise<Planned, never>(async () => planned) as never,
    install: fromPromise<void, { parent: { send: (event: InstallEvent) => void } }>(({ signal, input }) => install(signal, (event) => { input.parent.send(event); })) as never,
  } });
  const { exitCode, snapshot } = await driveInstall({
    machine, given: { file: 'user-data', bytes: new Uint8Array() }, signal: new AbortController().signal,
    confirm: async ({ hash }) => { confirmed.push(hash); return true; },
    write: (text) => { written.push(text); }, complain: (text) => { complained.push(text); }, ...more,
  });
  return { exitCode, snapshot, confirmed, written: written.join(''), complained: complained.join('') };
}

test('a confirmed plan is printed, carried out, and ends in exit 0', async () => {
  const progress = { fraction: 0.5, label: 'Writing the system', stepId: 'write-system' };
  const { exitCode, written, complained, confirmed } = await drive({ install: async (_, send) => { send({ type: 'install.progressed', progress }); } });
  assert.equal(exitCode, exitCodes.done);
  assert.deepEqual(confirmed, [plan.hash]);
  assert.match(written, /^cognos: measuring this machine · 31% · Measuring the memory\nDisk {4}virtio disk, serial \\u\{1b\}\[31mred \(\/dev\/vda\)\n/);
  assert.match(written, /\ncognos: 50% Writing the system\ncognos: done: the system is installed\n$/);
  assert.equal(complained, '');
});

test('a plan that is not confirmed leaves the disk as it is', async () => {
  const { exitCode, complained } = await drive({ install: async () => assert.fail('installed') }, { confirm: async () => false });
  assert.equal(exitCode, exitCodes.usage);
  assert.equal(complained, 'cognos: refused: the installation was not confirmed; nothing was written\n');
});

test('a refused spec is exit 1, a refused machine exit 3, one finding a line', async () => {
  const spec = await drive({ validated: { ok: false, findings: [finding, { ...finding, at: { ...finding.at, line: 3 } }] } });
  assert.equal(spec.exitCode, exitCodes.specRefused);
  assert.equal(spec.complained, 'cognos: refused\nuser-data:2:11: hostname: is no host name\nuser-data:3:11: hostname: is no host name\n');
  const machine = await drive({ planned: { outcome: 'refused', findings: [{ severity: 'error', code: 'no-disk', path: '', message: 'there is no disk' }] } });
  assert.equal(machine.exitCode, exitCodes.machineRefused);
  assert.equal(machine.complained, 'cognos: refused\nthere is no disk\n');
  assert.deepEqual([...spec.confirmed, ...machine.confirmed], []);
});

test('a machine that cannot be probed ends before anyone is asked', async () => {
  const { exitCode, complained, confirmed } = await drive({ probe: async () => { throw new Error('lsblk exited with 1: \u001b[2J'); } });
  assert.equal(exitCode, exitCodes.failedResumable);
  assert.match(complained, /^cognos: failed: lsblk exited with 1: \\u\{1b\}\[2J\ncognos: /);
  assert.deepEqual(confirmed, []);
});

test('a failure is its sentence and the next action, with the exit code of its kind', async () => {
  const gone = new InstallerError({ code: 'disk-vanished', message: 'The disk vanished', action: 'Check its cable.', exitCode: exitCodes.failedForGood });
  const { exitCode, complained } = await drive({ install: async () => { throw gone; } });
  assert.equal(exitCode, exitCodes.failedForGood);
  assert.equal(complained, 'cognos: failed: The disk vanished\ncognos: Check its cable.\n');
});

test('a disk that carries this installation already is done, without a question', async () => {
  const { exitCode, written, confirmed } = await drive({ planned: { outcome: 'installed', plan } });
  assert.equal(exitCode, exitCodes.done);
  assert.equal(written, 'cognos: measuring this machine · 31% · Measuring the memory\ncognos: done: virtio disk, serial \\u{1b}[31mred already carries this very installation; nothing was written\n');
  assert.deepEqual(confirmed, []);
});

test('a resumed installation is said to be one', async () => {
  const { written } = await drive({ planned: { outcome: 'plan', plan, resumes: true } });
  assert.match(written, /cognos: taking up the interrupted installation where it stopped\n/);
});

test('a signal cancels what is running, in order, and leaves it resumable', async () => {
  const stop = new AbortController();
  const running = new Promise<void>((resolve) => { stop.signal.addEventListener('abort', () => { resolve(); }); });
  let aborted = false;
  const { exitCode, complained } = await drive({
    install: async (signal) => {
      signal.addEventListener('abort', () => { aborted = true; });
      setImmediate(() => { stop.abort(); });
      await running;
    },
  }, { signal: stop.signal });
  assert.equal(exitCode, exitCodes.failedResumable);
  assert.equal(aborted, true);
  assert.match(complained, /^cognos: failed: The installation was cancelled\n/);
});

test('whoever follows the snapshots sees every state of the way', async () => {
  const states: string[] = [];
  await drive({}, { onSnapshot: ({ value }) => { if (states.at(-1) !== value) states.push(String(value)); } });
  assert.deepEqual(states, ['probing', 'asking', 'validating', 'measuring', 'planning', 'reviewing', 'installing', 'finished']);
});
