import assert from 'node:assert/strict';
import test from 'node:test';
import type { ModelShape, Quantisation } from '../../../shared/models/catalogue.ts';
import { describeGguf, headerBytes } from '../../../shared/models/gguf/write-gguf.ts';
import { tensorChunks } from '../../../shared/models/gguf/random-tensors.ts';
import { tensorTypes, type TensorType } from '../../../shared/models/gguf/tensor-type.ts';

const llama = (layers: number, embedding: number, heads: number, headsKv: number, feedForward: number, vocabulary: number, headDimension = embedding / heads): ModelShape => (
  { architecture: 'llama', layers, embedding, heads, headsKv, headDimension, feedForward, vocabulary, context: 4096, tiedEmbedding: false });

/** Tensor bytes of files made by llama-quantize: Q4_0, Q4_K_M, Q5_K_M, Q8_0. */
const sizes: [string, ModelShape, [number, number, number, number]][] = [
  ['Mistral 7B v0.2', llama(32, 4096, 32, 8, 14336, 32000), [4108181504, 4367704064, 5130674176, 7695122432]],
  ['Mistral 7B v0.3', llama(32, 4096, 32, 8, 14336, 32768), [4112531456, 4372054016, 5135417344, 7701807104]],
  ['Llama 2 7B', llama(32, 4096, 32, 32, 11008, 32000), [3825065984, 4080263168, 4782415872, 7160348672]],
  ['Llama 2 13B', llama(40, 5120, 40, 40, 13824, 32000), [7365089280, 7865210880, 9229178880, 13830574080]],
  ['Llama 2 70B', llama(80, 8192, 64, 8, 28672, 32000), [38871482368, 41422143488, 48753000448, 73291563008]],
  ['CodeLlama 7B', llama(32, 4096, 32, 32, 11008, 32016), [3825156608, 4080353792, 4782514688, 7160487936]],
  ['CodeLlama 13B', llama(40, 5120, 40, 40, 13824, 32016), [7365202560, 7865324160, 9229302400, 13830748160]],
  ['CodeLlama 34B', llama(48, 8192, 64, 8, 22016, 32000), [19051298816, 20219150336, 23838048256, 35855302656]],
  ['Llama 3.1 8B', llama(32, 4096, 32, 8, 14336, 128256), [4653375488, 4912898048, 5725151232, 8532934656]],
  ['Mistral Nemo 12B', llama(40, 5120, 32, 8, 14336, 131072, 128), [7063818240, 7469322240, 8719749120, 13014487040]],
  ['Mistral Small 24B', llama(40, 5120, 32, 8, 32768, 131072, 128), [13433917440, 14326026240, 16756101120, 25046896640]],
];
const quantisations: Quantisation[] = ['Q4_0', 'Q4_K_M', 'Q5_K_M', 'Q8_0'];

for (const [name, shape, expected] of sizes) {
  test(`${name} is as large as its published files`, () => {
    const bytes = quantisations.map((each) => describeGguf(shape, each, { name, vocabulary: 'none' }).tensors.reduce((sum, tensor) => sum + tensor.bytes, 0));
    assert.deepEqual(bytes, expected);
  });
}

const small: ModelShape = { ...llama(32, 512, 8, 2, 1024, 32000) };

test('tensors follow one another, aligned, and a slice keeps only its layers', () => {
  const { tensors, dataBytes } = describeGguf(small, 'Q4_K_M', { name: 'slice', layers: 2, vocabulary: 'tiny' });
  let end = 0;
  for (const { offset, bytes, name } of tensors) {
    assert.equal(offset % 32, 0, name);
    assert.ok(offset >= end && offset < end + 32, name);
    end = offset + bytes;
  }
  assert.ok(dataBytes >= end && dataBytes % 32 === 0);
  assert.deepEqual([...new Set(tensors.map(({ name }) => /^blk\.(\d+)/.exec(name)?.[1]))], [undefined, '0', '1']);
  assert.deepEqual(tensors[0]?.dims, [512, 512]);
});

test('the header is padded to where the data begins', () => {
  const header = headerBytes(describeGguf(small, 'Q4_0', { name: 'x', layers: 1, vocabulary: 'full' }));
  assert.equal(Buffer.from(header.subarray(0, 4)).toString(), 'GGUF');
  assert.equal(header.length % 32, 0);
});

test('a 70B slice of two layers has the types of the 70B model', () => {
  const { tensors } = describeGguf(llama(80, 8192, 64, 8, 28672, 32000), 'Q4_K_M', { name: 'x', layers: 2, vocabulary: 'none' });
  assert.deepEqual(tensors.filter(({ name }) => name.includes('attn_v')).map(({ type }) => type), ['Q5_K', 'Q6_K']);
});

test('refusals: rows that fill no block, a vocabulary without room for bytes, an unknown architecture', () => {
  assert.throws(() => describeGguf({ ...small, feedForward: 1000 }, 'Q4_K_M', { name: 'x', vocabulary: 'none' }), /Q6_K needs rows of a multiple of 256 elements, not 1000/);
  assert.throws(() => describeGguf({ ...small, vocabulary: 100 }, 'Q4_0', { name: 'x', vocabulary: 'full' }), /at least 259 tokens/);
  assert.throws(() => describeGguf({ ...small, architecture: 'rwkv' }, 'Q4_0', { name: 'x', vocabulary: 'none' }), /architecture "rwkv" are not known/);
});

test('random weights: every byte, the same for the same seed, no NaN in a scale', () => {
  for (const type of Object.keys(tensorTypes) as TensorType[]) {
    const { bytes: block } = tensorTypes[type];
    const bytes = block * 20000;
    const data = collect(type, bytes, 7);
    assert.ok(data.equals(collect(type, bytes, 7)), type);
    assert.equal(data.length, bytes, type);
    if (type !== 'F32') assert.ok(!data.equals(collect(type, bytes, 8)), type);
    const scales: Partial<Record<TensorType, number[]>> = { F16: [0], Q4_0: [0], Q8_0: [0], Q4_K: [0, 2], Q5_K: [0, 2], Q6_K: [208] };
    for (const at of scales[type] ?? []) {
      for (let begin = 0; begin < bytes; begin += block) assert.ok((data.readUInt16LE(begin + at) & 0x7fff) < 0x2400, `${type} at ${begin + at}`);
    }
  }
});

function collect(type: TensorType, bytes: number, seed: number): Buffer {
  const copies: Buffer[] = [];
  for (const chunk of tensorChunks({ type, bytes }, seed)) copies.push(Buffer.from(chunk));
  return Buffer.concat(copies);
}
