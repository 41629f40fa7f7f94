/** The inventory as it is now. An edit counts from the next machine on; a broken one changes nothing and is told. */
import { stat } from 'node:fs/promises';
import type { Finding } from '../../shared/errors.ts';
import type { Host } from '../../shared/system/host.ts';
import { checkInventory } from './check-inventory.ts';
import type { Inventory } from './inventory.ts';
import { readInventory } from './read-inventory.ts';

export interface InventoryNow {
  /** The last good one. */
  inventory: Inventory;
  /** What is wrong with the file as it is now; empty when `inventory` is what stands in it. */
  findings: readonly Finding[];
  /** When `inventory` was read. */
  loadedAt: Date;
}

export interface InventoryWatch {
  now(): InventoryNow;
  /** Reads again when a file has changed since. Called before a rule is chosen; costs a stat(2) a file. */
  refresh(): Promise<InventoryNow>;
}

/** Undefined, with what is wrong, where there is no good one to begin with. */
export async function watchInventory(host: Host, file: string, tell: (now: InventoryNow) => void): Promise<InventoryWatch | Finding[]> {
  const first = await readChecked(host, file);
  if (!('inventory' in first)) return first.findings;
  let current: InventoryNow = { inventory: first.inventory, findings: [], loadedAt: new Date() };
  let { stamp } = first;
  let reading: Promise<InventoryNow> | undefined;
  const refresh = async (): Promise<InventoryNow> => {
    if (await stampOf(stamp.files) === stamp.text) return current;
    const next = await readChecked(host, file);
    stamp = next.stamp;
    current = 'inventory' in next ? { inventory: next.inventory, findings: [], loadedAt: new Date() } : { ...current, findings: next.findings };
    tell(current);
    return current;
  };
  return {
    now: () => current,
    refresh: () => reading ??= refresh().finally(() => { reading = undefined; }),
  };
}

interface Stamp { files: readonly string[]; text: string }
type Checked = { stamp: Stamp } & ({ inventory: Inventory } | { findings: Finding[] });

/** Which files there are is known after reading; their stamps are taken before what counts is read, so that no edit is missed. */
async function readChecked(host: Host, file: string): Promise<Checked> {
  const { files } = await readInventory(host, file);
  const stamp = { files, text: await stampOf(files) };
  const reading = await readInventory(host, file);
  if (!reading.ok) return { stamp, findings: reading.findings };
  const findings = await checkInventory(reading.inventory);
  return findings.length > 0 ? { stamp, findings } : { stamp, inventory: reading.inventory };
}

/** Change time, size and inode: an editor that renames and one that writes in place are both seen. */
async function stampOf(files: readonly string[]): Promise<string> {
  const stamps = await Promise.all(files.map(async (file) => {
    const { mtimeMs, ctimeMs, size, ino } = await stat(file).catch(() => ({ mtimeMs: 0, ctimeMs: 0, size: 0, ino: 0 }));
    return `${mtimeMs} ${ctimeMs} ${size} ${ino}`;
  }));
  return stamps.join('\n');
}
