import type { CatalogueModel, ModelShape } from '../../../shared/models/catalogue.ts';
import type { Measurement, SliceMeasurement } from '../../../shared/measure/measurement.ts';
import { weightsOf } from '../../../shared/measure/shape-weights.ts';

export const mistral: ModelShape = { architecture: 'llama', layers: 32, embedding: 4096, heads: 32, headsKv: 8, headDimension: 128, feedForward: 14336, vocabulary: 32768, context: 32768, tiedEmbedding: false };
export const tiny: ModelShape = { architecture: 'llama', layers: 22, embedding: 2048, heads: 32, headsKv: 4, headDimension: 64, feedForward: 5632, vocabulary: 32000, context: 2048, tiedEmbedding: false };

export type Measured = Pick<CatalogueModel, 'name' | 'parameters' | 'shape' | 'quantisation'>;
export const mistral7b: Measured = { name: 'Mistral 7B', parameters: 7.25e9, shape: mistral, quantisation: 'Q4_K_M' };
export const tinyLlama: Measured = { name: 'TinyLlama', parameters: 1.1e9, shape: tiny, quantisation: 'Q4_K_M' };

/** A machine that reads memory at one speed and multiplies at one: what it would measure. */
export interface IdealMachine { bytesPerSecond: number; elementsPerSecond: number }

export function idealSlice({ shape, quantisation }: Pick<Measured, 'shape' | 'quantisation'>, layers: number, { bytesPerSecond, elementsPerSecond }: IdealMachine): SliceMeasurement {
  const { layerBytes, outputBytes, promptElements } = weightsOf(shape, quantisation, layers);
  const same = (seconds: number): { least: number; median: number } => ({ least: seconds, median: seconds });
  return { shape, quantisation, layers, generation: same((layerBytes + outputBytes) / bytesPerSecond), prompt: same(promptElements / elementsPerSecond) };
}

export function measurementOf(slices: SliceMeasurement[], noise = 0.02, device = 'cpu'): Measurement {
  return { version: 1, takenAt: '2026-11-24T00:00:00.000Z', runtime: '0ad4a86', devices: [{ device, name: 'CPU', threads: 2, slices }], noise, findings: [], seconds: 20, peakBytes: 0 };
}
