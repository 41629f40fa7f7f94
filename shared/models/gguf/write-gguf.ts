/** A model file described from its shape: the header, and where each tensor lies. The weights are random-tensors.ts. */
import type { ModelShape, Quantisation } from '../catalogue.ts';
import { align, encodeHeader, type GgufKey, type GgufTensor } from './encode-gguf.ts';
import { tensorTypeOf } from './mixing-rules.ts';
import { modelTensors } from './model-tensors.ts';
import { tensorBytes } from './tensor-type.ts';
import { makeVocabulary } from './vocabulary.ts';

export type { GgufTensor } from './encode-gguf.ts';

export interface GgufOptions {
  name: string;
  /** Fewer than the shape's for a slice of the model. */
  layers?: number;
  /**
   * `none`: only for figures from the header, generation aborts llama.cpp. `tiny`: 512 tokens, so that embedding and
   * output cost nothing. `full`: as many as the shape says.
   */
  vocabulary: 'none' | 'tiny' | 'full';
}

export interface GgufDescription {
  keys: GgufKey[];
  tensors: GgufTensor[];
  /** Bytes of all tensors with the padding between them: what follows the header. */
  dataBytes: number;
}

const tinyVocabulary = 512;
/** llama.h's llama_ftype. */
const fileTypes: Record<Quantisation, number> = { Q4_0: 2, Q8_0: 7, Q4_K_M: 15, Q5_K_M: 17 };

export function describeGguf(whole: ModelShape, quantisation: Quantisation, options: GgufOptions): GgufDescription {
  const shape = options.vocabulary === 'tiny' ? { ...whole, vocabulary: tinyVocabulary } : whole;
  const layers = options.layers ?? shape.layers;
  let end = 0;
  const tensors = modelTensors(shape, layers).map((tensor): GgufTensor => {
    const type = tensorTypeOf(tensor, shape, quantisation, layers);
    const bytes = tensorBytes(type, tensor.dims);
    const offset = end;
    end = align(offset + bytes);
    return { name: tensor.name, type, dims: tensor.dims, offset, bytes };
  });
  const keys = [...modelKeys(shape, layers, options.name, quantisation), ...vocabularyKeys(shape, options.vocabulary)];
  return { keys, tensors, dataBytes: end };
}

/** Padded: the tensor data begins where it ends. */
export function headerBytes({ keys, tensors }: GgufDescription): Uint8Array {
  return encodeHeader(keys, tensors);
}

function modelKeys(shape: ModelShape, layers: number, name: string, quantisation: Quantisation): GgufKey[] {
  const { architecture } = shape;
  const u32 = (key: string, value: number): GgufKey => ({ key: `${architecture}.${key}`, value: { type: 'u32', value } });
  return [
    { key: 'general.architecture', value: { type: 'string', value: architecture } },
    { key: 'general.name', value: { type: 'string', value: name } },
    { key: 'general.file_type', value: { type: 'u32', value: fileTypes[quantisation] } },
    u32('context_length', shape.context),
    u32('embedding_length', shape.embedding),
    u32('block_count', layers),
    u32('feed_forward_length', shape.feedForward),
    u32('attention.head_count', shape.heads),
    u32('attention.head_count_kv', shape.headsKv),
    u32('attention.key_length', shape.headDimension),
    u32('attention.value_length', shape.headDimension),
    u32('rope.dimension_count', shape.headDimension),
    u32('vocab_size', shape.vocabulary),
    ...shape.slidingWindow === undefined ? [] : [u32('attention.sliding_window', shape.slidingWindow)],
    { key: `${architecture}.attention.layer_norm_rms_epsilon`, value: { type: 'f32', value: architecture === 'llama' ? 1e-5 : 1e-6 } },
  ];
}

function vocabularyKeys({ vocabulary }: ModelShape, kind: GgufOptions['vocabulary']): GgufKey[] {
  if (kind === 'none') return [{ key: 'tokenizer.ggml.model', value: { type: 'string', value: 'none' } }];
  const { tokens, types, scores } = makeVocabulary(vocabulary);
  return [
    { key: 'tokenizer.ggml.model', value: { type: 'string', value: 'llama' } },
    { key: 'tokenizer.ggml.tokens', value: { type: 'array', of: 'string', value: tokens } },
    { key: 'tokenizer.ggml.scores', value: { type: 'array', of: 'f32', value: scores } },
    { key: 'tokenizer.ggml.token_type', value: { type: 'array', of: 'i32', value: types } },
    { key: 'tokenizer.ggml.bos_token_id', value: { type: 'u32', value: 1 } },
    { key: 'tokenizer.ggml.eos_token_id', value: { type: 'u32', value: 2 } },
    { key: 'tokenizer.ggml.unknown_token_id', value: { type: 'u32', value: 0 } },
  ];
}
