/** What the server notes for other processes that look at the rollout: the state of the inventory, since when it runs. */
import type { Store } from './open-store.ts';

export function readSetting(store: Store, name: string): unknown {
  const row = store.prepare('SELECT value FROM settings WHERE name = ?').get(name);
  return row === undefined ? undefined : JSON.parse(String(row['value']));
}

export function writeSetting(store: Store, name: string, value: unknown): void {
  store.prepare('INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(name, JSON.stringify(value));
}
