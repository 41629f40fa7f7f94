/**
 * Journal: what happened. Append-only JSON lines, fsynced; the source of progress, of resume and of the report.
 * It holds ids and sentences, never content: nothing in it is secret.
 */
import type { Measurement } from '../measure/measurement.ts';
import type { Host } from '../system/host.ts';

export type JournalEvent =
  | { event: 'begun'; hash: string; steps: number }
  /** What the plan was made from besides machine and spec: measured anew after a power cut, it would be another plan. */
  | { event: 'measured'; measurement: Measurement }
  | { event: 'resumed'; hash: string; skipped: number }
  | { event: 'started'; id: string }
  | { event: 'done'; id: string; seconds: number }
  | { event: 'warned'; id: string; message: string }
  | { event: 'failed'; id: string; code: string; message: string }
  /** A step asked for a restart of the machine, which follows. */
  | { event: 'restarting'; id: string; why: string }
  | { event: 'finished'; hash: string; seconds: number };
export type JournalLine = JournalEvent & { at: string };

export interface Journal {
  append(event: JournalEvent): Promise<void>;
  /** From now on every line goes to `path` on `host` as well; what was written so far is copied there first. */
  mirrorTo(host: Host, path: string): Promise<void>;
  /** Stops mirroring, before the mirror's filesystem is unmounted. */
  detach(): void;
  readonly lines: readonly JournalLine[];
}

/** @param earlier lines of the run that is being resumed; they are not written again. */
export function openJournal(host: Host, path: string, clock: () => Date, earlier: readonly JournalLine[] = []): Journal {
  const lines: JournalLine[] = [...earlier];
  const own: JournalLine[] = [];
  let mirror: { host: Host; path: string } | undefined;
  return {
    lines,
    async append(event) {
      const line = { at: clock().toISOString(), ...event };
      lines.push(line);
      own.push(line);
      await host.appendFile(path, `${JSON.stringify(line)}\n`);
      if (mirror) await mirror.host.appendFile(mirror.path, `${JSON.stringify(line)}\n`);
    },
    async mirrorTo(other, otherPath) {
      // The leading line break ends a line that a power cut may have left torn.
      await other.appendFile(otherPath, `\n${own.map((line) => `${JSON.stringify(line)}\n`).join('')}`);
      mirror = { host: other, path: otherPath };
    },
    detach() { mirror = undefined; },
  };
}

/** The readable lines; one torn by a power cut is skipped, for its step then simply runs again. */
export function parseJournal(text: string): JournalLine[] {
  return text.split('\n').flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line);
      return value && typeof value === 'object' && 'event' in value ? [value as JournalLine] : [];
    } catch {
      return [];
    }
  });
}

/** What an earlier run of this journal left: its plan, which steps are done, whether it came to its end. */
export function summariseJournal(lines: readonly JournalLine[]): { hash?: string; done: Set<string>; finished: boolean; measurement?: Measurement } {
  let hash: string | undefined;
  let measurement: Measurement | undefined;
  let done = new Set<string>();
  let finished = false;
  for (const line of lines) {
    if (line.event === 'begun') {
      [hash, done, finished] = [line.hash, new Set(), false];
    } else if (line.event === 'done') {
      done.add(line.id);
    } else if (line.event === 'measured') {
      measurement = line.measurement;
    } else if (line.event === 'finished') {
      finished = true;
    }
  }
  return { ...(hash === undefined ? {} : { hash }), done, finished, ...(measurement ? { measurement } : {}) };
}
