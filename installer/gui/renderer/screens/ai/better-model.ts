/** The next better model than the one that would be taken, when something of the machine stands in its way: what people ask first. Pure. */
import type { Row } from './judge-rows.ts';

export function betterThan(rows: readonly Row[], id: string): Row | undefined {
  const taken = rows.find(({ candidate }) => candidate.model.id === id)?.candidate.model;
  if (!taken) return undefined;
  // Another quantisation of the same model first, then the one that is least better.
  return rows
    .filter(({ candidate: { model, verdict } }) => (verdict === 'too-big' || verdict === 'too-slow') && model.purpose === taken.purpose && model.quality > taken.quality)
    .sort((a, b) => Number(b.candidate.model.name === taken.name) - Number(a.candidate.model.name === taken.name) || a.candidate.model.quality - b.candidate.model.quality)[0];
}

/** Where nothing fits: what would need the least. */
export function smallestTooBig(rows: readonly Row[]): Row | undefined {
  return rows.filter(({ candidate }) => candidate.verdict === 'too-big').sort((a, b) => a.candidate.need.total - b.candidate.need.total)[0];
}
