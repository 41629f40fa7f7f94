/** The tensors that llama.cpp v0.5.0 demands of an architecture (src/models/{llama,qwen3,gemma3}.cpp), in the order in which converters write them. */
import type { ModelShape } from '../catalogue.ts';

/** What llama-quantize's mixing rules look at. */
export type TensorRole = 'token-embedding' | 'output' | 'attention-v' | 'feed-forward-down' | 'matrix' | 'norm';

export interface ModelTensor {
  name: string;
  role: TensorRole;
  dims: number[];
  /** Absent outside the layers. */
  layer?: number;
}

const architectures = ['llama', 'qwen3', 'gemma3'];

export function modelTensors(shape: ModelShape, layers: number): ModelTensor[] {
  if (!architectures.includes(shape.architecture)) {
    throw new RangeError(`the tensors of architecture "${shape.architecture}" are not known here; known are ${architectures.join(', ')}`);
  }
  const { embedding, vocabulary } = shape;
  return [
    { name: 'token_embd.weight', role: 'token-embedding', dims: [embedding, vocabulary] },
    ...Array.from({ length: layers }, (_, layer) => layerTensors(shape, layer)).flat(),
    { name: 'output_norm.weight', role: 'norm', dims: [embedding] },
    ...shape.tiedEmbedding ? [] : [{ name: 'output.weight', role: 'output' as const, dims: [embedding, vocabulary] }],
  ];
}

function layerTensors({ architecture, embedding, heads, headsKv, headDimension, feedForward }: ModelShape, layer: number): ModelTensor[] {
  const tensor = (name: string, role: TensorRole, ...dims: number[]): ModelTensor => ({ name: `blk.${layer}.${name}.weight`, role, dims, layer });
  const headNorms = architecture === 'llama' ? [] : [tensor('attn_q_norm', 'norm', headDimension), tensor('attn_k_norm', 'norm', headDimension)];
  const postNorms = architecture === 'gemma3' ? [tensor('post_attention_norm', 'norm', embedding), tensor('post_ffw_norm', 'norm', embedding)] : [];
  return [
    tensor('attn_norm', 'norm', embedding),
    tensor('attn_q', 'matrix', embedding, heads * headDimension),
    tensor('attn_k', 'matrix', embedding, headsKv * headDimension),
    tensor('attn_v', 'attention-v', embedding, headsKv * headDimension),
    tensor('attn_output', 'matrix', heads * headDimension, embedding),
    ...headNorms,
    tensor('ffn_norm', 'norm', embedding),
    tensor('ffn_gate', 'matrix', embedding, feedForward),
    tensor('ffn_up', 'matrix', embedding, feedForward),
    tensor('ffn_down', 'feed-forward-down', feedForward, embedding),
    ...postNorms,
  ];
}
