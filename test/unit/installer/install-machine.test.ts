import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createActor, fromPromise, waitFor } from 'xstate';
import { exitCodes, InstallerError } from '../../../shared/errors.ts';
import type { Machine } from '../../../shared/machine/machine.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { installMachine, type GivenSpec, type Planned, type Validated } from '../../../installer/machine/install-machine.ts';

const plan = { hash: 'abc', steps: [] } as unknown as Plan;
const given: GivenSpec = { file: 'user-data', bytes: new Uint8Array() };
const finding = { severity: 'error', code: 'x', path: 'hostname', message: 'no' } as const;

interface Fakes { validated?: Validated; planned?: Planned; install?: (signal: AbortSignal) => Promise<void> }

function start({ validated = { ok: true, asked: {} as never }, planned = { outcome: 'plan', plan, resumes: false }, install = async () => undefined }: Fakes) {
  const machine = installMachine.provide({
    actors: {
      probe: fromPromise(async () => ({}) as Machine),
      validate: fromPromise<Validated, GivenSpec>(async () => validated),
      measure: fromPromise<undefined, never>(async () => undefined) as never,
      plan: fromPromise<Planned, never>(async () => planned) as never,
      install: fromPromise<void, never>(({ signal }) => install(signal)) as never,
      saveLogs: fromPromise<string, { to: string }>(async ({ input }) => `${input.to}/cognos-logs`),
    },
  });
  return createActor(machine).start();
}

const reach = (actor: ReturnType<typeof start>, state: Parameters<ReturnType<ReturnType<typeof start>['getSnapshot']>['matches']>[0]) => waitFor(actor, (snapshot) => snapshot.matches(state), { timeout: 1000 });

async function review(fakes: Fakes = {}) {
  const actor = start(fakes);
  await reach(actor, 'asking');
  actor.send({ type: 'spec.given', given });
  await reach(actor, 'reviewing');
  return actor;
}

test('nothing is installed before the plan is confirmed by its hash', async () => {
  let installed = false;
  const actor = await review({ install: async () => { installed = true; } });
  actor.send({ type: 'install.confirmed', planHash: 'an older plan' });
  assert.ok(actor.getSnapshot().matches('reviewing'));
  assert.equal(installed, false);
  actor.send({ type: 'install.confirmed', planHash: 'abc' });
  await reach(actor, 'finished');
  assert.equal(installed, true);
});

test('a refused spec leads back to asking, with who refused it', async () => {
  const actor = start({ validated: { ok: false, findings: [finding] } });
  await reach(actor, 'asking');
  actor.send({ type: 'spec.given', given });
  const { context } = await waitFor(actor, (snapshot) => snapshot.context.findings !== undefined, { timeout: 1000 });
  assert.deepEqual(context.findings, { by: 'spec', list: [finding] });
});

test('a refusal by the machine is told apart from one by the spec', async () => {
  const actor = start({ planned: { outcome: 'refused', findings: [finding] } });
  await reach(actor, 'asking');
  actor.send({ type: 'spec.given', given });
  const { context } = await waitFor(actor, (snapshot) => snapshot.context.findings !== undefined, { timeout: 1000 });
  assert.equal(context.findings?.by, 'machine');
});

test('a disk that carries this very installation is finished without a write', async () => {
  const actor = start({ planned: { outcome: 'installed', plan } });
  await reach(actor, 'asking');
  actor.send({ type: 'spec.given', given });
  const { context } = await reach(actor, 'finished');
  assert.equal(context.alreadyInstalled, true);
});

test('a failed install resumes on retry', async () => {
  let attempts = 0;
  const actor = await review({ install: async () => { if (++attempts === 1) throw new Error('mkfs.xfs exited with 1'); } });
  actor.send({ type: 'install.confirmed', planHash: 'abc' });
  const { context } = await reach(actor, 'failed');
  assert.equal(context.failure?.exitCode, exitCodes.failedResumable);
  actor.send({ type: 'install.retried' });
  await reach(actor, 'finished');
  assert.equal(attempts, 2);
});

test('a failure for good cannot be retried, only started over', async () => {
  const gone = new InstallerError({ code: 'disk-vanished', message: 'gone', action: 'check it', exitCode: exitCodes.failedForGood });
  const actor = await review({ install: async () => { throw new Error('write: EIO', { cause: gone }); } });
  actor.send({ type: 'install.confirmed', planHash: 'abc' });
  const { context } = await reach(actor, 'failed');
  assert.deepEqual(context.failure && { ...context.failure }, { code: 'disk-vanished', message: 'gone', action: 'check it', resumable: false, exitCode: 5 });
  actor.send({ type: 'install.retried' });
  assert.ok(actor.getSnapshot().matches('failed'));
  actor.send({ type: 'install.restarted' });
  await reach(actor, 'asking');
});

test('cancelling aborts the running install and leaves it resumable', async () => {
  let aborted = false;
  const actor = await review({ install: (signal) => new Promise((_, reject) => { signal.addEventListener('abort', () => { aborted = true; reject(signal.reason as Error); }); }) });
  actor.send({ type: 'install.confirmed', planHash: 'abc' });
  await reach(actor, 'installing');
  actor.send({ type: 'install.cancelled' });
  const { context } = await reach(actor, 'failed');
  assert.equal(aborted, true);
  assert.equal(context.failure?.resumable, true);
});

test('logs can be saved from the failed state', async () => {
  const actor = await review({ install: async () => { throw new Error('no'); } });
  actor.send({ type: 'install.confirmed', planHash: 'abc' });
  await reach(actor, 'failed');
  actor.send({ type: 'logs.requested', to: '/media/usb' });
  const { context } = await waitFor(actor, (snapshot) => snapshot.context.logsAt !== undefined, { timeout: 1000 });
  assert.equal(context.logsAt, '/media/usb/cognos-logs');
});

test('a plan can be left at any time before it is confirmed, and made again', async () => {
  const actor = await review();
  actor.send({ type: 'plan.left' });
  assert.ok(actor.getSnapshot().matches('asking'));
  actor.send({ type: 'install.confirmed', planHash: 'abc' });
  assert.ok(actor.getSnapshot().matches('asking'), 'what was left is not confirmed by a late click');
  actor.send({ type: 'spec.given', given });
  actor.send({ type: 'plan.left' });
  assert.ok(actor.getSnapshot().matches('asking'), 'while it is read');
  actor.send({ type: 'spec.given', given });
  await reach(actor, 'reviewing');
});

test('leaving while the machine is measured stops measuring', async () => {
  let stopped = false;
  const machine = installMachine.provide({
    actors: {
      probe: fromPromise(async () => ({}) as Machine),
      validate: fromPromise<Validated, GivenSpec>(async () => ({ ok: true, asked: {} as never })),
      measure: fromPromise<undefined, never>(({ signal }) => new Promise((_, reject) => { signal.addEventListener('abort', () => { stopped = true; reject(signal.reason as Error); }); })) as never,
    },
  });
  const actor = createActor(machine).start();
  await reach(actor, 'asking');
  actor.send({ type: 'spec.given', given });
  await reach(actor, 'measuring');
  actor.send({ type: 'plan.left' });
  assert.deepEqual([actor.getSnapshot().matches('asking'), stopped], [true, true]);
});

test('what an earlier process left is a failure that can be resumed, once its plan is made again', async () => {
  const failure = { code: 'interrupted', message: 'was ended', action: 'resume', resumable: true, exitCode: exitCodes.failedResumable };
  let installed = 0;
  const actor = await review({ install: async () => { installed += 1; } });
  actor.send({ type: 'install.interrupted', failure });
  const { context } = await reach(actor, 'failed');
  assert.deepEqual([context.failure, installed], [failure, 0]);
  actor.send({ type: 'install.retried' });
  await reach(actor, 'finished');
  assert.equal(installed, 1);
});

test('the machine is looked at once more when that is asked for', async () => {
  const actor = start({});
  await reach(actor, 'asking');
  actor.send({ type: 'install.restarted' });
  assert.ok(actor.getSnapshot().matches('probing'));
  await reach(actor, 'asking');
});

test('an actor that nobody provided fails loudly', async () => {
  const actor = createActor(installMachine).start();
  const { context } = await waitFor(actor, (snapshot) => snapshot.matches('failed'), { timeout: 1000 });
  assert.match(context.failure?.message ?? '', /was not provided/);
});
