import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fitLine } from '../../../shared/measure/separate-costs.ts';
import { predict } from '../../../shared/measure/predict.ts';
import { weightsOf } from '../../../shared/measure/shape-weights.ts';
import { idealSlice, measurementOf, mistral, mistral7b, tinyLlama, type IdealMachine } from './shapes.ts';

const machine: IdealMachine = { bytesPerSecond: 30e9, elementsPerSecond: 100e9 };
const machines = fc.record({ bytesPerSecond: fc.double({ min: 1e9, max: 3e12, noNaN: true }), elementsPerSecond: fc.double({ min: 1e9, max: 1e14, noNaN: true }) });
const near = (actual: number | undefined, expected: number, share: number): void => {
  assert.ok(actual !== undefined && Math.abs(actual / expected - 1) < share, `${actual} is not ${expected}`);
};

test('the whole of a measured shape: what layers cost and what comes once', () => {
  const prediction = predict(measurementOf([idealSlice(mistral7b, 2, machine), idealSlice(mistral7b, 8, machine)]), mistral7b);
  const { layerBytes, outputBytes, promptElements } = weightsOf(mistral, 'Q4_K_M');
  near(prediction?.generation.likely, 30e9 / (layerBytes + outputBytes), 1e-9);
  near(prediction?.prompt.likely, 100e9 / promptElements, 1e-9);
  near(prediction?.firstToken.likely, 512 * promptElements / 100e9 + (layerBytes + outputBytes) / 30e9, 1e-9);
  assert.equal(prediction?.basis, 'measured');
});

test('the bytes of Mistral 7B Q4_K_M are those of the published file', () => {
  const { layerBytes, outputBytes } = weightsOf(mistral, 'Q4_K_M');
  // 4 372 054 016 bytes of tensors, less the embedding (Q4_K) and the norm of the output.
  assert.equal(layerBytes + outputBytes, 4_372_054_016 - 4096 * 32768 / 256 * 144 - 4096 * 4);
});

test('another shape and another quantisation are scaled, and said to be', () => {
  const measurement = measurementOf([idealSlice(mistral7b, 2, machine), idealSlice(mistral7b, 8, machine)]);
  const other = predict(measurement, tinyLlama);
  const exact = predict(measurementOf([idealSlice(tinyLlama, 2, machine), idealSlice(tinyLlama, 8, machine)]), tinyLlama);
  near(other?.generation.likely, exact?.generation.likely ?? 0, 1e-6);
  near(other?.prompt.likely, exact?.prompt.likely ?? 0, 1e-6);
  assert.equal(other?.basis, 'scaled');
  const width = (range = { low: 1, likely: 1, high: 1 }): number => range.high / range.low;
  assert.ok(width(other?.generation) > width(exact?.generation));
  assert.ok(width(predict(measurement, { ...tinyLlama, quantisation: 'Q8_0' })?.generation) > width(other?.generation));
});

test('trained context and vocabulary make no other shape', () => {
  const measurement = measurementOf([idealSlice(mistral7b, 2, machine), idealSlice(mistral7b, 8, machine)]);
  assert.equal(predict(measurement, { ...mistral7b, shape: { ...mistral, context: 4096, vocabulary: 32000 } })?.basis, 'measured');
});

test('between two measured shapes the nearer one counts more', () => {
  const slow = { ...machine, bytesPerSecond: 10e9 };
  const measurement = measurementOf([...[2, 8].map((layers) => idealSlice(mistral7b, layers, machine)), ...[2, 8].map((layers) => idealSlice(tinyLlama, layers, slow))]);
  const rate = (quantisation: 'Q4_0' | 'Q8_0', model = mistral7b): number => {
    const { layerBytes, outputBytes } = weightsOf(model.shape, quantisation);
    return (layerBytes + outputBytes) * (predict(measurement, { ...model, quantisation })?.generation.likely ?? 0);
  };
  assert.ok(rate('Q4_0') > 20e9 && rate('Q4_0', tinyLlama) < 12e9, `${rate('Q4_0')} and ${rate('Q4_0', tinyLlama)}`);
});

test('the fastest device is the answer', () => {
  const slow = measurementOf([idealSlice(mistral7b, 2, machine)]);
  const fast = measurementOf([idealSlice(mistral7b, 2, { bytesPerSecond: 900e9, elementsPerSecond: 5e12 })], 0.02, 'Vulkan0');
  assert.equal(predict({ ...slow, devices: [...slow.devices, ...fast.devices] }, mistral7b)?.device, 'Vulkan0');
});

test('nothing measured, nothing predicted', () => {
  assert.equal(predict(measurementOf([]), mistral7b), undefined);
  assert.equal(predict({ ...measurementOf([]), devices: [] }, mistral7b), undefined);
});

test('more layers are never faster', () => {
  fc.assert(fc.property(machines, fc.integer({ min: 1, max: 200 }), fc.double({ min: 0.5, max: 2, noNaN: true }), (ideal, layers, skew) => {
    const large = idealSlice(mistral7b, 8, ideal);
    // A busy moment on one of the slices.
    large.generation.median *= skew;
    large.prompt.median *= skew;
    const measurement = measurementOf([idealSlice(mistral7b, 2, ideal), large]);
    const at = (count: number) => predict(measurement, { ...mistral7b, shape: { ...mistral, layers: count } });
    const [fewer, more] = [at(layers), at(layers + 1)];
    assert.ok(fewer && more && more.prompt.likely < fewer.prompt.likely && more.firstToken.likely > fewer.firstToken.likely);
    // The mix of types gives now and then fewer bits to a layer than before: as many bytes more are the rule.
    if (weightsOf({ ...mistral, layers: layers + 1 }, 'Q4_K_M').layerBytes > weightsOf({ ...mistral, layers }, 'Q4_K_M').layerBytes) assert.ok(more.generation.likely < fewer.generation.likely);
  }));
});

test('whatever is measured, the range is positive and holds the likely figure', () => {
  const seconds = fc.double({ min: 1e-6, max: 100, noNaN: true });
  const times = fc.record({ least: seconds, median: seconds });
  const slices = fc.array(fc.record({ layers: fc.constantFrom(2, 4, 8, 10), prompt: times, generation: times, model: fc.constantFrom(mistral7b, tinyLlama) }), { minLength: 1, maxLength: 6 });
  fc.assert(fc.property(slices, fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(mistral7b, tinyLlama), fc.constantFrom('Q4_0', 'Q4_K_M', 'Q5_K_M', 'Q8_0'), (measured, noise, model, quantisation) => {
    const measurement = measurementOf(measured.map(({ model: { shape, quantisation: own }, ...rest }) => ({ shape, quantisation: own, ...rest })), noise);
    const prediction = predict(measurement, { ...model, quantisation });
    for (const range of [prediction?.generation, prediction?.prompt, prediction?.firstToken]) {
      assert.ok(range && range.low > 0 && range.low < range.likely && range.likely < range.high && Number.isFinite(range.high), JSON.stringify(range));
    }
  }));
});

test('the fixed part is what two slices say of it, within bounds', () => {
  const fifth = (): { least: number; likely: number; most: number } => ({ least: 0.16, likely: 0.2, most: 0.25 });
  assert.deepEqual(fitLine([{ work: 2, seconds: 3 }, { work: 4, seconds: 5 }], fifth), { rate: 1, fixed: 1 });
  // The same slice twice says nothing of it.
  assert.deepEqual(fitLine([{ work: 4, seconds: 5 }, { work: 4, seconds: 5 }], fifth), { rate: 1, fixed: 1 });
  // Slower with less: a busy moment.
  assert.deepEqual(fitLine([{ work: 2, seconds: 9 }, { work: 4, seconds: 5 }], fifth), { rate: 3.75 / 4, fixed: 1.25 });
  // Nothing left for the output matrix.
  assert.deepEqual(fitLine([{ work: 2, seconds: 1 }, { work: 4, seconds: 5 }], fifth), { rate: 4.2 / 4, fixed: 0.8 });
  assert.deepEqual(fitLine([{ work: 4, seconds: 5 }], fifth), { rate: 1, fixed: 1 });
});

test('slices measured on a quiet machine, the whole model measured after them', () => {
  // Mistral 7B Q4_K_M on two Zen 4 cores, 2026-11-24, llama.cpp 0ad4a86, prompts of 64 tokens: seconds per token.
  const slice = (layers: number, prompt: number, generation: number) => ({ ...idealSlice(mistral7b, layers, machine), prompt: { least: prompt, median: prompt }, generation: { least: generation, median: generation } });
  const prediction = predict(measurementOf([slice(2, 0.119845 / 64, 0.15168 / 16), slice(8, 0.84624 / 64, 0.48134 / 16)]), mistral7b);
  near(prediction?.prompt.likely, 64 / 3.44573, 0.1);
  // The memory of that machine was a sixth slower a minute later, for slices too.
  near(prediction?.generation.likely, 16 / 2.11143, 0.2);
});
