/** So many machines at once, one after the other: whose turn is it? */
import type { MachineRecord } from '../store/machine-record.ts';
import { quietMilliseconds, type Serving } from './serving.ts';

export type Place = { reason?: undefined } | { reason: string; retrySeconds: number };

/** Who has not asked for so long has lost its place in the queue. */
const patienceMilliseconds = 180_000;

/** First come, first served among those that still ask. Reads only. */
export function freePlace({ store, now, limits }: Serving, { id, waiting_at: since }: MachineRecord): Place {
  const at = now();
  const count = (sql: string, ...values: (string | number)[]): number => Number(store.prepare(sql).get(...values)?.['n'] ?? 0);
  const busy = count("SELECT count(*) AS n FROM machines WHERE state IN ('chosen', 'installing') AND heard_at > ? AND id <> ?", at - quietMilliseconds, id);
  const before = count("SELECT count(*) AS n FROM machines WHERE state = 'waiting' AND waiting_at IS NOT NULL AND waiting_at < ? AND heard_at > ? AND id <> ?", since ?? at, at - patienceMilliseconds, id);
  const free = limits.concurrency - busy;
  // The queue is asked in its order, so nobody polls more often than a place can come free.
  const patience = Math.min(60, 10 + Math.ceil(before / 10));
  if (free <= before) {
    const queue = before === 0 ? '' : `, ${before} ${before === 1 ? 'waits' : 'wait'} before this one`;
    return { reason: `${busy} machines are being installed, of ${limits.concurrency} at a time${queue}`, retrySeconds: patience };
  }
  const last = Number(store.prepare('SELECT max(chosen_at) AS at FROM machines WHERE id <> ?').get(id)?.['at'] ?? 0);
  const rest = Math.ceil((last + limits.stagger * 1000 - at) / 1000);
  // A clock that was set back must not stop everything.
  if (limits.stagger > 0 && rest > 0 && rest <= limits.stagger) return { reason: `one machine begins every ${limits.stagger} s, and it is not this one's turn yet`, retrySeconds: Math.min(60, rest * (before + 1)) };
  return {};
}
