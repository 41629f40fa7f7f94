/** What machines have told, once each, and the logs of those that failed. */
import type { Store } from './open-store.ts';

export interface KeptEvent {
  /** X-CognOS-Delivery. */
  id: string;
  machine: string;
  attempt: number;
  at: number;
  stage: string;
  event: string;
  fraction: number | null;
  message: string | null;
  /** JSON, of `finished` only. */
  report: string | null;
}

/** @returns whether it is a new one */
export function keepEvent(store: Store, { id, machine, attempt, at, stage, event, fraction, message, report }: KeptEvent): boolean {
  return store.prepare('INSERT OR IGNORE INTO events (id, machine, attempt, at, stage, event, fraction, message, report) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(id, machine, attempt, at, stage, event, fraction, message, report).changes === 1;
}

export function eventsOf(store: Store, machine: string): KeptEvent[] {
  return store.prepare('SELECT id, machine, attempt, at, stage, event, fraction, message, report FROM events WHERE machine = ? ORDER BY at, fraction').all(machine) as unknown as KeptEvent[];
}

/** A machine that fails for ever must not fill the disk. */
const logsOfOneMachine = 5;

export function keepLog(store: Store, machine: string, attempt: number, at: number, text: string): void {
  store.prepare('INSERT INTO logs (machine, attempt, at, text) VALUES (?, ?, ?, ?)').run(machine, attempt, at, text);
  store.prepare('DELETE FROM logs WHERE machine = ? AND id NOT IN (SELECT id FROM logs WHERE machine = ? ORDER BY id DESC LIMIT ?)').run(machine, machine, logsOfOneMachine);
}

export function logsOf(store: Store, machine: string): { attempt: number; at: number; text: string }[] {
  return store.prepare('SELECT attempt, at, text FROM logs WHERE machine = ? ORDER BY id').all(machine) as unknown as { attempt: number; at: number; text: string }[];
}

/** Machines that have left a log. */
export function machinesWithLogs(store: Store): Set<string> {
  return new Set(store.prepare('SELECT DISTINCT machine FROM logs').all().map((row) => String(row['machine'])));
}
