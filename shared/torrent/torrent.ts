/**
 * A torrent of one file (BEP 3), made and read. Who fetches takes from a torrent only name, size and the digests of the
 * pieces: trackers, nodes of the DHT and addresses that it may name are left behind, whoever made it.
 */
import { createHash } from 'node:crypto';
import { BencodeError, decode, encode, type Bdecoded } from './bencode.ts';

export interface TorrentFile {
  /** No path. */
  name: string;
  bytes: number;
  pieceBytes: number;
  /** SHA-1 of each piece, 20 bytes each. */
  pieces: Uint8Array;
}

/** Not a torrent of the file that is wanted: the rest of a sentence that begins with "its torrent". */
export class TorrentError extends Error {
  override name = 'TorrentError';
}

const digestBytes = 20;
const smallestPiece = 256 * 1024;
const largestPiece = 16 * 1024 ** 2;
/** A piece is passed on when it is whole, so there are many; their digests are held in memory, so not too many. */
const mostPieces = 2000;

/** Half a megabyte at most for 300 GB. */
export const mostTorrentBytes = 1024 ** 2;

/** A power of two; the same for the same size, or two makers would make two swarms. */
export function pieceBytesFor(bytes: number): number {
  let size = smallestPiece;
  while (size < largestPiece && bytes / size > mostPieces) size *= 2;
  return size;
}

/** In hexadecimal: the name of the swarm. */
export function infohash(file: TorrentFile): string {
  return createHash('sha1').update(encode(info(file))).digest('hex');
}

/**
 * No date, no maker and no tracker: the same file gives the same bytes. Nor is it private: BEP 27 forbids those to look for
 * peers in the local network, which is all that is wanted here.
 * @param webSeeds addresses of the file itself (BEP 19), for other programs: CognOS uses the addresses that it asked
 */
export function encodeTorrent(file: TorrentFile, webSeeds: readonly string[] = []): Uint8Array {
  return encode({ info: info(file), ...webSeeds.length > 0 ? { 'url-list': webSeeds } : {} });
}

function info({ name, bytes, pieceBytes, pieces }: TorrentFile): { [key: string]: string | number | Uint8Array } {
  return { length: bytes, name, 'piece length': pieceBytes, pieces };
}

/** Throws TorrentError unless it is of one file with that name and size. */
export function readTorrent(content: Uint8Array, wanted: { name: string; bytes: number }): TorrentFile {
  const { length, name, pieceBytes, pieces } = fields(content);
  if (name !== wanted.name) throw new TorrentError(`is of ${JSON.stringify(name)}, not ${wanted.name}`);
  if (length !== wanted.bytes) throw new TorrentError(`is of ${length} bytes, not ${wanted.bytes}`);
  if (pieceBytes < 16 * 1024 || pieceBytes > 4 * largestPiece || (pieceBytes & (pieceBytes - 1)) !== 0) throw new TorrentError(`has pieces of ${pieceBytes} bytes`);
  const count = Math.ceil(length / pieceBytes);
  if (pieces.length !== count * digestBytes) throw new TorrentError(`has ${pieces.length / digestBytes} digests for ${count} pieces`);
  return { name, bytes: length, pieceBytes, pieces };
}

function fields(content: Uint8Array): { length: number; name: string; pieceBytes: number; pieces: Uint8Array } {
  const whole = decoded(content);
  const about = whole instanceof Map ? whole.get('info') : undefined;
  if (!(about instanceof Map)) throw new TorrentError('has no "info"');
  if (about.has('files')) throw new TorrentError('is of a folder, not of one file');
  const [length, name, pieceBytes, pieces] = ['length', 'name', 'piece length', 'pieces'].map((key) => about.get(key));
  if (typeof length !== 'number' || typeof pieceBytes !== 'number' || !(name instanceof Uint8Array) || !(pieces instanceof Uint8Array)) {
    throw new TorrentError('lacks one of length, name, piece length and pieces');
  }
  return { length, name: Buffer.from(name).toString(), pieceBytes, pieces };
}

function decoded(content: Uint8Array): Bdecoded {
  try {
    return decode(content);
  } catch (error) {
    if (error instanceof BencodeError) throw new TorrentError(`is none: ${error.message}`);
    throw error;
  }
}
