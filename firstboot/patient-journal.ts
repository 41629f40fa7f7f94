/**
 * A machine that waits for a network looks again every minute, for weeks if need be. The journal keeps the first such
 * look: those that end in the same sentence as the one before write nothing.
 */
import type { Journal, JournalEvent, JournalLine } from '../shared/plan/journal.ts';

/** @param earlier lines of the earlier run, which ended in `failed` where it waits */
export function patientJournal(journal: Journal, earlier: readonly JournalLine[]): Journal {
  const last = earlier.at(-1);
  if (last?.event !== 'failed') return journal;
  let held: JournalEvent[] | undefined = [];
  const isRepeated = (event: JournalEvent): boolean => (event.event === 'resumed' || event.event === 'started' || event.event === 'warned');
  return {
    ...journal,
    get lines() { return journal.lines; },
    async append(event) {
      if (!held) return journal.append(event);
      if (event.event === 'failed' && event.id === last.id && event.message === last.message) {
        held = [];
        return undefined;
      }
      held.push(event);
      if (isRepeated(event)) return undefined;
      const events = held;
      held = undefined;
      for (const each of events) await journal.append(each);
      return undefined;
    },
  };
}
