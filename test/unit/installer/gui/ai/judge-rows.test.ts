import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groups, judgeRows, type Row } from '../../../../../installer/gui/renderer/screens/ai/judge-rows.ts';
import { gpuRoom } from '../../../../../shared/choice/gpu-room.ts';
import { answers, judged, machine, measurement } from './recorded.ts';

const small = machine('plain-4gib');
const gpu = machine('rtx-4090-workstation');
const row = (rows: Row[], id: string): Row => rows.find(({ candidate }) => candidate.model.id === id) ?? assert.fail(id);

test('every model is listed once, what can be taken before what cannot', () => {
  const asked = { ...answers, context: 16_384 };
  const rows = judgeRows(judged(gpu, asked), gpu, asked, { gpu: 0 });
  assert.equal(new Set(rows.map(({ candidate }) => candidate.model.id)).size, rows.length);
  const order = rows.map(({ group }) => groups.indexOf(group));
  assert.deepEqual([...new Set(order)], [0, 1, 2]);
  assert.deepEqual(order, order.toSorted((a, b) => a - b));
});

test('too big says what it needs of what there is, and cannot be chosen', () => {
  const { why, disabled } = row(judgeRows(judged(small), small, answers, { gpu: 0 }), 'llama-2-70b-chat-q4_k_m');
  assert.ok(why.word === 'tooBigMemory' && why.need > why.have && why.have === small.memory.bytes);
  assert.equal(disabled, true);
});

test('too big for the disk names the disk’s room', () => {
  const candidates = judged(gpu).map((candidate) => ({ ...candidate, verdict: 'too-big' as const }));
  const { why, memory } = row(judgeRows(candidates, gpu, answers, { gpu: 0, disk: 4e9 }), 'mistral-7b-instruct-v0.3-q4_k_m');
  assert.ok(why.word === 'tooBigDisk' && why.have === 4e9 && why.need > why.have, JSON.stringify(why));
  assert.ok(memory.need < memory.have);
});

test('a licence can be accepted, a missing digest be allowed', () => {
  const rows = judgeRows(judged(gpu), gpu, answers, { gpu: 0 });
  assert.deepEqual(row(rows, 'llama-3.2-3b-instruct-q4_k_m').why, { word: 'licence', licence: 'Llama 3.2 Community License' });
  assert.deepEqual(row(rows, 'mistral-7b-instruct-v0.3-q5_k_m').why, { word: 'noDigest' });
  assert.equal(row(rows, 'llama-3.2-3b-instruct-q4_k_m').disabled, false);
});

test('on a GPU the bar is of the GPU’s memory', () => {
  const memory = gpuRoom(gpu).devices.reduce((sum, { memory: own }) => sum + ('bytes' in own ? own.bytes : 0), 0);
  const { why, gpu: share, memory: host } = row(judgeRows(judged(gpu), gpu, answers, { gpu: memory }), 'mistral-7b-instruct-v0.3-q4_k_m');
  assert.ok(why.word === 'fitsGpu' && share && share.need < share.have && share.have === memory && host.need < share.need, JSON.stringify({ why, share, host }));
});

test('too slow says how slow, against what was asked', () => {
  const asked = { ...answers, minTokensPerSecond: 500 };
  const rows = judgeRows(judged(small, asked, measurement('two-core-vm')), small, asked, { gpu: 0 });
  const { why, disabled } = row(rows, 'qwen3-0.6b-q8_0');
  assert.ok(why.word === 'tooSlow' && why.floor === 500 && why.likely > 0 && why.likely < 500, JSON.stringify(why));
  assert.equal(disabled, false);
});

test('another purpose or language can be chosen by name all the same; a context beyond the training cannot', () => {
  const asked = { ...answers, language: 'zh', context: 16_384 };
  const rows = judgeRows(judged(gpu, asked), gpu, asked, { gpu: 0 });
  assert.deepEqual(row(rows, 'saul-7b-instruct-v1-q4_k_m').why.word, 'noDigest');
  assert.deepEqual(row(rows, 'mistral-7b-instruct-v0.3-q4_k_m').why, { word: 'language' });
  assert.deepEqual(row(rows, 'tinyllama-1.1b-chat-v1.0-q4_k_m').why, { word: 'context', limit: 2048, asked: 16_384 });
  assert.equal(row(rows, 'tinyllama-1.1b-chat-v1.0-q4_k_m').disabled, true);
  assert.equal(row(rows, 'saul-7b-instruct-v1-q4_k_m').group, 'other', 'unverified, and made for something else');
  const code = judgeRows(judged(gpu, { purpose: 'code' }), gpu, { ...answers, purpose: 'code' }, { gpu: 0 });
  assert.deepEqual(row(code, 'mistral-7b-instruct-v0.3-q4_k_m').why, { word: 'purpose' });
});
