import assert from 'node:assert/strict';
import test from 'node:test';
import { encode } from '../../../shared/torrent/bencode.ts';
import { encodeTorrent, infohash, pieceBytesFor, readTorrent, TorrentError, type TorrentFile } from '../../../shared/torrent/torrent.ts';

const kib = 1024;
const gib = 1024 ** 3;
const file: TorrentFile = { name: 'a.gguf', bytes: 300 * kib, pieceBytes: 256 * kib, pieces: Buffer.alloc(40, 7) };

test('pieces are a power of two, small for small files and never many', () => {
  const sizes = [1, 100 * 1024 ** 2, gib, 4 * gib, 40 * gib, 800 * gib].map(pieceBytesFor);
  assert.deepEqual(sizes, [256, 256, 1024, 4096, 16_384, 16_384].map((size) => size * kib));
});

test('the same file gives the same bytes and the same infohash; web seeds are no part of it', () => {
  assert.deepEqual(encodeTorrent(file), encodeTorrent({ ...file }));
  assert.equal(infohash(file), '6a400e8e5180f3668509ae36afc3e375c343bfcb', 'as `aria2c -S` prints it');
  const bytes = Buffer.from(encodeTorrent(file, ['http://192.0.2.1/a.gguf'])).toString('latin1');
  assert.match(bytes, /^d4:infod6:lengthi307200e4:name6:a\.gguf12:piece lengthi262144e6:pieces40:\x07{40}e8:url-listl23:http:\/\/192\.0\.2\.1\/a\.ggufee$/);
  assert.doesNotMatch(bytes, /announce|private|creation/);
});

test('read again; trackers, nodes and addresses that it names are left behind', () => {
  const { name, bytes, pieceBytes, pieces } = file;
  const foreign = encode({ announce: 'http://192.0.2.66/', nodes: [['192.0.2.66', 1]], 'url-list': 'http://192.0.2.66/x', info: { length: bytes, name, 'piece length': pieceBytes, pieces, private: 1, source: 'x' } });
  assert.deepEqual(readTorrent(foreign, file), { ...file, pieces: Buffer.alloc(40, 7) });
  assert.deepEqual(encodeTorrent(readTorrent(foreign, file)), encodeTorrent(file));
});

const cases: [string, Uint8Array, RegExp][] = [
  ['a web page', Buffer.from('<html>'), /^is none: nothing that is bencoded at byte 0$/],
  ['a list', encode([1]), /^has no "info"$/],
  ['another name', encodeTorrent({ ...file, name: '../../etc/passwd' }), /^is of "\.\.\/\.\.\/etc\/passwd", not a\.gguf$/],
  ['another size', encodeTorrent({ ...file, bytes: 300 * kib - 1 }), /^is of 307199 bytes, not 307200$/],
  ['tiny pieces', encodeTorrent({ ...file, pieceBytes: 1 }), /^has pieces of 1 bytes$/],
  ['pieces of no power of two', encodeTorrent({ ...file, pieceBytes: 256 * kib + 1 }), /^has pieces of 262145 bytes$/],
  ['too few digests', encodeTorrent({ ...file, pieces: Buffer.alloc(20) }), /^has 1 digests for 2 pieces$/],
  ['a folder', encode({ info: { files: [], name: 'a.gguf' } }), /^is of a folder, not of one file$/],
  ['no pieces', encode({ info: { length: 1, name: 'a.gguf', 'piece length': 262144 } }), /^lacks one of length, name, piece length and pieces$/],
];
for (const [name, content, message] of cases) {
  test(`${name} is no torrent of the file`, () => { assert.throws(() => readTorrent(content, file), (error: Error) => error instanceof TorrentError && message.test(error.message)); });
}
