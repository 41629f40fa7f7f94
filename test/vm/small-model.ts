/** A model file of a megabyte with random weights: llama.cpp loads and runs it like any other, what it says means nothing. */
import { Buffer } from 'node:buffer';
import { sliceChunks } from '../../shared/measure/write-slice.ts';

const shape = { architecture: 'llama', layers: 2, embedding: 256, heads: 4, headsKv: 2, headDimension: 64, feedForward: 512, vocabulary: 512, context: 2048, tiedEmbedding: false };

export function makeSmallModel(): Uint8Array {
  return Buffer.concat([...sliceChunks({ shape, quantisation: 'Q8_0', layers: shape.layers })]);
}
