/** Where the catalogue has the digests of a file's pieces, only those that are wrong are fetched again. */
import { createHash } from 'node:crypto';
import type { FetchContext } from './fetch-context.ts';
import type { PartialPaths } from './places.ts';
import { curl, type Source } from './probe-source.ts';
import { SourceError } from './source-error.ts';

export interface Pieces { bytes: number; sha256: readonly string[] }
interface Piece { from: number; length: number; sha256: string }

/** @returns how many were wrong and are right now. Throws SourceError when no source has a right one. */
export async function repairPieces(context: FetchContext, paths: PartialPaths, bytes: number, pieces: Pieces, sources: readonly Source[]): Promise<number> {
  const wrong = await wrongPieces(context, paths.file, bytes, pieces);
  for (const piece of wrong) await repair(context, paths, piece, sources);
  return wrong.length;
}

async function wrongPieces({ host, signal }: FetchContext, path: string, bytes: number, { bytes: size, sha256 }: Pieces): Promise<Piece[]> {
  const wrong: Piece[] = [];
  for (const [index, expected] of sha256.entries()) {
    signal.throwIfAborted();
    const piece = { from: index * size, length: Math.min(size, bytes - index * size), sha256: expected };
    if (await digestOf(host, path, piece.from, piece.length) !== expected) wrong.push(piece);
  }
  return wrong;
}

const chunkBytes = 4 * 1024 ** 2;

/** A piece may be a gigabyte; what is in memory at once is not. */
async function digestOf(host: FetchContext['host'], path: string, from: number, length: number): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafeSlow(chunkBytes);
  for (let done = 0; done < length;) {
    const chunk = await host.readBytes(path, Math.min(chunkBytes, length - done), from + done, buffer);
    if (chunk.length === 0) break;
    hash.update(chunk);
    done += chunk.length;
  }
  return hash.digest('hex');
}

async function repair(context: FetchContext, { folder, file }: PartialPaths, { from, length, sha256 }: Piece, sources: readonly Source[]): Promise<void> {
  const { host, patience, signal } = context;
  const reasons = new Set<string>();
  const path = `${folder}/piece`;
  for (const { asked, ranges } of sources) {
    if (!ranges) continue;
    await host.remove(path);
    try {
      await curl(host, asked, ['--fail', '--range', `${from}-${from + length - 1}`, '--max-filesize', String(length), '--speed-limit', String(Math.max(1, patience.lowestBytesPerSecond)), '--speed-time', String(patience.stallSeconds), '--output', path], context);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      reasons.add(error.message);
      continue;
    }
    if (await digestOf(host, path, 0, length) === sha256) {
      await host.copyRanges(path, file, [{ from: 0, to: from, length }], { signal });
      return host.remove(path);
    }
    reasons.add('it sends the same wrong bytes again');
  }
  throw new SourceError(`its bytes from ${from} on are wrong, and no right ones can be had${reasons.size > 0 ? `: ${[...reasons].join('; ')}` : ''}`);
}
