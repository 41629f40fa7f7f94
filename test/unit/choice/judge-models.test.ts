import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeModels } from '../../../shared/choice/judge-models.ts';
import { auto, catalogue, code, find, german, gib, gpu, licensed, machine, measurement, q4, q5, tiny, unverified } from './fixtures.ts';

const all = catalogue(tiny, q4, q5, code, german, licensed, unverified);
const verdicts = (...given: Parameters<typeof judgeModels>): Record<string, string> =>
  Object.fromEntries(judgeModels(...given).map(({ model: { id }, verdict }) => [id, verdict]));

test('every model gets a row, in the order of the catalogue', () => {
  assert.deepEqual(judgeModels(machine(16 * gib), all, auto).map(({ model }) => model), all.models);
});

test('what is not free to use, not asked for or too big is not among those that fit', () => {
  assert.deepEqual(verdicts(machine(16 * gib), all, auto), {
    [tiny.id]: 'fits', [q4.id]: 'fits', [q5.id]: 'fits', [code.id]: 'not-asked-for', [german.id]: 'not-asked-for', [licensed.id]: 'too-big', [unverified.id]: 'unverified',
  });
});

test('a model that would swap is refused with both figures', () => {
  const { verdict, reason } = find(judgeModels(machine(4 * gib), all, auto), q4);
  assert.equal(verdict, 'too-big');
  assert.match(reason, /^needs \d+(\.\d)? GiB of memory and there are 4\.0 GiB: it would swap$/);
});

test('memory of exactly what is needed is enough, a byte less is not', () => {
  const { need } = find(judgeModels(machine(16 * gib), all, auto), q4);
  assert.equal(find(judgeModels(machine(need.total), all, auto), q4).verdict, 'fits');
  assert.equal(find(judgeModels(machine(need.total - 1), all, auto), q4).verdict, 'too-big');
});

test('a ceiling on memory or disk is kept even where there is more', () => {
  assert.match(find(judgeModels(machine(64 * gib), all, { ...auto, maxMemory: 4 * gib }), q4).reason, /, more than the 4\.0 GiB allowed$/);
  assert.equal(find(judgeModels(machine(64 * gib), all, { ...auto, maxDisk: 4e9 }), q4).reason, 'takes 4.4 GB of disk, more than the 4.0 GB allowed');
  assert.equal(find(judgeModels(machine(64 * gib), all, { ...auto, maxDisk: q4.file.bytes }), q4).verdict, 'fits');
});

test('a licence is named with the option that accepts it, and accepting one does not accept another', () => {
  const large = machine(128 * gib);
  assert.equal(find(judgeModels(large, all, auto), licensed).reason, 'comes under the Llama 2 Community License, which must be accepted (--accept-licence llama2)');
  assert.equal(find(judgeModels(large, all, { ...auto, acceptedLicences: ['apache-2.0'] }), licensed).verdict, 'licence');
  assert.equal(find(judgeModels(large, all, { ...auto, acceptedLicences: ['llama2'], context: 4096 }), licensed).verdict, 'fits');
});

test('what nobody could verify must be allowed: a digest or a size', () => {
  assert.equal(find(judgeModels(machine(16 * gib), all, auto), unverified).reason, 'has a digest that nobody could verify, and that must be allowed (--allow-unverified)');
  assert.equal(find(judgeModels(machine(16 * gib), all, { ...auto, allowUnverified: true }), unverified).verdict, 'fits');
  const guessed = { ...q4, file: { ...q4.file, verified: { digest: 'own' as const, size: 'computed' as const } } };
  assert.equal(judgeModels(machine(16 * gib), catalogue(guessed), auto)[0]?.reason, 'has a size that nobody could verify, and that must be allowed (--allow-unverified)');
});

test('a purpose is kept to; a language brings in the multilingual models', () => {
  assert.equal(find(judgeModels(machine(16 * gib), all, auto), code).reason, 'is made for code, not for general use');
  assert.equal(find(judgeModels(machine(16 * gib), all, { ...auto, purpose: 'code' }), code).verdict, 'fits');
  const inGerman = judgeModels(machine(16 * gib), all, { ...auto, language: 'de-AT' });
  assert.equal(find(inGerman, german).verdict, 'fits');
  assert.equal(find(inGerman, q4).reason, 'is not known to be good at the language de-AT');
});

test('context: what was trained for when none is asked, refused when more is asked', () => {
  assert.equal(find(judgeModels(machine(16 * gib), all, auto), tiny).context, 2048);
  assert.equal(find(judgeModels(machine(16 * gib), all, auto), q4).context, 8192);
  assert.equal(find(judgeModels(machine(16 * gib), all, { ...auto, context: 4096 }), tiny).reason, 'was trained for 2048 tokens of context, 4096 are asked for');
});

test('a floor rejects only what was measured', () => {
  const floor = { ...auto, minTokensPerSecond: 50 };
  assert.equal(find(judgeModels(machine(16 * gib), all, floor), q4).verdict, 'fits');
  const { verdict, reason } = find(judgeModels(machine(16 * gib), all, floor, measurement(0.005)), q4);
  assert.equal(verdict, 'too-slow');
  assert.match(reason, /^would make about [\d.]+ tokens\/s, 50 are asked for$/);
});

test('a GPU of known memory takes all layers, and then the host needs little', () => {
  const candidate = find(judgeModels(machine(8 * gib, { accelerators: [gpu('0000:01:00.0')] }), all, auto), q5);
  assert.equal(candidate.gpuLayers, 33);
  assert.equal(candidate.verdict, 'fits');
  assert.match(candidate.reason, /^all layers on NVIDIA GeForce RTX 4090 in \d+\.\d GiB, and .* of 8\.0 GiB of memory/);
});

test('a smaller GPU takes as many layers as fit beside 1 GiB left free', () => {
  const small = gpu('0000:01:00.0', { name: 'GeForce GTX 1060', memory: { bytes: 4 * gib, source: 'made up' } });
  const { gpuLayers, need, reason } = find(judgeModels(machine(16 * gib, { accelerators: [small] }), all, auto), q4);
  assert.ok(gpuLayers > 1 && gpuLayers < 33, `${gpuLayers} layers`);
  assert.ok(need.gpu.weights + need.gpu.kv + need.gpu.compute <= 3 * gib);
  assert.ok(reason.startsWith(`${gpuLayers} of 33 layers on GeForce GTX 1060 in `), reason);
});

test('of a model split between GPU and CPU no speed is claimed, nor one of the CPU for what lies on the GPU', () => {
  const small = gpu('0000:01:00.0', { memory: { bytes: 4 * gib, source: 'made up' } });
  const both = { ...measurement(0.005), devices: [...measurement(0.005).devices, ...measurement(0.0005, 0.001, 'Vulkan0').devices] };
  assert.equal(find(judgeModels(machine(16 * gib, { accelerators: [small] }), all, auto, both), q4).prediction, undefined);
  const large = { accelerators: [gpu('0000:01:00.0')] };
  assert.equal(find(judgeModels(machine(16 * gib, large), all, auto, measurement(0.005)), q4).prediction, undefined);
  assert.equal(find(judgeModels(machine(16 * gib, large), all, auto, both), q4).prediction?.device, 'Vulkan0');
  assert.equal(find(judgeModels(machine(16 * gib), all, auto, both), q4).prediction?.device, 'cpu');
});
