import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contextBytes, contextStops, contextWords, fitWith, stopFor, usualFor } from '../../../../../installer/gui/renderer/screens/ai/context-cost.ts';
import { find, judged, machine } from './recorded.ts';

const mistral = 'mistral-7b-instruct-v0.3-q4_k_m';

test('stops double up to what the model was trained for, which is the last', () => {
  assert.deepEqual(contextStops(40_960), [1024, 2048, 4096, 8192, 16_384, 32_768, 40_960]);
  assert.deepEqual(contextStops(2048), [1024, 2048]);
  assert.deepEqual(contextStops(512), [512]);
});

test('what a file said lies at the next stop', () => {
  const stops = contextStops(32_768);
  assert.equal(stops[stopFor(6000, stops)], 8192);
  assert.equal(stops[stopFor(90_000, stops)], 32_768);
  assert.equal(stops[stopFor(256, stops)], 1024);
});

test('the usual is no more than the model can', () => {
  assert.deepEqual([usualFor(32_768), usualFor(2048)], [8192, 2048]);
});

test('words are rounded', () => {
  assert.deepEqual([2048, 8192, 131_072].map(contextWords), [1500, 6100, 98_000]);
});

test('the need of another context is the one that the engine comes to', () => {
  const here = machine('rtx-4090-workstation');
  // Without a GPU: buffers of the CPU grow a little with the context, too.
  const onCpu = { ...here, accelerators: [] };
  const usual = find(judged(onCpu), mistral);
  const perThousand = usual.need.kv / usual.context * 1024;
  const expected = find(judged(onCpu, { context: 16_384 }), mistral).need.total;
  const { need, missing } = fitWith(usual, 16_384, perThousand, onCpu.memory.bytes);
  assert.ok(Math.abs(need / expected - 1) < 0.05, `${need} and ${expected}`);
  assert.equal(missing, 0);
});

test('what does not fit is said in bytes', () => {
  const here = machine('plain-4gib');
  const small = find(judged(here), 'llama-3.2-1b-instruct-q4_k_m');
  const perThousand = small.need.kv / small.context * 1024;
  const { missing } = fitWith(small, 131_072, perThousand, here.memory.bytes);
  assert.ok(missing > contextBytes(131_072, perThousand) - here.memory.bytes, String(missing));
});

test('a context that lies on the GPU takes nothing from the machine’s memory', () => {
  const here = machine('rtx-4090-workstation');
  const onGpu = find(judged(here), mistral);
  assert.equal(onGpu.need.host.kv, 0);
  const perThousand = onGpu.need.kv / onGpu.context * 1024;
  assert.equal(fitWith(onGpu, 32_768, perThousand, here.memory.bytes).missing, 0);
});
