/** GGUF version 3, little endian (ggml's docs/gguf.md): magic, counts, keys, tensor infos, padding. */
import { tensorTypes, type TensorType } from './tensor-type.ts';

export type GgufValue =
  | { type: 'u32' | 'i32' | 'f32'; value: number }
  | { type: 'string'; value: string }
  | { type: 'array'; of: 'i32' | 'f32'; value: readonly number[] }
  | { type: 'array'; of: 'string'; value: readonly string[] };
export interface GgufKey { key: string; value: GgufValue }

export interface GgufTensor {
  name: string;
  type: TensorType;
  /** Row first. */
  dims: number[];
  /** Bytes from the end of the header. */
  offset: number;
  bytes: number;
}

/** Of the tensor data, and of each tensor in it. */
export const alignment = 32;
export const align = (bytes: number): number => Math.ceil(bytes / alignment) * alignment;

const valueTypes = { u32: 4, i32: 5, f32: 6, string: 8, array: 9 } as const;
const utf8 = new TextEncoder();

export function encodeHeader(keys: readonly GgufKey[], tensors: readonly GgufTensor[]): Uint8Array {
  const parts: Uint8Array[] = [utf8.encode('GGUF'), u32(3), u64(tensors.length), u64(keys.length)];
  for (const { key, value } of keys) {
    parts.push(...text(key), u32(valueTypes[value.type]));
    // One by one: a vocabulary is more arguments than a call can have.
    for (const part of encodeValue(value)) parts.push(part);
  }
  for (const { name, type, dims, offset } of tensors) {
    parts.push(...text(name), u32(dims.length), ...dims.map(u64), u32(tensorTypes[type].id), u64(offset));
  }
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat(parts, align(length));
}

function encodeValue(value: GgufValue): Uint8Array[] {
  switch (value.type) {
    case 'string': return text(value.value);
    case 'array': return [u32(valueTypes[value.of]), u64(value.value.length), ...value.of === 'string' ? value.value.flatMap(text) : value.value.map(numbers[value.of])];
    case 'u32': case 'i32': case 'f32': return [numbers[value.type](value.value)];
  }
}

const u32 = (value: number): Uint8Array => new Uint8Array(Uint32Array.of(value).buffer);
const u64 = (value: number): Uint8Array => new Uint8Array(BigUint64Array.of(BigInt(value)).buffer);
const numbers = {
  u32,
  i32: (value: number): Uint8Array => new Uint8Array(Int32Array.of(value).buffer),
  f32: (value: number): Uint8Array => new Uint8Array(Float32Array.of(value).buffer),
};

function text(value: string): Uint8Array[] {
  const bytes = utf8.encode(value);
  return [u64(bytes.length), bytes];
}
