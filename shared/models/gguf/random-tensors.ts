/**
 * Weights for a file that is timed, not read: random bits under scales small enough that no activation overflows
 * and no NaN arises. Block layouts: ggml/src/ggml-common.h.
 */
import type { GgufTensor } from './encode-gguf.ts';
import { tensorTypes, type TensorType } from './tensor-type.ts';

/** fp16 bit patterns. */
const half = { '2^-8': 0x1c00, '2^-10': 0x1400, '2^-13': 0x0800, '2^-16': 0x0100 } as const;
const chunkBytes = 1 << 20;

/** The data of one tensor in chunks of about 1 MiB. A chunk is valid until the next is asked for. */
export function* tensorChunks({ type, bytes }: Pick<GgufTensor, 'type' | 'bytes'>, seed: number): Generator<Uint8Array> {
  const block = tensorTypes[type].bytes;
  // A multiple of four blocks, since the generator below writes 32-bit words.
  const whole = Math.ceil(chunkBytes / (4 * block)) * 4 * block;
  const words = new Uint32Array(whole / 4);
  const chunk = new Uint8Array(words.buffer);
  // Zero is the one state that xorshift never leaves.
  let state = seed >>> 0 || 1;
  for (let left = bytes; left > 0; left -= whole) {
    state = fillRandom(words, state);
    const part = left < whole ? chunk.subarray(0, left) : chunk;
    scale(type, part);
    yield part;
  }
}

/** Marsaglia's xorshift32: four gigabytes have to come in seconds. */
function fillRandom(words: Uint32Array, seed: number): number {
  let state = seed;
  for (let index = 0; index < words.length; index += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[index] = state;
  }
  return state >>> 0;
}

/** Replaces the random scales of every block; weights come out around 0.02, as trained ones do. */
function scale(type: TensorType, chunk: Uint8Array): void {
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const { bytes: block } = tensorTypes[type];
  for (let at = 0; at < chunk.length; at += block) {
    switch (type) {
      // Only norms are F32.
      case 'F32': view.setFloat32(at, 1, true); break;
      // Any sign and fraction, exponent -7.
      case 'F16': view.setUint16(at, (view.getUint16(at, true) & 0x83ff) | 0x2000, true); break;
      // d
      case 'Q4_0': view.setUint16(at, half['2^-8'], true); break;
      case 'Q8_0': view.setUint16(at, half['2^-13'], true); break;
      // d and dmin: scale (0..63) * quant (0..15 or 0..31) and the minimum (0..63) cancel out on average.
      case 'Q4_K': view.setUint16(at, half['2^-13'], true); view.setUint16(at + 2, half['2^-10'], true); break;
      case 'Q5_K': view.setUint16(at, half['2^-13'] - 0x400, true); view.setUint16(at + 2, half['2^-10'], true); break;
      // d lies last
      case 'Q6_K': view.setUint16(at + 208, half['2^-16'], true); break;
    }
  }
}
