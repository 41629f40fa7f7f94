/** What a model needs where: weights, cache and scratch buffers as llama.cpp v0.5.0 allots them. Pure. */
import type { CatalogueModel, ModelShape } from './catalogue.ts';
import { cpuCompute, gpuCompute, hostCompute } from './compute-buffers.ts';
import { describeGguf, type GgufTensor } from './gguf/write-gguf.ts';
import type { FitRequest, MemoryNeed } from './memory-need.ts';

/** A Debian server at rest (about 200 MiB) and what llama-server holds besides its model: vocabulary, slots, code. */
const reserve = 512 * 1024 ** 2;
/** Cells of the key-value cache come in multiples of this. */
const cacheStep = 256;
/** Bytes of a key and a value in f16. */
const keyAndValue = 4;
/** Gemma 3: five layers with a sliding window, then one without. */
const gemmaPattern = 6;

/**
 * `gpuLayers` is llama.cpp's `--n-gpu-layers`: the first is the output layer, then layers from the last to the first, so a
 * whole model takes layers + 1. The token embedding always stays in host memory.
 */
export function needOf({ shape, quantisation }: Pick<CatalogueModel, 'shape' | 'quantisation'>, { context, gpuLayers, microBatch = 512 }: FitRequest): MemoryNeed {
  const { tensors } = describeGguf(shape, quantisation, { name: '', vocabulary: 'none' });
  const firstOnGpu = gpuLayers > 0 ? Math.max(0, shape.layers + 1 - gpuLayers) : shape.layers + 1;
  const cells = align(context);
  const onGpu = gpuLayers > 0;
  const left = tensors.filter((tensor) => layerOf(tensor, shape) < firstOnGpu && layerOf(tensor, shape) >= 0);
  const batch = Math.min(microBatch, cells);
  const host = {
    weights: sum(left) + sum(tensors.filter(({ name }) => name === embedding)),
    kv: cacheBytes(shape, cells, batch, 0, Math.min(firstOnGpu, shape.layers)),
    compute: onGpu ? hostCompute(shape, cells, batch) : cpuCompute(shape, cells, batch),
  };
  const gpu = {
    weights: onGpu ? sum(tensors.filter((tensor) => layerOf(tensor, shape) >= firstOnGpu)) + tiedOutput(tensors, shape) : 0,
    kv: cacheBytes(shape, cells, batch, firstOnGpu, shape.layers),
    compute: onGpu ? gpuCompute(shape, cells, batch, Math.max(0, ...left.map(({ bytes }) => bytes))) : 0,
  };
  const [weights, kv, compute] = [host.weights + gpu.weights, host.kv + gpu.kv, host.compute + gpu.compute];
  return { weights, kv, compute, reserve, total: weights + kv + compute + reserve, host, gpu };
}

const embedding = 'token_embd.weight';

/** The output counts as the layer after the last; -1 for the token embedding. */
function layerOf({ name }: GgufTensor, { layers }: ModelShape): number {
  if (name === embedding) return -1;
  return Number(/^blk\.(\d+)\./.exec(name)?.[1] ?? layers);
}

/** Where output and embedding are one tensor, the GPU gets a copy. */
function tiedOutput(tensors: GgufTensor[], { tiedEmbedding }: ModelShape): number {
  return tiedEmbedding ? sum(tensors.filter(({ name }) => name === embedding)) : 0;
}

function cacheBytes(shape: ModelShape, cells: number, batch: number, from: number, to: number): number {
  const { architecture, slidingWindow, headsKv, headDimension } = shape;
  // llama.cpp ignores the window of Mistral 7B v0.1, whose architecture is "llama".
  const window = architecture === 'gemma3' && slidingWindow ? Math.min(cells, align(slidingWindow + batch)) : cells;
  let all = 0;
  for (let layer = from; layer < to; layer += 1) all += layer % gemmaPattern === gemmaPattern - 1 ? cells : window;
  return all * headsKv * headDimension * keyAndValue;
}

const align = (cells: number): number => Math.ceil(cells / cacheStep) * cacheStep;
const sum = (tensors: readonly GgufTensor[]): number => tensors.reduce((total, { bytes }) => total + bytes, 0);
