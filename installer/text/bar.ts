import type { Terminal } from './terminal.ts';

/** A bar of so many cells, with its ends. */
export function bar(fraction: number, width: number, { charset }: Pick<Terminal, 'charset'>): string {
  const [full, empty] = charset === 'utf-8' ? ['\u2588', '\u2591'] : ['#', '.'];
  const done = Math.floor(Math.min(1, Math.max(0, fraction)) * width);
  return `|${full.repeat(done)}${empty.repeat(width - done)}|`;
}
