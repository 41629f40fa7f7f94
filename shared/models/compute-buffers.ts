/**
 * Scratch memory of llama.cpp's graphs at a full micro batch. Its graph allocator decides, so these are the tensors alive
 * at once in each phase of a layer, fitted to what llama-fit-params of v0.5.0 reports (test/unit/models/fit.test.ts).
 */
import type { ModelShape } from './catalogue.ts';

/** Bytes of the parts that a phase holds, one micro batch of f32 each but for the cache and its mask (f16). */
interface Parts { wide: number; feedForward: number; logits: number; mask: number; layerCache: number }

function partsOf({ embedding, feedForward, vocabulary, headsKv, headDimension }: ModelShape, context: number, microBatch: number): Parts {
  const row = microBatch * 4;
  return {
    wide: embedding * row, feedForward: feedForward * row, logits: vocabulary * row,
    mask: context * microBatch * 2,
    layerCache: context * headsKv * headDimension * 4,
  };
}

export function cpuCompute(shape: ModelShape, context: number, microBatch: number): number {
  const { wide, feedForward, logits, mask } = partsOf(shape, context, microBatch);
  return Math.max(3 * feedForward + 4 * wide + mask, logits + 2 * wide);
}

/** The processor's part when layers are on a GPU: the embedded tokens and the mask on their way there. */
export function hostCompute(shape: ModelShape, context: number, microBatch: number): number {
  const { wide, mask } = partsOf(shape, context, microBatch);
  return 2 * wide + mask;
}

/**
 * @param visiting bytes of the largest matrix among the layers left in host memory; 0 when none is. The GPU computes
 *   prompts for those layers too, on a copy of each matrix and of the layer's cache.
 */
export function gpuCompute(shape: ModelShape, context: number, microBatch: number, visiting: number): number {
  const { wide, feedForward, logits, mask, layerCache } = partsOf(shape, context, microBatch);
  const output = logits + 2 * wide;
  if (visiting === 0) return Math.max(2 * feedForward + 5.5 * wide + mask, output);
  return Math.max(visiting + 2 * feedForward + 2 * wide + mask, layerCache + mask + 3 * wide, output);
}
