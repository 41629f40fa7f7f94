/** The last lines of the log for those who look on: numbered, so that a client that comes back misses none that are still here. */
import { setTimeout as pause } from 'node:timers/promises';

export interface LogLines {
  add(line: string): void;
  /** Waits for news when there is nothing yet after `from`; with none for a while, no lines. */
  read(from: number, signal?: AbortSignal): Promise<{ lines: string[]; next: number }>;
}

const mostLines = 2000;
const mostAtOnce = 500;
const longest = 2000;

export function openLogLines(waitMilliseconds = 20_000): LogLines {
  let lines: string[] = [];
  let next = 0;
  let news = Promise.withResolvers<void>();
  const since = (from: number): { lines: string[]; next: number } => {
    const first = next - lines.length;
    // A number from before an engine restart is larger than ours.
    const start = from > next ? first : Math.max(from, first);
    const some = lines.slice(start - first, start - first + mostAtOnce);
    return { lines: some, next: start + some.length };
  };
  return {
    add(line) {
      lines.push(line.length > longest ? `${line.slice(0, longest)}…` : line);
      if (lines.length > 2 * mostLines) lines = lines.slice(-mostLines);
      next += 1;
      news.resolve();
      news = Promise.withResolvers();
    },
    async read(from, signal) {
      if (from !== next) return since(from);
      const over = new AbortController();
      const limit = pause(waitMilliseconds, undefined, { signal: signal ? AbortSignal.any([signal, over.signal]) : over.signal, ref: false }).catch(() => undefined);
      await Promise.race([news.promise, limit]);
      over.abort();
      return since(from);
    },
  };
}
