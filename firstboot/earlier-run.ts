/** What earlier boots left in the journal of this machine. */
import { parseJournal, summariseJournal, type JournalLine } from '../shared/plan/journal.ts';
import type { Host } from '../shared/system/host.ts';
import { journalPath, statePath } from './paths.ts';
import { readIfThere } from './read-if-there.ts';

export interface EarlierRun {
  /** Of this machine's first boot; those of a machine that this one was cloned from are not among them. */
  lines: JournalLine[];
  done: Set<string>;
  finished: boolean;
  /** The step in which the machine went down: by a power cut, or by a reboot in good order. */
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
  const interrupted = await hasRebooted(host) ? interruptedStep(own) : undefined;
  return { lines: own, done: summary.done, finished: summary.finished, ...(interrupted === undefined ? {} : { interrupted }) };
}

/** /run is empty after a boot; a run that was only killed leaves its state there. */
async function hasRebooted(host: Host): Promise<boolean> {
  return !await host.exists(statePath);
}

function interruptedStep(lines: readonly JournalLine[]): string | undefined {
  const last = lines.findLast(({ event }) => event !== 'warned');
  if (last?.event === 'started') return last.id;
  // How the executor journals SIGTERM: an AbortError's own words.
  return last?.event === 'failed' && last.message.endsWith('This operation was aborted') ? last.id : undefined;
}
