/** What a model needs where: weights, cache and scratch buffers as llama.cpp v0.5.0 allots them. Pure. */
import type { CatalogueModel, ModelShape } from './catalogue.ts';
import { cpuCompute, gpuCompute, hostCompute } from './compute-buffers.ts';
import { tensorTypeOf } from './gguf/mixing-rules.ts';
import { modelTensors } from './gguf/model-tensors.ts';
import { tensorBytes } from './gguf/tensor-type.ts';
import type { FitRequest, MemoryNeed } from './memory-need.ts';

/** A Debian server at rest (about 200 MiB) and what llama-server holds besides its model: vocabulary, slots, code. */
const reserve = 512 * 1024 ** 2;
/** Cells of the key-value cache come in multiples of this. */
const cacheStep = 256;
/** Bytes of a key and a value in f16. */
const keyAndValue = 4;
/** Gemma 3: five layers with a sliding window, then one without. */
const gemmaPattern = 6;

export type Shaped = Pick<CatalogueModel, 'shape' | 'quantisation'>;

/**
 * `gpuLayers` is llama.cpp's `--n-gpu-layers`: the first is the output layer, then layers from the last to the first, so a
 * whole model takes layers + 1. The token embedding always stays in host memory.
 */
export function needOf(model: Shaped, { context, gpuLayers, microBatch = 512 }: FitRequest): MemoryNeed {
  const { shape } = model;
  const { embedding, blocks } = partsOf(model);
  const firstOnGpu = gpuLayers > 0 ? Math.max(0, shape.layers + 1 - gpuLayers) : shape.layers + 1;
  const cells = align(context);
  const onGpu = gpuLayers > 0;
  const left = blocks.slice(0, firstOnGpu);
  const batch = Math.min(microBatch, cells);
  const host = {
    weights: sum(left) + embedding,
    kv: cacheBytes(shape, cells, batch, 0, Math.min(firstOnGpu, shape.layers)),
    compute: onGpu ? hostCompute(shape, cells, batch) : cpuCompute(shape, cells, batch),
  };
  const gpu = {
    // Where output and embedding are one tensor, the GPU gets a copy.
    weights: onGpu ? sum(blocks.slice(firstOnGpu)) + (shape.tiedEmbedding ? embedding : 0) : 0,
    kv: cacheBytes(shape, cells, batch, firstOnGpu, shape.layers),
    compute: onGpu ? gpuCompute(shape, cells, batch, Math.max(0, ...left.map(({ largest }) => largest))) : 0,
  };
  const [weights, kv, compute] = [host.weights + gpu.weights, host.kv + gpu.kv, host.compute + gpu.compute];
  return { weights, kv, compute, reserve, total: weights + kv + compute + reserve, host, gpu };
}

/** Bytes of a layer's tensors, and of the largest of them. */
interface Block { bytes: number; largest: number }
/** `blocks` has the output as the layer after the last. */
interface Parts { embedding: number; blocks: Block[] }

/** A plan asks for every model of the catalogue, and for many splits of each. */
const known = new WeakMap<Shaped, Parts>();

function partsOf(model: Shaped): Parts {
  const parts = known.get(model) ?? addUp(model);
  known.set(model, parts);
  return parts;
}

function addUp({ shape, quantisation }: Shaped): Parts {
  const { layers } = shape;
  const parts: Parts = { embedding: 0, blocks: Array.from({ length: layers + 1 }, () => ({ bytes: 0, largest: 0 })) };
  for (const tensor of modelTensors(shape, layers)) {
    const bytes = tensorBytes(tensorTypeOf(tensor, shape, quantisation, layers), tensor.dims);
    const block = parts.blocks[tensor.layer ?? layers];
    if (tensor.role === 'token-embedding') parts.embedding = bytes;
    else if (block) {
      block.bytes += bytes;
      block.largest = Math.max(block.largest, bytes);
    }
  }
  return parts;
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
const sum = (blocks: readonly Block[]): number => blocks.reduce((total, { bytes }) => total + bytes, 0);
