import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { leastPercent, scaleParts } from '../../../../../installer/gui/renderer/screens/storage/scale-parts.ts';

const sizes = (...bytes: number[]): { bytes: number }[] => bytes.map((each) => ({ bytes: each }));
const percents = (...bytes: number[]): number[] => scaleParts(sizes(...bytes)).map(({ percent }) => percent);

test('what is wide enough is drawn to scale', () => {
  assert.deepEqual(percents(25, 75), [25, 75]);
  assert.ok(scaleParts(sizes(25, 75)).every(({ widened }) => !widened));
});

test('a partition of one MiB on two TB can be seen, and is said to be widened', () => {
  const [tiny, large] = scaleParts(sizes(2 ** 20, 2e12));
  assert.deepEqual([tiny?.percent, tiny?.widened], [leastPercent, true]);
  assert.deepEqual([large?.percent, large?.widened], [100 - leastPercent, false]);
});

test('parts that were not widened keep their proportion', () => {
  const [, one, two] = percents(1, 2e6, 6e6);
  assert.ok(Math.abs((two ?? 0) / (one ?? 1) - 3) < 1e-9);
});

test('a hundred parts share the width', () => {
  const all = percents(...Array.from({ length: 100 }, (_, index) => index + 1));
  assert.ok(Math.min(...all) >= 0.99);
});

test('an empty disk with a part of no size does not divide by zero', () => {
  assert.deepEqual(percents(0, 0), [50, 50]);
});

test('whatever the sizes, the widths are 100 together and none is thinner than the least', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 1e15 }), { minLength: 1, maxLength: 30 }), (bytes) => {
    const all = percents(...bytes);
    const least = Math.min(leastPercent, 100 / bytes.length);
    assert.ok(Math.abs(all.reduce((sum, each) => sum + each, 0) - 100) < 1e-6, String(all));
    assert.ok(all.every((each) => each >= least - 1e-6), String(all));
  }));
});
