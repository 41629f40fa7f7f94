/** Somebody asks for a machine to be installed (again): all that it was given is forgotten, and its next boot installs. */
import { dropSpec, findMachine, updateMachine } from './machines.ts';
import type { Store } from './open-store.ts';

/** Called within `store.write`. @returns why it cannot be, in a sentence */
export function retryMachine(store: Store, id: string): string | undefined {
  const record = findMachine(store, id);
  if (!record) return `There is no machine ${id} in this rollout`;
  updateMachine(store, id, {
    state: 'seen', reason: null, fraction: 0, label: null, attempt: record.attempt + 1, starts: 0,
    // Only then there may be something of ours on its disk.
    reset: record.starts > 0 || record.reset === 1 ? 1 : 0,
    rule: null, hostname: null, spec_digest: null, token_hash: null, token_address: null, token_expires: null, token_used: null,
    waiting_at: null, chosen_at: null, started_at: null, installed_at: null, ended_at: null,
  });
  dropSpec(store, id);
  return undefined;
}

/** By its id, a MAC address, its serial number or its host name. */
export function findByName(store: Store, name: string): string[] {
  return store.prepare(`SELECT id FROM machines WHERE id = :name COLLATE NOCASE OR serial = :name COLLATE NOCASE OR hostname = :name COLLATE NOCASE
    OR id IN (SELECT machine FROM macs WHERE mac = :mac) ORDER BY id`).all({ ':name': name, ':mac': name.toLowerCase().replaceAll('-', ':') }).map((row) => String(row['id']));
}
