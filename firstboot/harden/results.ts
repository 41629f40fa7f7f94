/** What became of each control, for the report and for who asks: one file, a group at a time. */
import { groups, type Control, type Exception, type Group, type HardenFacts, type Profile } from '../../shared/harden/control.ts';
import type { Host } from '../../shared/system/host.ts';
import { hardeningPath } from '../paths.ts';
import { readIfThere } from '../read-if-there.ts';

export interface ControlResult {
  id: string;
  group: Group;
  title: string;
  cis: readonly string[];
  /** `ok`: it was so already. `not-due`: there is nothing here that it is about. */
  state: 'ok' | 'applied' | 'failed' | 'left-out' | 'not-due';
  why?: string;
}

export interface Hardening {
  version: 1;
  profile: Profile;
  exceptions: readonly Exception[];
  controls: ControlResult[];
}

export async function readHardening(host: Host): Promise<Hardening | undefined> {
  const text = await readIfThere(host, hardeningPath);
  return text === undefined ? undefined : JSON.parse(text) as Hardening;
}

export function resultOf({ id, group, title, cis }: Control, state: ControlResult['state'], why?: string): ControlResult {
  return { id, group, title, cis, state, ...(why === undefined ? {} : { why }) };
}

/** New results take the place of those with the same ids. What was applied once stays so where it is merely found again. */
export async function recordResults(host: Host, { profile, exceptions }: HardenFacts, results: readonly ControlResult[]): Promise<void> {
  const known = await readHardening(host);
  const earlier = new Map((known?.controls ?? []).map((result) => [result.id, result]));
  const fresh = results.map((result) => (result.state === 'ok' && earlier.get(result.id)?.state === 'applied' ? { ...result, state: 'applied' as const } : result));
  const ids = new Set(fresh.map(({ id }) => id));
  const merged = [...[...earlier.values()].filter(({ id }) => !ids.has(id)), ...fresh].sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group));
  const text = `${JSON.stringify({ version: 1, profile, exceptions, controls: merged } satisfies Hardening, undefined, 2)}\n`;
  // Nothing new, nothing written: a second run leaves no trace.
  if (text !== await readIfThere(host, hardeningPath)) await host.writeFile(hardeningPath, text, { mode: 0o644 });
}
