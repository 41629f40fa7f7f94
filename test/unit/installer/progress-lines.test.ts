import assert from 'node:assert/strict';
import { test } from 'node:test';
import { progressLines } from '../../../installer/headless/progress-lines.ts';
import { formatProgress } from '../../../shared/plan/format-progress.ts';

test('a line says what, how far, how much and how long', () => {
  const progress = { fraction: 0.4399, label: 'Writing the system', stepId: 'write-system' };
  assert.equal(formatProgress(progress), '43% Writing the system');
  assert.equal(formatProgress({ ...progress, bytes: { done: 120e6, total: 420e6 }, secondsLeft: 12 }), '43% Writing the system · 120 MB of 420 MB · 12 s left');
  assert.equal(formatProgress({ ...progress, secondsLeft: 89 }), '43% Writing the system · 89 s left');
  assert.equal(formatProgress({ ...progress, secondsLeft: 90 }), '43% Writing the system · 2 min left');
});

test('a label cannot drive the console', () => {
  assert.equal(formatProgress({ fraction: 1, label: 'Creating the user \u001b[2J', stepId: 'x' }), '100% Creating the user \\u{1b}[2J');
});

test('a line is written when there is something new to say, never twice alike', () => {
  const lines: string[] = [];
  const print = progressLines((text) => { lines.push(text); });
  for (let thousandth = 0; thousandth <= 1000; thousandth += 1) print({ fraction: thousandth / 1000, label: thousandth < 500 ? 'First' : 'Second', stepId: 'x' });
  assert.equal(lines.length, 51);
  assert.equal(new Set(lines).size, lines.length);
  assert.deepEqual([lines[0], lines[25], lines.at(-1)], ['cognos: 0% First\n', 'cognos: 50% Second\n', 'cognos: 100% Second\n']);
});
