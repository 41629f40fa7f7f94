import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { encodeHeader, type GgufKey, type GgufTensor } from '../../../shared/models/gguf/encode-gguf.ts';
import { GgufError } from '../../../shared/models/gguf/gguf-error.ts';
import { readGguf } from '../../../shared/models/gguf/read-gguf.ts';
import { summariseGguf } from '../../../shared/models/gguf/summarise-gguf.ts';
import { describeGguf, headerBytes } from '../../../shared/models/gguf/write-gguf.ts';
import { shapes } from './shapes.ts';

const description = describeGguf(shapes.tinyllama, 'Q4_K_M', { name: 'TinyLlama', vocabulary: 'full' });
const good = headerBytes(description);
const fileBytes = good.length + description.dataBytes;

test('what we write is read back: every tensor where it was put', () => {
  const header = readGguf(good, fileBytes);
  assert.equal(header.headerBytes, good.length);
  assert.deepEqual(header.tensors.map(({ name, offset, bytes, dims }) => ({ name, offset, bytes, dims })), description.tensors.map(({ name, offset, bytes, dims }) => ({ name, offset, bytes, dims })));
  assert.deepEqual(summariseGguf(header), {
    version: 3, architecture: 'llama', name: 'TinyLlama', tensors: 201, headerBytes: good.length, dataBytes: description.dataBytes, layers: 22, context: 2048, vocabulary: 32000,
  });
});

const key = (name: string, value: GgufKey['value'] = { type: 'u32', value: 1 }): GgufKey => ({ key: name, value });
const tensor = (changes: Partial<GgufTensor> = {}): GgufTensor => ({ name: 'a', type: 'F32', dims: [8], offset: 0, bytes: 32, ...changes });
const file = (keys: GgufKey[], tensors: GgufTensor[] = []): Uint8Array => encodeHeader(keys, tensors);
function patched(offset: number, bytes: number[]): Uint8Array {
  const copy = Uint8Array.from(good);
  copy.set(bytes, offset);
  return copy;
}
const huge = [255, 255, 255, 255, 255, 255, 255, 255];

const refusals: [string, Uint8Array, string, number?][] = [
  ['nothing', new Uint8Array(), 'this is no GGUF file: it does not begin with "GGUF"'],
  ['another file', Buffer.from('PK\x03\x04 and so on'), 'this is no GGUF file: it does not begin with "GGUF"'],
  ['version 1', patched(4, [1]), 'this is version 1 of GGUF; only 2 and 3, little endian, are accepted'],
  ['big endian', patched(4, [0, 0, 0, 3]), 'this is version 50331648 of GGUF; only 2 and 3, little endian, are accepted'],
  ['a number of tensors that nobody has', patched(8, huge), 'the number of tensors is 18446744073709551615, more than the 65536 that are accepted'],
  ['a number of keys that nobody has', patched(16, huge), 'the number of keys is 18446744073709551615, more than the 4096 that are accepted'],
  ['a text longer than the file', patched(24, huge), 'the length of the name of key 0 is 18446744073709551615, more than the 256 that are accepted'],
  ['half a header', good.subarray(0, 1000), 'the header is cut short or larger than is accepted'],
  ['half a file', good, `its tensors end at byte ${fileBytes} and the file has ${fileBytes - 1}: it is incomplete`, fileBytes - 1],
  ['one key twice', file([key('a'), key('a')]), 'the key a is there twice'],
  ['a key that climbs', file([key('../../etc/passwd')]), 'the name of key 0 is "../../etc/passwd": names are printable, without "/", "\\" and ".."'],
  ['a key with a zero byte', file([key('a\0b')]), 'the name of key 0 is "a\\u0000b": names are printable, without "/", "\\" and ".."'],
  ['a tensor that climbs', file([], [tensor({ name: '../x' })]), 'the name of tensor 0 is "../x": names are printable, without "/", "\\" and ".."'],
  ['a tensor name too long for ggml', file([], [tensor({ name: 'x'.repeat(64) })]), 'the length of the name of tensor 0 is 64, more than the 63 that are accepted'],
  ['one tensor twice', file([], [tensor(), tensor({ offset: 32 })]), 'the tensor a is there twice'],
  ['a tensor over another', file([], [tensor(), tensor({ name: 'b' })]), 'the tensor b begins at 0 and not at 32, where the one before it ends'],
  ['a tensor out of step', file([], [tensor({ offset: 8 })]), 'the tensor a begins at 8 and not at 0, where the one before it ends'],
  ['five dimensions', file([], [tensor({ dims: [1, 1, 1, 1, 1] })]), 'the tensor a has 5 dimensions, not 1 to 4'],
  ['dimensions that overflow', file([], [tensor({ dims: [2 ** 40, 2 ** 40] })]), 'the tensor a has 1099511627776 × 1099511627776 elements: none, or more than any file holds'],
  ['no elements', file([], [tensor({ dims: [0] })]), 'the tensor a has 0 elements: none, or more than any file holds'],
  ['rows that fill no block', file([], [tensor({ type: 'Q4_K', dims: [100] })]), 'the tensor a has rows of 100, no multiple of its block of 256'],
  ['an alignment of 33', file([key('general.alignment', { type: 'u32', value: 33 })]), 'general.alignment is no power of two from 8 to 65536'],
];
for (const [name, bytes, reason, size] of refusals) {
  test(`refused: ${name}`, () => {
    assert.throws(() => readGguf(bytes, size ?? fileBytes), { name: 'GgufError', message: reason });
  });
}

test('refused: a model\'s name that is a path, an architecture that is none', () => {
  const named = (architecture: string, name: string) => () => summariseGguf(readGguf(file([key('general.architecture', { type: 'string', value: architecture }), key('general.name', { type: 'string', value: name })]), 4096));
  assert.throws(named('llama', '../../root/.ssh/authorized_keys'), { name: 'GgufError', message: 'general.name is "../../root/.ssh/authorized_keys": no text of at most 200 printable characters without "../"' });
  assert.throws(named('llama', 'a\x1b[2J'), GgufError);
  assert.throws(named('a/b', 'x'), { name: 'GgufError', message: 'general.architecture is missing or no name' });
  assert.doesNotThrow(named('llama', 'Mistral 7B v0.3..final'));
});

function survives(bytes: Uint8Array): void {
  try {
    summariseGguf(readGguf(bytes, fileBytes));
  } catch (error) {
    if (!(error instanceof GgufError)) throw error;
  }
}

test('random bytes are refused with a sentence', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 4096 }), (bytes) => survives(bytes)), { numRuns: 1000 });
  const begin = Buffer.from('GGUF\x03\0\0\0', 'latin1');
  fc.assert(fc.property(fc.uint8Array({ maxLength: 4096 }), (bytes) => survives(Buffer.concat([begin, bytes]))), { numRuns: 1000 });
});

test('a good header with bytes changed or cut is read or refused, nothing else', () => {
  const small = headerBytes(describeGguf(shapes.tinyllama, 'Q4_K_M', { name: 'x', layers: 2, vocabulary: 'none' }));
  const change = fc.tuple(fc.nat(small.length - 1), fc.constantFrom(0, 1, 2, 127, 128, 255));
  let read = 0;
  fc.assert(fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), fc.nat(small.length), fc.boolean(), (changes, length, cut) => {
    const copy = Uint8Array.from(small);
    for (const [at, value] of changes) copy[at] = value;
    const bytes = cut ? copy.subarray(0, length) : copy;
    try { readGguf(bytes, fileBytes); read += 1; } catch { /* counted by survives */ }
    return survives(bytes);
  }), { numRuns: 3000, seed: 43 });
  assert.ok(read > 30, `only ${read} were read: not only refusals should be tried`);
});
