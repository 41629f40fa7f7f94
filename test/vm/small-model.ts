/** A model file of a megabyte with random weights: llama.cpp loads and runs it like any other, what it says means nothing. */
import { Buffer } from 'node:buffer';
import { tensorChunks } from '../../shared/models/gguf/random-tensors.ts';
import { describeGguf, headerBytes } from '../../shared/models/gguf/write-gguf.ts';

const shape = { architecture: 'llama', layers: 2, embedding: 256, heads: 4, headsKv: 2, headDimension: 64, feedForward: 512, vocabulary: 512, context: 2048, tiedEmbedding: false };

export function makeSmallModel(): Uint8Array {
  const description = describeGguf(shape, 'Q8_0', { name: 'random', vocabulary: 'full' });
  const data = Buffer.alloc(description.dataBytes);
  for (const [index, tensor] of description.tensors.entries()) {
    let at = tensor.offset;
    for (const chunk of tensorChunks(tensor, index + 1)) {
      data.set(chunk, at);
      at += chunk.length;
    }
  }
  return Buffer.concat([headerBytes(description), data]);
}
