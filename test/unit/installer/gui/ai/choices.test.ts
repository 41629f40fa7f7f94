import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accelerationPaths, needsEnrolment } from '../../../../../installer/gui/renderer/screens/ai/acceleration-paths.ts';
import { canBeAdded, memoryTogether } from '../../../../../installer/gui/renderer/screens/ai/further-models.ts';
import { languagesOf } from '../../../../../installer/gui/renderer/screens/ai/languages-of.ts';
import { hostBytes } from '../../../../../shared/models/memory-need.ts';
import { find, judged, machine } from './recorded.ts';

const gpu = machine('rtx-4090-workstation');

test('only the ways that this machine’s devices know are offered', () => {
  assert.deepEqual(accelerationPaths(machine('plain-4gib'), 'auto'), ['auto']);
  assert.deepEqual(accelerationPaths(gpu, 'auto'), ['auto', 'cpu', 'vulkan', 'cuda'], 'not ROCm for the graphics inside the processor');
  assert.deepEqual(accelerationPaths(machine('arc-a770'), 'auto').filter((path) => path === 'sycl' || path === 'cuda'), ['sycl']);
});

test('what a file asked for is shown, even where it will be refused', () => {
  assert.deepEqual(accelerationPaths(machine('plain-4gib'), 'cuda'), ['auto', 'cuda']);
});

test('a key is enrolled with Secure Boot and an NVIDIA card only', () => {
  const secured = { ...gpu, firmware: { ...gpu.firmware, secureBoot: 'enabled' as const } };
  assert.equal(needsEnrolment(secured), true);
  assert.equal(needsEnrolment({ ...secured, firmware: { ...gpu.firmware, secureBoot: 'disabled' } }), false);
  assert.equal(needsEnrolment({ ...secured, accelerators: [] }), false);
});

test('languages have the names of the language that is spoken, each once, in its order', () => {
  const named = languagesOf(judged(gpu), 'de');
  assert.equal(named.find(({ code }) => code === 'fr')?.name, 'Französisch');
  assert.equal(new Set(named.map(({ code }) => code)).size, named.length);
  assert.deepEqual(named.map(({ name }) => name), named.map(({ name }) => name).sort((a, b) => a.localeCompare(b, 'de')));
});

test('two models share the system’s own part, and the second keeps a shorter conversation', () => {
  const here = machine('plain-4gib');
  const [first, second] = ['qwen3-0.6b-q8_0', 'qwen3-1.7b-q8_0'].map((id) => find(judged(here), id));
  assert.ok(first && second);
  const short = find(judged(here, { context: 4096 }), 'qwen3-1.7b-q8_0').need;
  const expected = hostBytes(first.need) + hostBytes(short) - short.reserve;
  const together = memoryTogether(first, [second]);
  // The scratch buffers of the shorter context are a little smaller still.
  assert.ok(together >= expected && together < expected * 1.05, `${together} and ${expected}`);
  assert.equal(memoryTogether(first, []), hostBytes(first.need));
  const onGpu = find(judged(gpu), 'qwen3-1.7b-q8_0');
  assert.ok(memoryTogether(first, [onGpu]) > expected, 'a further one runs on the processor, GPU or not');
});

test('a model that is taken, too big or unverified cannot be added', () => {
  const candidates = judged(gpu);
  const ids = canBeAdded(candidates, ['qwen3-0.6b-q8_0']).map(({ model }) => model.id);
  assert.ok(ids.includes('qwen3-1.7b-q8_0') && ids.includes('eurollm-9b-instruct-q4_k_m'));
  for (const id of ['qwen3-0.6b-q8_0', 'biomistral-7b-q4_k_m']) assert.ok(!ids.includes(id), id);
});
