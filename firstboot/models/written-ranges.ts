/**
 * Which bytes of a file that was reserved as a whole were really written. The filesystem knows, even after a power cut:
 * space that is only reserved is an "unwritten" extent, and becomes a written one when its data is on the disk.
 */
import { CommandError, type Host } from '../../shared/system/host.ts';
import type { ByteRange } from './byte-range.ts';

/** Undefined where the filesystem does not tell (tmpfs, network filesystems). */
export async function writtenRanges(host: Host, path: string): Promise<ByteRange[] | undefined> {
  try {
    // -s: written back first, so that what a killed process left in memory counts.
    return parseFilefrag(await host.run('filefrag', ['-s', '-v', '--', path]));
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}

/** As `filefrag -v` of e2fsprogs 1.47 prints it. */
export function parseFilefrag(text: string): ByteRange[] | undefined {
  const block = Number(/blocks? of (\d+) bytes\)/.exec(text)?.[1]);
  if (!block || !/^ *ext: +logical_offset:/m.test(text)) return undefined;
  const ranges: ByteRange[] = [];
  for (const [, first, last, flags = ''] of text.matchAll(/^ *\d+: +(\d+)\.\. *(\d+): +\d+\.\. *\d+: +\d+:(?: +\d+:)? *([a-z0-9_,]*)$/gm)) {
    if (/unwritten|delalloc|unknown/.test(flags)) continue;
    const range = { from: Number(first) * block, to: (Number(last) + 1) * block };
    const before = ranges.at(-1);
    if (before?.to === range.from) before.to = range.to;
    else ranges.push(range);
  }
  // The last block of each may have been begun and not filled.
  return ranges.map(({ from, to }) => ({ from, to: to - block })).filter(({ from, to }) => to > from);
}
