import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chooseModel } from '../../../shared/choice/choose-model.ts';
import { auto, catalogue, code, german, gib, gpu, licensed, machine, measurement, q4, q5, tiny, unverified } from './fixtures.ts';

const all = catalogue(tiny, q4, q5, code, german, licensed, unverified);

test('measured: the best quality that is fast enough, explained in one sentence', () => {
  const { model, reason, prediction } = chooseModel(machine(16 * gib), all, auto, measurement(0.005));
  assert.equal(model?.id, q5.id);
  assert.ok(prediction);
  assert.match(reason, /^Mistral 7B Q5_K_M: needs \d+(\.\d)? of 16 GiB, about [\d.]+ tokens\/s/);
});

test('where the better quantisation would swap, it is said so', () => {
  const { model, reason } = chooseModel(machine(6 * gib), catalogue(tiny, q4, q5), auto, measurement(0.005));
  assert.equal(model?.id, q4.id);
  assert.match(reason, /^Mistral 7B Q4_K_M: needs \d\.\d of 6\.0 GiB, about [\d.]+ tokens\/s; Q5_K_M would swap$/);
});

test('a ceiling is not called swapping', () => {
  assert.match(chooseModel(machine(64 * gib), all, { ...auto, maxDisk: 5e9 }, measurement(0.005)).reason, /; Q5_K_M is larger than allowed$/);
});

test('a weak machine gets a smaller one', () => {
  assert.equal(chooseModel(machine(3 * gib), all, auto).model?.id, tiny.id);
  const slow = chooseModel(machine(16 * gib), all, auto, measurement(0.02));
  assert.equal(slow.model?.id, tiny.id);
  assert.match(slow.reason, /; Mistral 7B Q4_K_M would make only 1\.\d tokens\/s$/);
});

test('where none is fast, the fastest is taken and it is said', () => {
  const { model, reason } = chooseModel(machine(16 * gib), all, auto, measurement(0.5));
  assert.equal(model?.id, tiny.id);
  assert.match(reason, /none that fits is faster/);
});

test('not measured: nothing on the CPU that is larger than the default one, and it is said', () => {
  const { model, reason } = chooseModel(machine(64 * gib), all, auto);
  assert.equal(model?.id, q4.id);
  assert.match(reason, /; its speed was not measured$/);
  assert.match(chooseModel(machine(64 * gib), all, { ...auto, minTokensPerSecond: 8 }).reason, /; whether it reaches 8 tokens\/s was not measured$/);
});

test('not measured, but all of it on a GPU: the best quality', () => {
  assert.equal(chooseModel(machine(64 * gib, { accelerators: [gpu('0000:01:00.0')] }), all, auto).model?.id, q5.id);
});

test('of equals the default one', () => {
  const twin = { ...q4, id: 'a-twin', name: 'Twin' };
  assert.equal(chooseModel(machine(16 * gib), catalogue(twin, q4), auto).model?.id, q4.id);
  assert.equal(chooseModel(machine(16 * gib), catalogue(q4, twin), auto).model?.id, q4.id);
});

test('a floor that nothing reaches is refused with the fastest', () => {
  const { model, refusal } = chooseModel(machine(16 * gib), all, { ...auto, minTokensPerSecond: 500 }, measurement(0.005));
  assert.equal(model, undefined);
  assert.equal(refusal?.code, 'no-model-fast-enough');
  assert.equal(refusal?.path, 'cognos.ai.min_tokens_per_second');
  assert.match(refusal.message, /^no model makes 500 tokens\/s on this machine; the fastest that fits is Tiny 1B Q4_K_M with about \d+$/);
});

test('where nothing fits, none is chosen, with the nearest; that is no refusal', () => {
  const choice = chooseModel(machine(gib), all, auto);
  assert.match(choice.reason, /^no model of the catalogue fits: even Tiny 1B Q4_K_M needs .* and there are 1\.0 GiB: it would swap$/);
  assert.equal(choice.model ?? choice.refusal ?? choice.agent, undefined);
});

test('where only a licence is in the way, that is said', () => {
  assert.match(chooseModel(machine(128 * gib), catalogue(licensed), auto).reason, /^no model that fits is free to use as asked: Llama 70B Q4_K_M comes under the Llama 2 Community License/);
});

test('where the catalogue has nothing of the kind, that is said', () => {
  assert.equal(chooseModel(machine(16 * gib), catalogue(q4), { ...auto, purpose: 'legal', language: 'fr' }).reason, 'no model of the catalogue is made for what was asked (legal, fr)');
});

test('none is none', () => {
  assert.deepEqual(chooseModel(machine(16 * gib), all, { ...auto, model: 'none' }), { reason: 'no model was asked for' });
});

test('an id is taken whatever it was made for', () => {
  const { model, reason } = chooseModel(machine(16 * gib), all, { ...auto, model: code.id });
  assert.equal(model?.id, code.id);
  assert.equal(reason, 'Code 7B Q4_K_M: asked for by name, is made for code, not for general use; its speed was not measured');
});

test('an id nobody knows: the nearest ones', () => {
  const refusal = (written: string): string | undefined => chooseModel(machine(16 * gib), all, { ...auto, model: written }).refusal?.message;
  assert.equal(refusal('mistral'), '"mistral" is no model of the catalogue; the nearest are mistral-7b-q4, mistral-7b-q5, tiny-1b-q4');
  assert.match(refusal('tinny-1b-q4') ?? '', /the nearest are tiny-1b-q4, /);
});

test('an id that is too big, under a licence, not verified or with too much context is refused', () => {
  const refused = (model: string, changes = {}, memory = 16 * gib): [string?, string?] => {
    const { refusal } = chooseModel(machine(memory), all, { ...auto, model, ...changes });
    return [refusal?.code, refusal?.message];
  };
  assert.match(refused(licensed.id)[1] ?? '', /^Llama 70B Q4_K_M needs .* it would swap; the largest that would fit is .* \(.*\)$/);
  assert.equal(refused(q4.id, {}, gib)[1]?.endsWith('no model of the catalogue would fit'), true);
  assert.deepEqual(refused(licensed.id, { }, 128 * gib), ['licence-not-accepted', 'Llama 70B Q4_K_M comes under the Llama 2 Community License, which must be accepted (--accept-licence llama2); read it at https://ai.meta.com/llama/license/']);
  assert.equal(refused(unverified.id)[0], 'model-unverified');
  assert.equal(refused(tiny.id, { context: 8192 })[0], 'context-too-long');
});

test('whoever asks by id for a slow one gets it, with a word about the floor', () => {
  const { model, reason } = chooseModel(machine(16 * gib), all, { ...auto, model: q4.id, minTokensPerSecond: 500 }, measurement(0.005));
  assert.equal(model?.id, q4.id);
  assert.match(reason, /^Mistral 7B Q4_K_M: asked for by name, would make about [\d.]+ tokens\/s, 500 are asked for$/);
});

test('any machine: what is chosen fits it, and more memory never chooses worse', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 50 }), fc.boolean(), (size, more, isMeasured) => {
    const measured = isMeasured ? measurement(0.003) : undefined;
    const [less, greater] = [size, size + more].map((each) => chooseModel(machine(each * gib), all, auto, measured));
    assert.ok((less?.need?.total ?? 0) <= size * gib);
    assert.ok((greater?.model?.quality ?? 0) >= (less?.model?.quality ?? 0));
  }), { numRuns: 200 });
});
