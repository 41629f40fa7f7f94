/** The torrent of a file on this machine: read once, from its beginning to its end. */
import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pieceBytesFor, type TorrentFile } from '../../shared/torrent/torrent.ts';

/** Throws when the file is empty, or changes its size meanwhile. `onBytes` hears how far it is. */
export async function makeTorrent(path: string, onBytes: (done: number) => void = () => undefined): Promise<TorrentFile> {
  const { size } = await stat(path);
  if (size === 0) throw new Error(`${path} is empty: there is nothing to share`);
  const pieceBytes = pieceBytesFor(size);
  const digests: Uint8Array[] = [];
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafeSlow(pieceBytes);
    for (let at = 0; at < size; at += pieceBytes) {
      const length = Math.min(pieceBytes, size - at);
      if (await fill(file, buffer, length, at) < length) throw new Error(`${path} became shorter while it was read`);
      digests.push(createHash('sha1').update(buffer.subarray(0, length)).digest());
      onBytes(at + length);
    }
  } finally {
    await file.close();
  }
  return { name: basename(path), bytes: size, pieceBytes, pieces: Buffer.concat(digests) };
}

/** A read may give less than was asked for. @returns bytes read */
async function fill(file: Awaited<ReturnType<typeof open>>, buffer: Buffer, length: number, at: number): Promise<number> {
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(buffer, done, length - done, at + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done;
}
