/** The lines of the log that the window keeps: the last ones. Pure. */

export interface LogWindow {
  lines: readonly string[];
  /** Of the first of them in the engine's count: the key of its row. */
  first: number;
  next: number;
}

export const emptyLog: LogWindow = { lines: [], first: 0, next: 0 };
const most = 1000;

export function addLines({ lines, first, next }: LogWindow, news: { lines: readonly string[]; next: number }): LogWindow {
  const begins = news.next - news.lines.length;
  // A gap or a step back: the engine was started again or forgot lines, so what is here does not go before them.
  const kept = begins === next && lines.length > 0 ? [...lines, ...news.lines] : news.lines;
  const from = begins === next && lines.length > 0 ? first : begins;
  return kept.length > most ? { lines: kept.slice(-most), first: from + kept.length - most, next: news.next } : { lines: kept, first: from, next: news.next };
}

/** At the end of what scrolls, within a line or so: then new lines are followed. */
export function isAtEnd({ scrollTop, clientHeight, scrollHeight }: { scrollTop: number; clientHeight: number; scrollHeight: number }): boolean {
  return scrollHeight - scrollTop - clientHeight < 24;
}
