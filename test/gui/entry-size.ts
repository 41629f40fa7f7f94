/** What a browser has to load before the first screen. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Programs and style sheets that the page names, relative to it. */
export function entryFiles(gui: string): string[] {
  return readFileSync(join(gui, 'index.html'), 'utf8').match(/assets\/[\w-]+\.(js|css)/g) ?? [];
}

/** Bytes, each file compressed by itself, without fonts. */
export function measureEntry(gui: string): { bytes: number; files: number } {
  const sizes = entryFiles(gui).map((name) => gzipSync(readFileSync(join(gui, name))).length);
  return { bytes: sizes.reduce((sum, size) => sum + size, 0), files: sizes.length };
}
