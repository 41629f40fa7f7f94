import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { BencodeError, decode, encode, type Bencoded } from '../../../shared/torrent/bencode.ts';

test('each kind of value has one spelling, and keys are sorted by their bytes', () => {
  const cases: [Bencoded, string][] = [[0, 'i0e'], [-3, 'i-3e'], ['', '0:'], ['spam', '4:spam'], [['a', 1], 'l1:ai1ee'], [{ b: 1, a: 'x', B: [] }, 'd1:Ble1:a1:x1:bi1ee']];
  for (const [value, text] of cases) assert.equal(Buffer.from(encode(value)).toString(), text);
  assert.throws(() => encode(1.5), RangeError);
});

test('what is not bencoded is refused with its place', () => {
  const cases: [string, RegExp][] = [
    ['', /nothing that is bencoded at byte 0/], ['i01e', /no whole number at byte 0/], ['i-0e', /no whole number/], ['i9007199254740993e', /no whole number/],
    ['5:spam', /ends too early/], ['01:a', /no text at byte 0/], ['l1:a', /it ends too early/], ['d1:bi1e1:ai1ee', /not in order at byte 7/], ['d1:ai1e1:ai1ee', /not in order/],
    ['i1ei2e', /more after the end, at byte 3/], ['l'.repeat(50), /more than 20 levels/], ['di1ei2ee', /no text|nothing/],
  ];
  for (const [text, message] of cases) assert.throws(() => decode(Buffer.from(text)), (error: Error) => error instanceof BencodeError && message.test(error.message), text);
});

const value: fc.Arbitrary<Bencoded> = fc.letrec<{ any: Bencoded }>((tie) => ({
  any: fc.oneof({ maxDepth: 4 }, fc.maxSafeInteger(), fc.uint8Array({ maxLength: 30 }), fc.array(tie('any'), { maxLength: 4 }), fc.dictionary(fc.string({ maxLength: 5, unit: 'binary-ascii' }), tie('any'), { maxKeys: 4, noNullPrototype: true })),
})).any;

test('what was written is read, and written again it is the same', () => {
  fc.assert(fc.property(value, (given) => {
    const bytes = encode(given);
    assert.deepEqual(Buffer.from(encode(plain(decode(bytes)))), Buffer.from(bytes));
  }), { numRuns: 200 });
});

test('mutated bytes give a value or a BencodeError, nothing else', () => {
  fc.assert(fc.property(value, fc.nat(), fc.nat(255), (given, place, byte) => {
    const bytes = Uint8Array.from(encode(given));
    bytes[place % bytes.length] = byte;
    try { decode(bytes); } catch (error) { assert.ok(error instanceof BencodeError); }
  }), { numRuns: 500 });
});

function plain(read: ReturnType<typeof decode>): Bencoded {
  if (read instanceof Map) return Object.fromEntries([...read].map(([key, each]) => [key, plain(each)]));
  return Array.isArray(read) ? read.map(plain) : read;
}
