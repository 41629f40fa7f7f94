/** What was not done, or done otherwise, and why: from every part in one list. Pure. */
import type { JournalLine } from '../../shared/plan/journal.ts';
import type { Proof } from '../agent/proof.ts';
import type { DriversRecord } from '../drivers/drivers-record.ts';
import type { Hardening } from '../harden/results.ts';
import type { Ending } from '../progress/ending.ts';

export interface NotDone { what: string; why: string }

interface Parts {
  lines: readonly JournalLine[];
  hardening?: Hardening | undefined;
  drivers?: DriversRecord | undefined;
  benchmark?: Proof | undefined;
  ending: Ending;
}

export function notDone({ lines, hardening, drivers, benchmark, ending }: Parts): NotDone[] {
  return withoutDoubles([
    ...(ending.phase === 'ready' ? [] : [{ what: ending.step ?? 'First boot', why: ending.line }]),
    ...lines.flatMap((line) => (line.event === 'warned' ? [{ what: line.id, why: line.message }] : [])),
    ...(drivers?.stages ?? []).filter(({ state }) => state !== 'done').map(({ label, state, why }) => ({ what: `Driver: ${label}`, why: why ?? state })),
    ...(benchmark?.fallbacks ?? []).map(({ from, to, why }) => ({ what: `Model: ${from}, now ${to}`, why })),
    ...(hardening?.controls ?? []).filter(({ state }) => state === 'failed' || state === 'left-out')
      .map(({ id, title, state, why }) => ({ what: `Hardening: ${id} (${title})`, why: why ?? (state === 'failed' ? 'it could not be applied' : 'left out') })),
  ]);
}

function withoutDoubles(list: readonly NotDone[]): NotDone[] {
  return list.filter(({ what, why }, index) => list.findIndex((one) => one.what === what && one.why === why) === index);
}
