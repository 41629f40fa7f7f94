/**
 * Measured slices -> how fast a whole model will run. Pure. The same shape: t = fixed + layers × cost of one. Another
 * one: generation by the bytes read per token, the prompt by its multiplications, at the rates of the shapes nearest
 * in size, with a wider range. Says nothing of whether the model fits into memory.
 */
import type { CatalogueModel } from '../models/catalogue.ts';
import type { DeviceMeasurement, Measurement, Prediction, Range } from './measurement.ts';
import { separateCosts, type ShapeCosts } from './separate-costs.ts';
import { weightsOf, type Weights } from './shape-weights.ts';

type Priced = Pick<CatalogueModel, 'shape' | 'quantisation'>;

/** Half-widths as fractions: of the method itself, of a single short run, of going to another shape, to another quantisation. */
const methodError = 0.1;
const roughError = 0.25;
const shapeError = 0.15;
const quantisationError = 0.1;
const firstTokenPrompt = 512;

/** On the device that generates fastest; undefined when nothing was measured. */
export function predict(measurement: Measurement, model: Priced): Prediction | undefined {
  return measurement.devices
    .flatMap((device) => predictOn(device, measurement.noise, model) ?? [])
    .sort((a, b) => b.generation.likely - a.generation.likely)[0];
}

export function predictOn(device: DeviceMeasurement, noise: number, model: Priced): Prediction | undefined {
  const costs = separateCosts(device);
  if (costs.length === 0) return undefined;
  const weights = weightsOf(model.shape, model.quantisation);
  const own = costs.find(({ shape, quantisation }) => quantisation === model.quantisation && isSameShape(shape, model.shape));
  const used = own ? [own] : costs;
  const { generation, prompt } = secondsPerToken(used, weights);
  const isKnownType = costs.some(({ quantisation }) => quantisation === model.quantisation);
  const margin = methodError + noise + (used.some(({ isRough }) => isRough) ? roughError : 0) + (own ? 0 : shapeError + (isKnownType ? 0 : quantisationError));
  return {
    device: device.device,
    generation: rangeAround(1 / generation, margin),
    prompt: rangeAround(1 / prompt, margin),
    firstToken: rangeAround(firstTokenPrompt * prompt + generation, margin),
    basis: own ? 'measured' : 'scaled',
  };
}

/** Rates of several shapes are mixed by how near each is, in the logarithm of a layer's size. */
function secondsPerToken(costs: readonly ShapeCosts[], weights: Weights): { generation: number; prompt: number } {
  const shares = costs.map((cost) => 1 / (0.01 + Math.abs(Math.log(cost.weights.layerBytes / weights.layerBytes))));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const mix = (pick: (cost: ShapeCosts) => number): number => costs.reduce((sum, cost, index) => sum + pick(cost) * (shares[index] ?? 0), 0) / total;
  return {
    generation: mix(({ generation }) => generation.rate) * weights.layerBytes
      + mix(({ generation, weights: { outputBytes } }) => generation.fixed / outputBytes) * weights.outputBytes,
    prompt: mix(({ prompt }) => prompt.rate) * weights.promptElements + mix(({ prompt }) => prompt.fixed),
  };
}

/** Trained context and vocabulary do not change what a layer costs; the output matrix is scaled by its bytes. */
function isSameShape(one: CatalogueModel['shape'], other: CatalogueModel['shape']): boolean {
  return JSON.stringify({ ...one, context: 0, vocabulary: 0 }) === JSON.stringify({ ...other, context: 0, vocabulary: 0 });
}

function rangeAround(likely: number, margin: number): Range {
  return { low: likely / (1 + margin), likely, high: likely * (1 + margin) };
}
