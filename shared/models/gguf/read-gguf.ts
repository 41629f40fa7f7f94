/**
 * The header of a GGUF file that came from somewhere. llama.cpp is written for files that mean well; what would crash or
 * exhaust it is refused here, with limits far above what published models need. Run it through inspect-gguf.ts.
 */
import { ByteReader } from './byte-reader.ts';
import { foreignTypes } from './foreign-types.ts';
import { GgufError } from './gguf-error.ts';

export const limits = {
  /** Gemma 3's, with 262 144 tokens, is about 15 MB. */
  headerBytes: 64 * 1024 ** 2,
  keys: 4096,
  tensors: 65536,
  /** ggml keeps names in 64 bytes, a zero at the end. */
  tensorName: 63,
  keyName: 256,
  /** Chat templates are the longest text. */
  text: 1024 ** 2,
  elements: 4 * 1024 ** 2,
  tokenBytes: 64 * 1024,
} as const;

type Scalar = string | number | boolean;
export interface GgufHeader {
  version: number;
  /** Lists as their length. */
  values: Map<string, Scalar | { length: number }>;
  tensors: { name: string; type: number; dims: number[]; offset: number; bytes: number }[];
  headerBytes: number;
  dataBytes: number;
}

/** @param bytes the beginning of the file, at least its header; @param fileBytes of the whole file */
export function readGguf(bytes: Uint8Array, fileBytes: number): GgufHeader {
  const reader = new ByteReader(bytes.subarray(0, limits.headerBytes));
  if (bytes.length < 4 || reader.u32() !== 0x46554747) throw new GgufError('this is no GGUF file: it does not begin with "GGUF"');
  const version = reader.u32();
  if (version !== 2 && version !== 3) throw new GgufError(`this is version ${version} of GGUF; only 2 and 3, little endian, are accepted`);
  const tensorCount = reader.u64(limits.tensors, 'the number of tensors');
  const keyCount = reader.u64(limits.keys, 'the number of keys');
  const values = readKeys(reader, keyCount);
  const alignment = alignmentOf(values);
  const tensors = readTensors(reader, tensorCount, alignment);
  const headerBytes = align(reader.offset, alignment);
  const dataBytes = tensors.reduce((end, { offset, bytes: size }) => Math.max(end, offset + size), 0);
  if (headerBytes + dataBytes > fileBytes) throw new GgufError(`its tensors end at byte ${headerBytes + dataBytes} and the file has ${fileBytes}: it is incomplete`);
  return { version, values, tensors, headerBytes, dataBytes };
}

function readKeys(reader: ByteReader, count: number): GgufHeader['values'] {
  const values: GgufHeader['values'] = new Map();
  for (let index = 0; index < count; index += 1) {
    const key = readName(reader, limits.keyName, `key ${index}`);
    if (values.has(key)) throw new GgufError(`the key ${key} is there twice`);
    values.set(key, readValue(reader, reader.u32(), key));
  }
  return values;
}

function readValue(reader: ByteReader, type: number, key: string): Scalar | { length: number } {
  switch (type) {
    case 0: case 1: return reader.integer(1, type === 1);
    case 2: case 3: return reader.integer(2, type === 3);
    case 4: case 5: return reader.integer(4, type === 5);
    case 6: return reader.f64(4);
    case 7: return readBoolean(reader, key);
    case 8: return reader.text(limits.text, `the value of ${key}`);
    case 9: return skipList(reader, key);
    case 10: case 11: return reader.integer(8, type === 11);
    case 12: return reader.f64(8);
    default: throw new GgufError(`the value of ${key} has type ${type}, which GGUF does not know`);
  }
}

function readBoolean(reader: ByteReader, key: string): boolean {
  const value = reader.integer(1, false);
  if (value !== 0 && value !== 1) throw new GgufError(`the value of ${key} is ${value}, neither true nor false`);
  return value === 1;
}

/** Bytes of one element of a list; texts have their own length. */
const elementBytes: Record<number, number> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 };

function skipList(reader: ByteReader, key: string): { length: number } {
  const type = reader.u32();
  const length = reader.u64(limits.elements, `the length of the list ${key}`);
  const bytes = elementBytes[type];
  if (bytes !== undefined) reader.skip(bytes * length);
  else if (type === 8) for (let index = 0; index < length; index += 1) reader.skip(reader.u64(limits.tokenBytes, `the length of entry ${index} of ${key}`));
  else throw new GgufError(`the list ${key} has elements of type ${type}, which are not accepted`);
  return { length };
}

function alignmentOf(values: GgufHeader['values']): number {
  const alignment = values.get('general.alignment') ?? 32;
  const isPower = typeof alignment === 'number' && Number.isInteger(alignment) && alignment >= 8 && alignment <= 65536 && (alignment & (alignment - 1)) === 0;
  if (!isPower) throw new GgufError('general.alignment is no power of two from 8 to 65536');
  return alignment;
}

function readTensors(reader: ByteReader, count: number, alignment: number): GgufHeader['tensors'] {
  const names = new Set<string>();
  const tensors: GgufHeader['tensors'] = [];
  let expected = 0;
  for (let index = 0; index < count; index += 1) {
    const tensor = readTensor(reader, index);
    if (names.has(tensor.name)) throw new GgufError(`the tensor ${tensor.name} is there twice`);
    // As ggml demands it: so none can lie over another.
    if (tensor.offset !== expected) throw new GgufError(`the tensor ${tensor.name} begins at ${tensor.offset} and not at ${expected}, where the one before it ends`);
    names.add(tensor.name);
    tensors.push(tensor);
    expected = align(tensor.offset + tensor.bytes, alignment);
    if (!Number.isSafeInteger(expected)) throw new GgufError(`the tensor ${tensor.name} is larger than any file`);
  }
  return tensors;
}

function readTensor(reader: ByteReader, index: number): GgufHeader['tensors'][number] {
  const name = readName(reader, limits.tensorName, `tensor ${index}`);
  const dimensions = reader.u32();
  if (dimensions < 1 || dimensions > 4) throw new GgufError(`the tensor ${name} has ${dimensions} dimensions, not 1 to 4`);
  const dims = Array.from({ length: dimensions }, () => reader.u64(2 ** 40, `a dimension of ${name}`));
  const type = reader.u32();
  const block = foreignTypes.get(type);
  if (!block) throw new GgufError(`the tensor ${name} has type ${type}, which llama.cpp does not know`);
  const elements = dims.reduce((product, each) => product * each, 1);
  if (elements < 1 || !Number.isSafeInteger(elements * block.bytes)) throw new GgufError(`the tensor ${name} has ${dims.join(' × ')} elements: none, or more than any file holds`);
  if ((dims[0] ?? 0) % block.elements !== 0) throw new GgufError(`the tensor ${name} has rows of ${dims[0]}, no multiple of its block of ${block.elements}`);
  return { name, type, dims, offset: reader.u64(Number.MAX_SAFE_INTEGER, `the place of ${name}`), bytes: elements / block.elements * block.bytes };
}

/** Names may end up as file names and on terminals: no folder, nothing but printable ASCII. */
function readName(reader: ByteReader, most: number, what: string): string {
  const name = reader.text(most, `the name of ${what}`);
  if (!/^[!-.0-\[\]-~]+$/.test(name) || name.includes('..')) throw new GgufError(`the name of ${what} is ${JSON.stringify(name.slice(0, 80))}: names are printable, without "/", "\\" and ".."`);
  return name;
}

const align = (bytes: number, to: number): number => Math.ceil(bytes / to) * to;
