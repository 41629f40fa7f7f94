/** The machines of a rollout, kept. The writing ones are called within `store.write`. */
import type { Store } from './open-store.ts';
import { recordColumns, type MachineRecord, type MachineState } from './machine-record.ts';

const columns = recordColumns.join(', ');

export function findMachine(store: Store, id: string): MachineRecord | undefined {
  return store.prepare(`SELECT ${columns} FROM machines WHERE id = ?`).get(id) as MachineRecord | undefined;
}

export function findByMac(store: Store, mac: string): MachineRecord | undefined {
  return store.prepare(`SELECT ${columns} FROM machines WHERE id = (SELECT machine FROM macs WHERE mac = ?)`).get(mac) as MachineRecord | undefined;
}

export function listMachines(store: Store): MachineRecord[] {
  return store.prepare(`SELECT ${columns} FROM machines ORDER BY seen_at, id`).all() as unknown as MachineRecord[];
}

export function macsOfMachine(store: Store, id: string): string[] {
  return store.prepare('SELECT mac FROM macs WHERE machine = ? ORDER BY rowid').all(id).map((row) => String(row['mac']));
}

/** By machine, for all of them at once. */
export function allMacs(store: Store): Map<string, string[]> {
  const macs = new Map<string, string[]>();
  for (const { mac, machine } of store.prepare('SELECT mac, machine FROM macs ORDER BY rowid').all()) {
    const list = macs.get(String(machine)) ?? [];
    list.push(String(mac));
    macs.set(String(machine), list);
  }
  return macs;
}

export function countStates(store: Store): Record<string, number> {
  return Object.fromEntries(store.prepare('SELECT state, count(*) AS n FROM machines GROUP BY state').all().map((row) => [String(row['state']), Number(row['n'])]));
}

export function insertMachine(store: Store, id: string, state: MachineState, at: number): void {
  store.prepare('INSERT INTO machines (id, state, seen_at, heard_at) VALUES (?, ?, ?, ?)').run(id, state, at, at);
}

export function updateMachine(store: Store, id: string, change: Partial<Omit<MachineRecord, 'id'>>): void {
  const names = Object.keys(change);
  // The same names in the same order are the same statement.
  store.prepare(`UPDATE machines SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`).run(...Object.values(change) as (string | number | null)[], id);
}

/** A MAC address belongs to the machine that had it last: network cards move. */
export function giveMacs(store: Store, id: string, macs: readonly string[]): void {
  for (const mac of macs) store.prepare('INSERT INTO macs (mac, machine) VALUES (?, ?) ON CONFLICT (mac) DO UPDATE SET machine = excluded.machine').run(mac, id);
}

export function removeMachine(store: Store, id: string): void {
  store.prepare('DELETE FROM machines WHERE id = ?').run(id);
}

/** `what` is the machine as it was probed, or its whole spec with its secrets, which is for nobody else. Nothing is written that is there already. */
export function keepJson(store: Store, what: 'hardware' | 'specs', id: string, json: string): void {
  store.prepare(`INSERT INTO ${what} (machine, json) VALUES (?, ?) ON CONFLICT (machine) DO UPDATE SET json = excluded.json WHERE json <> excluded.json`).run(id, json);
}

export function jsonOf(store: Store, what: 'hardware' | 'specs', id: string): string | undefined {
  const row = store.prepare(`SELECT json FROM ${what} WHERE machine = ?`).get(id);
  return row === undefined ? undefined : String(row['json']);
}

export function dropSpec(store: Store, id: string): void {
  store.prepare('DELETE FROM specs WHERE machine = ?').run(id);
}
