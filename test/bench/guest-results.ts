/** What the guest said on its serial console: `bench: KEY VALUE`, and journal lines of the installs. */
import type { JournalLine } from '../../shared/plan/journal.ts';

export interface GuestResults {
  /** Seconds, KiB or bytes by key, as guest/bench.sh names them. */
  figures: ReadonlyMap<string, number>;
  /** By layout. */
  journals: ReadonlyMap<string, JournalLine[]>;
}

export function readResults(lines: readonly string[]): GuestResults {
  const figures = new Map<string, number>();
  const journals = new Map<string, JournalLine[]>();
  for (const line of lines) {
    const [, key = '', value = ''] = /^bench: (\S+) (.*)$/.exec(line) ?? [];
    const layout = /^journal\.(.+)$/.exec(key)?.[1];
    if (layout !== undefined) journals.set(layout, [...journals.get(layout) ?? [], JSON.parse(value) as JournalLine]);
    else if (key !== '' && /^[\d.]+$/.test(value)) figures.set(key, Number(value));
  }
  return { figures, journals };
}

export function figureOf({ figures }: GuestResults, key: string): number {
  const value = figures.get(key);
  if (value === undefined) throw new Error(`the guest said nothing of ${key}`);
  return value;
}

/** Steps and their seconds, in the order they ran. */
export function stepSeconds({ journals }: GuestResults, layout: string): [id: string, seconds: number][] {
  return (journals.get(layout) ?? []).flatMap((line): [string, number][] => (line.event === 'done' ? [[line.id, line.seconds]] : []));
}
