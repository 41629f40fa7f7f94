/** Which type llama-quantize gives a tensor (src/llama-quant.cpp of v0.5.0, without an importance matrix). */
import type { ModelShape, Quantisation } from '../catalogue.ts';
import type { ModelTensor } from './model-tensors.ts';
import type { TensorType } from './tensor-type.ts';

const base = { Q4_0: 'Q4_0', Q4_K_M: 'Q4_K', Q5_K_M: 'Q5_K', Q8_0: 'Q8_0' } as const satisfies Record<Quantisation, TensorType>;

/** `layers` is the number of layers in the file, which for a slice is less than the shape's. */
export function tensorTypeOf(tensor: ModelTensor, shape: ModelShape, quantisation: Quantisation, layers: number): TensorType {
  const type = base[quantisation];
  if (tensor.role === 'norm') return 'F32';
  if (tensor.role === 'output' || (tensor.role === 'token-embedding' && shape.tiedEmbedding)) return type === 'Q8_0' ? 'Q8_0' : 'Q6_K';
  const mixes = quantisation === 'Q4_K_M' || quantisation === 'Q5_K_M';
  const bumped = tensor.role === 'attention-v' || tensor.role === 'feed-forward-down';
  if (mixes && bumped && usesMoreBits(tensor.layer ?? 0, layers)) return 'Q6_K';
  if (tensor.role === 'attention-v' && type === 'Q4_K' && is70B(shape)) return 'Q5_K';
  return type;
}

function usesMoreBits(layer: number, layers: number): boolean {
  const eighth = Math.trunc(layers / 8);
  return layer < eighth || layer >= Math.trunc(7 * layers / 8) || (layer - eighth) % 3 === 2;
}

/** Told by the layers of the whole model, so that a slice of it keeps its types. */
function is70B({ architecture, layers, heads, headsKv }: ModelShape): boolean {
  return architecture === 'llama' && layers === 80 && heads !== headsKv;
}
