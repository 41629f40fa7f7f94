import assert from 'node:assert/strict';
import { test } from 'node:test';
import { progressMeter } from '../../../shared/plan/progress.ts';
import type { StepBase } from '../../../shared/plan/step.ts';

const step = (id: string, weight: number, waits = false): StepBase => ({ id, kind: id, label: id, weight, ...waits ? { waits: true as const } : {} });

test('time left by the pace so far; none before there is one, and never back', () => {
  let time = 100;
  const steps = [step('a', 10), step('b', 30)];
  const [a, b] = steps as [StepBase, StepBase];
  const meter = progressMeter(steps, new Set(), () => time);
  assert.deepEqual(meter.at(a, 0), { fraction: 0, label: 'a', stepId: 'a' });
  time += 20;
  assert.deepEqual(meter.at(a, 1), { fraction: 0.25, label: 'a', stepId: 'a', secondsLeft: 60 });
  time += 30;
  assert.deepEqual(meter.at(b, 0.5), { fraction: 0.625, label: 'b', stepId: 'b', secondsLeft: 30 });
  assert.equal(meter.at(b, 0.1).fraction, 0.625);
});

test('what was done in an earlier run made no pace', () => {
  let time = 0;
  const steps = [step('a', 10), step('b', 10), step('c', 20)];
  const meter = progressMeter(steps, new Set(['a']), () => time);
  time += 10;
  assert.equal(meter.at(steps[1] as StepBase, 1).secondsLeft, 20);
});

test('an hour without a time server is no reason to expect hours', () => {
  let time = 0;
  const steps = [step('a', 10), step('clock', 2, true), step('b', 10), step('cloud-init', 20, true), step('c', 20)];
  const [a, clock, b] = steps as [StepBase, StepBase, StepBase];
  const meter = progressMeter(steps, new Set(), () => time);
  time += 10;
  assert.equal(meter.at(a, 1).secondsLeft, 52, 'what waits as long as it says');
  assert.equal(meter.at(clock, 0).secondsLeft, 50);
  time += 3600;
  assert.equal(meter.at(clock, 0).secondsLeft, 50);
  assert.equal(meter.at(b, 0).secondsLeft, 50);
  time += 20;
  assert.equal(meter.at(b, 1).secondsLeft, 50, 'half the pace: 30 s for what is left of our own, 20 s for cloud-init');
});
