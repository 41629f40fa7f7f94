/** The torrent of some bytes. */
import { createHash } from 'node:crypto';
import { pieceBytesFor, type TorrentFile } from '../../shared/torrent/torrent.ts';

export function torrentOf(name: string, content: Uint8Array): TorrentFile {
  const pieceBytes = pieceBytesFor(content.length);
  const count = Math.ceil(content.length / pieceBytes);
  const digest = (index: number): Uint8Array => createHash('sha1').update(content.subarray(index * pieceBytes, (index + 1) * pieceBytes)).digest();
  return { name, bytes: content.length, pieceBytes, pieces: Buffer.concat(Array.from({ length: count }, (_, index) => digest(index))) };
}
