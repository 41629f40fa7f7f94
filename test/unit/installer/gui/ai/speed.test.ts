import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paceOf, readingTokensPerSecond, readingWordsPerMinute, speedBar, speedDigits, speedScale, wordsPerMinute } from '../../../../../installer/gui/renderer/screens/ai/speed.ts';
import { judged, machine, measurement } from './recorded.ts';

const range = (likely: number): { low: number; likely: number; high: number } => ({ low: likely * 0.8, likely, high: likely * 1.25 });

test('words a minute are rounded as an estimate should be', () => {
  assert.deepEqual([0.01, 0.1, 0.4, 1, 2, 6.2, 24, 130].map(wordsPerMinute), [1, 5, 18, 45, 90, 280, 1100, 5900]);
});

test('reading speed is the reading speed', () => {
  assert.ok(Math.abs(wordsPerMinute(readingTokensPerSecond) - readingWordsPerMinute) <= 10);
});

test('a digit after the point below ten only', () => {
  assert.deepEqual([0.4, 9.9, 9.96, 24].map(speedDigits), [1, 1, 0, 0]);
});

test('paces are told apart by how fast people read', () => {
  assert.deepEqual([0.3, 0.7, 1, 4].map((times) => paceOf(range(times * readingTokensPerSecond))), ['slow', 'below', 'reading', 'above']);
});

test('the scale ends at a round number that no bar passes, and holds the mark of reading', () => {
  const candidates = judged(machine('plain-4gib'), {}, measurement('two-core-vm'));
  const scale = speedScale(candidates);
  const highest = Math.max(...candidates.map(({ prediction }) => prediction?.generation.high ?? 0));
  assert.ok(scale !== undefined && scale >= highest && scale >= readingTokensPerSecond && /^[1235]0*$/.test(String(scale)), String(scale));
});

test('where nothing was measured there is no scale', () => {
  assert.equal(speedScale(judged(machine('plain-4gib'))), undefined);
});

test('a bar runs from low to high with the likely one between', () => {
  const bar = speedBar({ generation: range(10) }, 20);
  assert.deepEqual([bar.low, bar.likely, bar.high], [40, 50, 62.5]);
});
