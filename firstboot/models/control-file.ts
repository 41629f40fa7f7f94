/**
 * aria2's control file (NAME.aria2, technical notes of its manual): which bytes of a download are there. aria2 writes its
 * own every second; after a kill ours, made from the file itself, knows more.
 */
import type { ByteRange } from './byte-range.ts';

/** What `piece-length` is set to. */
export const pieceBytes = 1024 ** 2;
/** What aria2 keeps account of within a piece. */
const blockBytes = 16 * 1024;

/** @param ranges sorted, apart from each other */
export function encodeControlFile(totalBytes: number, ranges: readonly ByteRange[]): Uint8Array {
  const pieces = Math.ceil(totalBytes / pieceBytes);
  const bitfield = new Uint8Array(Math.ceil(pieces / 8));
  const begun: Uint8Array[] = [];
  for (let piece = 0; piece < pieces; piece += 1) {
    const start = piece * pieceBytes;
    const length = Math.min(pieceBytes, totalBytes - start);
    const blocks = blocksWithin(start, length, ranges);
    if (blocks.every(Boolean)) setBit(bitfield, piece);
    else if (blocks.some(Boolean)) begun.push(encodePiece(piece, length, blocks));
  }
  const head = Buffer.alloc(34);
  head.writeUInt16BE(1, 0);
  // Four bytes of extension and four for the length of a torrent's hash are zero.
  head.writeUInt32BE(pieceBytes, 10);
  head.writeBigUInt64BE(BigInt(totalBytes), 14);
  head.writeUInt32BE(bitfield.length, 30);
  const count = Buffer.alloc(4);
  count.writeUInt32BE(begun.length);
  return Buffer.concat([head, bitfield, count, ...begun]);
}

function blocksWithin(start: number, length: number, ranges: readonly ByteRange[]): boolean[] {
  return Array.from({ length: Math.ceil(length / blockBytes) }, (_, block) => {
    const from = start + block * blockBytes;
    const to = Math.min(from + blockBytes, start + length);
    return ranges.some((range) => range.from <= from && to <= range.to);
  });
}

function encodePiece(index: number, length: number, blocks: readonly boolean[]): Uint8Array {
  const bits = new Uint8Array(Math.ceil(blocks.length / 8));
  blocks.forEach((there, block) => { if (there) setBit(bits, block); });
  const head = Buffer.alloc(12);
  head.writeUInt32BE(index, 0);
  head.writeUInt32BE(length, 4);
  head.writeUInt32BE(bits.length, 8);
  return Buffer.concat([head, bits]);
}

function setBit(bits: Uint8Array, index: number): void {
  bits[index >> 3] = (bits[index >> 3] ?? 0) | (0x80 >> (index & 7));
}

/** Bytes from the start that are all there, by the bitfield that aria2 tells (hex, first piece in the highest bit). */
export function prefixOf(bitfield: string, pieceLength: number, totalBytes: number): number {
  let pieces = 0;
  for (const digit of bitfield) {
    const value = Number.parseInt(digit, 16);
    if (value === 15) {
      pieces += 4;
      continue;
    }
    pieces += value >= 14 ? 3 : value >= 12 ? 2 : value >= 8 ? 1 : 0;
    break;
  }
  return Math.min(pieces * pieceLength, totalBytes);
}
