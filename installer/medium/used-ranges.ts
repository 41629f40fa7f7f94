/**
 * Which bytes of an unmounted btrfs are in use, read from its own trees: the extent tree names every extent by
 * logical address, the chunk tree says where those lie on the device. No help of the building file system is needed
 * (FIEMAP and SEEK_HOLE differ between them), and nothing stale is ever copied.
 */
import { command } from './command.ts';

export type Range = [offset: number, length: number];

export interface Chunk {
  logical: number;
  length: number;
  /** Byte offsets on the (only) device: two when DUP. */
  stripes: number[];
}

/** Superblock copies of a file system this small: 64 KiB and 64 MiB (btrfs on-disk format). */
const superblocks: Range[] = [[65536, 4096], [67108864, 4096]];

export async function usedRanges(image: string, options: { bytes: number; gap: number }): Promise<Range[]> {
  const [chunkTree, extentTree, superblock] = await Promise.all([
    dumpTree(image, 'chunk'), dumpTree(image, 'extent'), command('btrfs', ['inspect-internal', 'dump-super', image]),
  ]);
  const nodeSize = Number(/^nodesize\s+(\d+)$/m.exec(superblock)?.[1]);
  if (!(nodeSize > 0)) throw new Error(`${image}: no nodesize in its superblock`);
  const chunks = parseChunks(chunkTree);
  const extents = parseExtents(extentTree, nodeSize);
  const supers = superblocks.filter(([offset]) => offset < options.bytes);
  return coalesce([...supers, ...toPhysical(extents, chunks)], options.gap);
}

async function dumpTree(image: string, tree: string): Promise<string> {
  return command('btrfs', ['inspect-internal', 'dump-tree', '-t', tree, image]);
}

export function parseChunks(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  for (const line of text.split('\n')) {
    const item = /key \(FIRST_CHUNK_TREE CHUNK_ITEM (\d+)\)/.exec(line);
    const length = /^\s+length (\d+) owner/.exec(line);
    const stripe = /^\s+stripe \d+ devid \d+ offset (\d+)/.exec(line);
    const last = chunks.at(-1);
    if (item) chunks.push({ logical: Number(item[1]), length: 0, stripes: [] });
    else if (length && last) last.length = Number(length[1]);
    else if (stripe && last) last.stripes.push(Number(stripe[1]));
  }
  return chunks;
}

/** EXTENT_ITEM's offset is its length; METADATA_ITEM's is a level, its length one node. */
export function parseExtents(text: string, nodeSize: number): Range[] {
  return [...text.matchAll(/key \((\d+) (EXTENT_ITEM|METADATA_ITEM) (\d+)\)/g)].map(([, start, kind, offset]) =>
    [Number(start), kind === 'EXTENT_ITEM' ? Number(offset) : nodeSize]);
}

/** Every copy of every extent; throws when an extent lies in no chunk, for then the trees were misread. */
export function toPhysical(extents: readonly Range[], chunks: readonly Chunk[]): Range[] {
  return extents.flatMap(([start, length]) => {
    const chunk = chunks.find(({ logical, length: size }) => start >= logical && start + length <= logical + size);
    if (!chunk) throw new Error(`extent ${start} of ${length} bytes lies in no chunk`);
    return chunk.stripes.map((stripe): Range => [stripe + start - chunk.logical, length]);
  });
}

/** Sorted, overlaps and gaps under `gap` bytes closed. */
export function coalesce(ranges: readonly Range[], gap: number): Range[] {
  const merged: Range[] = [];
  for (const [offset, length] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && offset - (last[0] + last[1]) < gap) last[1] = Math.max(last[1], offset + length - last[0]);
    else merged.push([offset, length]);
  }
  return merged;
}
