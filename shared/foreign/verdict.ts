/** What is said of a part of a foreign file, before it is an entry of the report. */
import type { Outcome } from './loss-report.ts';

export interface Verdict { outcome: Exclude<Outcome, 'comment'>; to: string[]; note?: string; doubt?: true }

/** Of two verdicts the first holds, but a refusal replaces any; two translations are one, with the first note. */
export function settleVerdicts<V extends Verdict>(before: V | undefined, next: V): V {
  if (before?.outcome === 'refused') return before;
  if (!before || next.outcome === 'refused') return next;
  if (before.outcome !== 'translated' || next.outcome !== 'translated') return before;
  const note = before.note ?? next.note;
  return { ...before, to: [...new Set([...before.to, ...next.to])], ...note === undefined ? {} : { note } };
}
