/** What a model's speed hangs on: how many bytes of weights a token reads, and how many multiplications it costs. */
import type { ModelShape, Quantisation } from '../models/catalogue.ts';
import { describeGguf } from '../models/gguf/write-gguf.ts';

export interface Weights {
  /** All layers together. */
  layerBytes: number;
  layerElements: number;
  /** The output matrix, read whole for every token; the embedding is read by the row. */
  outputBytes: number;
}

export function weightsOf(shape: ModelShape, quantisation: Quantisation, layers = shape.layers): Weights {
  const { tensors } = describeGguf(shape, quantisation, { name: '', layers, vocabulary: 'none' });
  const inLayers = tensors.filter(({ name }) => name.startsWith('blk.'));
  const output = tensors.find(({ name }) => name === 'output.weight') ?? tensors.find(({ name }) => name === 'token_embd.weight');
  return {
    layerBytes: inLayers.reduce((sum, { bytes }) => sum + bytes, 0),
    layerElements: inLayers.reduce((sum, { dims }) => sum + dims.reduce((product, each) => product * each, 1), 0),
    outputBytes: output?.bytes ?? 0,
  };
}
