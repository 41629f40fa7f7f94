/** What a model's speed hangs on: how many bytes of weights a token reads, and how many multiplications it costs. */
import type { ModelShape, Quantisation } from '../models/catalogue.ts';
import { describeGguf } from '../models/gguf/write-gguf.ts';

export interface Weights {
  /** All layers together. */
  layerBytes: number;
  /**
   * Multiplied for every token of a prompt. Of the last layer without the feed-forward matrices, which llama.cpp runs
   * for the last token only (`inp_out_ids` in src/models/): a layer less in two, nothing to speak of in 32.
   */
  promptElements: number;
  /** The output matrix, read whole for every token; the embedding is read by the row. */
  outputBytes: number;
}

export function weightsOf(shape: ModelShape, quantisation: Quantisation, layers = shape.layers): Weights {
  const { tensors } = describeGguf(shape, quantisation, { name: '', layers, vocabulary: 'none' });
  const inLayers = tensors.filter(({ name }) => name.startsWith('blk.'));
  const output = tensors.find(({ name }) => name === 'output.weight') ?? tensors.find(({ name }) => name === 'token_embd.weight');
  return {
    layerBytes: inLayers.reduce((sum, { bytes }) => sum + bytes, 0),
    promptElements: elementsOf(inLayers.filter(({ name }) => !name.startsWith(`blk.${layers - 1}.ffn_`))),
    outputBytes: output?.bytes ?? 0,
  };
}

function elementsOf(tensors: readonly { dims: number[] }[]): number {
  return tensors.reduce((sum, { dims }) => sum + dims.reduce((product, each) => product * each, 1), 0);
}
