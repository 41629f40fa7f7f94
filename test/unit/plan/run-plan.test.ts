import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openJournal, parseJournal, summariseJournal } from '../../../shared/plan/journal.ts';
import { runPlan, StepError, type RunOptions } from '../../../shared/plan/run-plan.ts';
import type { Progress } from '../../../shared/plan/progress.ts';
import type { StepBase } from '../../../shared/plan/step.ts';
import { CommandError } from '../../../shared/system/host.ts';
import { recordingHost } from '../../fakes/recording-host.ts';

type TestStep = StepBase & ({ kind: 'work' } | { kind: 'look' });
const step = (id: string, kind: TestStep['kind'] = 'work', weight = 1): TestStep => ({ id, kind, label: id, weight });
const plan = (...steps: TestStep[]) => ({ hash: 'h1', steps });

function options(ran: string[], more: Partial<RunOptions<TestStep>> = {}): RunOptions<TestStep> & { progress: Progress[] } {
  const host = recordingHost();
  let seconds = 0;
  const progress: Progress[] = [];
  const work = async ({ id }: TestStep): Promise<void> => { ran.push(id); };
  return {
    host, target: host, handlers: { work, look: work }, repeated: new Set(['look'] as const), done: new Set<string>(),
    journal: openJournal(host, '/run/j', () => new Date(0)), signal: new AbortController().signal, reveal: (text) => text,
    onProgress: (at) => { progress.push(at); }, settle: async () => undefined, now: () => seconds++, progress, ...more,
  };
}

test('steps run in order and each is journalled as started and done', async () => {
  const ran: string[] = [];
  const run = options(ran);
  await runPlan(plan(step('a'), step('b')), run);
  assert.deepEqual(ran, ['a', 'b']);
  assert.deepEqual(run.journal.lines.map((line) => ('id' in line ? `${line.event} ${line.id}` : line.event)), ['begun', 'started a', 'done a', 'started b', 'done b']);
});

test('a resumed run skips what is done, except the kinds that a reboot undoes', async () => {
  const ran: string[] = [];
  await runPlan(plan(step('a'), step('mount', 'look'), step('b')), options(ran, { done: new Set(['a', 'mount']) }));
  assert.deepEqual(ran, ['mount', 'b']);
});

test('a step is done only after its effects were settled', async () => {
  const run = options([], { settle: async () => { throw new Error('the sync failed'); } });
  await assert.rejects(runPlan(plan(step('a')), run), /a: the sync failed/);
  assert.equal(run.journal.lines.some(({ event }) => event === 'done'), false);
});

test('a failing command ends the run with the step, the tool and its words', async () => {
  const run = options([], { handlers: { work: async () => { throw new CommandError('mkfs.xfs', 1, 'no space'); }, look: async () => undefined } });
  await assert.rejects(runPlan(plan(step('a'), step('b')), run), (error: unknown) =>
    error instanceof StepError && error.step.id === 'a' && error.message === 'a: mkfs.xfs exited with 1: no space');
  assert.deepEqual(run.journal.lines.at(-1), { at: '1970-01-01T00:00:00.000Z', event: 'failed', id: 'a', code: 'work', message: 'a: mkfs.xfs exited with 1: no space' });
});

test('an aborted run starts no further step', async () => {
  const ran: string[] = [];
  const controller = new AbortController();
  const run = options(ran, { signal: controller.signal, settle: async () => { controller.abort(); } });
  await assert.rejects(runPlan(plan(step('a'), step('b')), run), { name: 'AbortError' });
  assert.deepEqual(ran, ['a']);
});

test('progress follows the weights, never goes back and ends at 1', async () => {
  const run = options([], { handlers: { work: async (_, { onProgress }) => { onProgress({ fraction: 0.5 }); onProgress({ fraction: 0.25 }); }, look: async () => undefined } });
  await runPlan(plan(step('a', 'work', 1), step('b', 'work', 3)), run);
  const fractions = run.progress.map(({ fraction }) => fraction);
  assert.deepEqual(fractions, [0, 0.125, 0.125, 0.25, 0.25, 0.625, 0.625, 1]);
});

test('time left is said only once there is something to go by', async () => {
  const run = options([]);
  await runPlan(plan(...Array.from({ length: 20 }, (_, index) => step(`s${index}`))), run);
  assert.equal(run.progress[0]?.secondsLeft, undefined);
  assert.equal(typeof run.progress.at(-2)?.secondsLeft, 'number');
  assert.equal(run.progress.at(-1)?.secondsLeft, 0);
});

test('a line torn by a power cut is skipped, and mirroring after it starts a new line', async () => {
  const host = recordingHost({ files: { '/target/j': '{"at":"x","event":"begun","hash":"h1","steps":2}\n{"at":"x","event":"don' } });
  const journal = openJournal(host, '/run/j', () => new Date(0));
  await journal.mirrorTo(host, '/target/j');
  await journal.append({ event: 'done', id: 'a', seconds: 1 });
  const summary = summariseJournal(parseJournal(host.files.get('/target/j')?.content ?? ''));
  assert.deepEqual(summary, { hash: 'h1', done: new Set(['a']), finished: false });
});

test('a plan that begins anew forgets what an earlier one had done', () => {
  const lines = parseJournal(['{"event":"begun","hash":"h1"}', '{"event":"done","id":"a"}', '{"event":"finished","hash":"h1"}', '{"event":"begun","hash":"h2"}'].join('\n'));
  assert.deepEqual(summariseJournal(lines), { hash: 'h2', done: new Set(), finished: false });
});
