import assert from 'node:assert/strict';
import { test } from 'node:test';
import { betterThan, smallestTooBig } from '../../../../../installer/gui/renderer/screens/ai/better-model.ts';
import { judgeRows } from '../../../../../installer/gui/renderer/screens/ai/judge-rows.ts';
import { answers, judged, machine } from './recorded.ts';

const small = machine('plain-4gib');
const rows = judgeRows(judged(small), small, answers, { gpu: 0 });

test('the next better one is of the same purpose, and something stands in its way', () => {
  const better = betterThan(rows, 'qwen3-1.7b-q8_0');
  assert.ok(better && better.candidate.verdict === 'too-big' && better.candidate.model.purpose === 'general');
  assert.ok(better.candidate.model.quality > 35);
});

test('another quantisation of the same model comes first', () => {
  const here = { ...small, memory: { bytes: 6.2e9 } };
  const judgedHere = judgeRows(judged(here, { allowUnverified: true }), here, answers, { gpu: 0 });
  assert.equal(betterThan(judgedHere, 'mistral-7b-instruct-v0.3-q4_k_m')?.candidate.model.id, 'mistral-7b-instruct-v0.3-q5_k_m');
});

test('of what is too big the smallest is the nearest', () => {
  const needs = rows.filter(({ candidate }) => candidate.verdict === 'too-big').map(({ candidate }) => candidate.need.total);
  assert.equal(smallestTooBig(rows)?.candidate.need.total, Math.min(...needs));
  assert.equal(smallestTooBig([]), undefined);
});
