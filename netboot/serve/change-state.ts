/** Where a machine stands, changed together with what is told of it. Called within `store.write`. */
import { randomUUID } from 'node:crypto';
import { updateMachine } from '../store/machines.ts';
import type { MachineRecord } from '../store/machine-record.ts';
import type { Serving } from './serving.ts';

export function failMachine(serving: Serving, record: MachineRecord, reason: string): void {
  const at = serving.now();
  updateMachine(serving.store, record.id, { state: 'failed', reason, ended_at: at, token_hash: null });
  queueHook(serving, record, 'failed', at, reason);
}

export function readyMachine(serving: Serving, record: MachineRecord): void {
  const at = serving.now();
  updateMachine(serving.store, record.id, { state: 'ready', reason: null, fraction: 1, label: null, ended_at: at });
  queueHook(serving, record, 'ready', at, null);
}

/** The webhook is in the same commit as the state: it is sent if, and only if, that is so. */
function queueHook({ store, hooks }: Serving, { id, hostname, rule, attempt, serial, address }: MachineRecord, event: string, at: number, reason: string | null): void {
  if (!hooks) return;
  const delivery = randomUUID();
  const body = JSON.stringify({ version: 1, id: delivery, event, at: new Date(at).toISOString(), machine: { id, hostname, serial, address, rule, attempt }, ...reason === null ? {} : { message: reason } });
  store.prepare('INSERT INTO hooks (id, at, event, body, not_before) VALUES (?, ?, ?, ?, 0)').run(delivery, at, event, body);
  setImmediate(hooks.wake);
}
