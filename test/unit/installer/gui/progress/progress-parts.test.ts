import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { diskState } from '../../../../../installer/gui/renderer/screens/progress/disk-state.ts';
import { foldPhases, foldSteps } from '../../../../../installer/gui/renderer/screens/progress/fold-steps.ts';
import { addLines, emptyLog, isAtEnd, type LogWindow } from '../../../../../installer/gui/renderer/screens/progress/log-window.ts';
import { meanwhile, meanwhileTexts } from '../../../../../installer/gui/renderer/screens/progress/meanwhile.ts';
import { elapsedSeconds, roundLeft } from '../../../../../installer/gui/renderer/screens/progress/say-times.ts';
import progress from '../../../../../assets/translations/en/progress.json' with { type: 'json' };
import type { PlanView, StepState } from '../../../../../shared/protocol/snapshot.ts';

const step = (id: string, label: string, state: StepState['state'], seconds?: number): StepState => ({ id, label, state, ...(seconds === undefined ? {} : { seconds }) });
const planOf = (parts: object[], resumes = false): PlanView => ({
  resumes, disk: { before: { table: 'gpt', parts } }, steps: [['check', 'check-disk'], ['table', 'partition-disk'], ['write', 'write-file']].map(([id, kind]) => ({ id, kind })),
}) as unknown as PlanView;
const full = planOf([{ label: '/dev/sda1' }]);

test('the disk is untouched until the first step that is no check has begun', () => {
  assert.equal(diskState({ plan: full, at: 'check' }), 'untouched');
  assert.equal(diskState({ plan: full, at: 'table' }), 'lost');
  assert.equal(diskState({ plan: full, at: 'write' }), 'lost');
  assert.equal(diskState({ plan: undefined, at: undefined }), 'untouched');
});

test('on an empty disk nothing is lost, and it is written to all the same', () => {
  assert.equal(diskState({ plan: planOf([]), at: 'table' }), 'begun');
});

test('a run that goes on, and one that stopped nobody knows where, is never called untouched', () => {
  assert.equal(diskState({ plan: planOf([], true), at: 'check' }), 'begun');
  assert.equal(diskState({ plan: full, at: undefined }), 'lost');
});

test('neighbours with one label are one line', () => {
  const kinds = new Map([['a', 'check-disk'], ['b', 'write-file'], ['c', 'link'], ['d', 'write-file'], ['e', 'mount']]);
  const steps = [step('a', 'Checking', 'done', 1), step('b', 'Configuring', 'done', 0.5), step('c', 'Configuring', 'done', 0.25), step('d', 'Configuring', 'running'), step('e', 'Mounting', 'to-come')];
  assert.deepEqual(foldSteps(steps, kinds), [
    { id: 'a', label: 'Checking', kind: 'check-disk', state: 'done', done: 1, total: 1, seconds: 1 },
    { id: 'b', label: 'Configuring', kind: 'write-file', state: 'running', done: 2, total: 3, seconds: 0.75 },
    { id: 'e', label: 'Mounting', kind: 'mount', state: 'to-come', done: 0, total: 1 },
  ]);
});

test('a line between two of its steps is running, not done and not to come', () => {
  const [line] = foldSteps([step('a', 'Same', 'done'), step('b', 'Same', 'to-come')], new Map());
  assert.equal(line?.state, 'running');
});

test('phases take steps of several labels together', () => {
  const kinds = new Map([['a', 'check-disk'], ['b', 'format-volume'], ['c', 'write-image'], ['d', 'protect'], ['e', 'install-bootloader']]);
  const phases = foldPhases([step('a', 'Checking', 'done', 1), step('b', 'Making', 'done', 2), step('c', 'Writing', 'running'), step('d', 'Protecting', 'to-come'), step('e', 'Making bootable', 'to-come')], kinds);
  assert.deepEqual(phases.map(({ label, state, done, total }) => [label, state, done, total]), [['disk', 'done', 2, 2], ['system', 'running', 0, 1], ['settings', 'to-come', 0, 1], ['boot', 'to-come', 0, 1]]);
  assert.equal(phases[0]?.seconds, 3);
});

test('the log keeps its last lines and the number of the first', () => {
  let log: LogWindow = emptyLog;
  for (let next = 10; next <= 1500; next += 10) log = addLines(log, { lines: Array.from({ length: 10 }, (_, index) => `line ${next - 10 + index}`), next });
  assert.equal(log.lines.length, 1000);
  assert.deepEqual([log.first, log.next, log.lines[0], log.lines.at(-1)], [500, 1500, 'line 500', 'line 1499']);
});

test('lines after a gap, or of an engine that was started again, do not follow on', () => {
  const before = addLines(emptyLog, { lines: ['a', 'b'], next: 2 });
  assert.deepEqual(addLines(before, { lines: ['x'], next: 900 }), { lines: ['x'], first: 899, next: 900 });
  assert.deepEqual(addLines({ ...before, next: 700 }, { lines: ['new'], next: 1 }), { lines: ['new'], first: 0, next: 1 });
});

test('no news leave the log as it is', () => {
  const before = addLines(emptyLog, { lines: ['a'], next: 1 });
  assert.deepEqual(addLines(before, { lines: [], next: 1 }), before);
});

test('at the end is within a line of it', () => {
  assert.equal(isAtEnd({ scrollTop: 900, clientHeight: 100, scrollHeight: 1010 }), true);
  assert.equal(isAtEnd({ scrollTop: 700, clientHeight: 100, scrollHeight: 1010 }), false);
  assert.equal(isAtEnd({ scrollTop: 0, clientHeight: 100, scrollHeight: 50 }), true);
});

test('the text goes with the step, and changes within a long one', () => {
  assert.match(meanwhile('partition-disk', 0), /^disk\./);
  assert.match(meanwhile('write-image', 0), /^system\./);
  assert.notEqual(meanwhile('write-image', 0), meanwhile('write-image', 25));
  assert.equal(meanwhile('write-image', 3), meanwhile('write-image', 18));
});

test('every text that can come up is written', () => {
  const written = new Set(Object.keys(progress));
  for (const text of meanwhileTexts) assert.ok(written.has(`meanwhile.${text}`), text);
  fc.assert(fc.property(fc.string(), fc.nat(), (kind, seconds) => { assert.ok(meanwhileTexts.includes(meanwhile(kind, seconds))); }));
});

const running = { startedAt: '2026-01-01T00:00:00Z', steps: [step('a', '', 'done', 40), step('b', '', 'running')] };

test('at the machine itself its clock says how long it runs', () => {
  const now = Date.parse('2026-01-01T00:01:30Z');
  assert.equal(elapsedSeconds(running, { now, since: now - 5000, isLocal: true }), 90);
});

test('a computer with another clock adds up the steps; so does one that was set back', () => {
  const elsewhere = Date.parse('2026-01-01T09:00:00Z');
  assert.equal(elapsedSeconds(running, { now: elsewhere, since: elsewhere - 5000, isLocal: false }), 45);
  const before = Date.parse('2025-12-31T00:00:00Z');
  assert.equal(elapsedSeconds(running, { now: before, since: before - 5000, isLocal: true }), 45);
});

test('what is left is said no finer than it is known, and never as nothing', () => {
  assert.deepEqual([0, 2, 13, 58, 61, 100, 599, 640, 3700].map(roundLeft), [5, 5, 15, 60, 60, 90, 600, 660, 3720]);
});
