/** What earlier boots left in the journal of this machine. */
import { parseJournal, summariseJournal, type JournalLine } from '../shared/plan/journal.ts';
import type { Host } from '../shared/system/host.ts';
import { journalPath } from './paths.ts';
import { readIfThere } from './read-if-there.ts';

export interface EarlierRun {
  /** Of this machine's first boot; those of a machine that this one was cloned from are not among them. */
  lines: JournalLine[];
  done: Set<string>;
  finished: boolean;
  /** A step that began and neither ended nor failed: the power went. */
  interrupted?: string;
}

export async function readEarlierRun(host: Host, hash: string): Promise<EarlierRun> {
  const text = await readIfThere(host, journalPath) ?? '';
  // A line torn by a power cut must not swallow the next one.
  if (text !== '' && !text.endsWith('\n')) await host.appendFile(journalPath, '\n');
  const lines = parseJournal(text);
  const summary = summariseJournal(lines);
  if (summary.hash !== hash) return { lines: [], done: new Set(), finished: false };
  const begun = lines.findLastIndex(({ event }) => event === 'begun');
  const own = lines.slice(begun);
  const last = own.findLast(({ event }) => event !== 'warned');
  return { lines: own, done: summary.done, finished: summary.finished, ...(last?.event === 'started' ? { interrupted: last.id } : {}) };
}
