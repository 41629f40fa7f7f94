import { describeGguf, headerBytes } from '../models/gguf/write-gguf.ts';
import { tensorChunks } from '../models/gguf/random-tensors.ts';
import type { TensorType } from '../models/gguf/tensor-type.ts';
import type { Host } from '../system/host.ts';
import type { Slice } from './plan-slices.ts';

/**
 * Random weights, made once per type and repeated: caches go by addresses, so only pages that are all the same page
 * (holes of a sparse file) would be read too fast. Gigabytes in about a second.
 */
export async function writeSlice(host: Host, path: string, { shape, quantisation, layers }: Omit<Slice, 'bytes'>, signal?: AbortSignal): Promise<void> {
  await host.writeChunks(path, sliceChunks({ shape, quantisation, layers }), { signal });
}

/** The whole file; no chunk changes after it was handed out. */
export function* sliceChunks({ shape, quantisation, layers }: Omit<Slice, 'bytes'>): Generator<Uint8Array> {
  const description = describeGguf(shape, quantisation, { name: 'slice', layers, vocabulary: 'full' });
  yield headerBytes(description);
  const patterns = new Map<TensorType, Uint8Array>();
  let at = 0;
  for (const { type, offset, bytes } of description.tensors) {
    if (offset > at) yield new Uint8Array(offset - at);
    const pattern = patterns.get(type) ?? patternOf(type);
    patterns.set(type, pattern);
    for (let left = bytes; left > 0; left -= pattern.length) yield left < pattern.length ? pattern.subarray(0, left) : pattern;
    at = offset + bytes;
  }
  if (description.dataBytes > at) yield new Uint8Array(description.dataBytes - at);
}

/** Whole blocks: tensorChunks' first chunk is a multiple of them. */
function patternOf(type: TensorType): Uint8Array {
  for (const chunk of tensorChunks({ type, bytes: 2 ** 22 }, 1)) return Uint8Array.from(chunk);
  throw new Error(`no weights of type ${type}`);
}
