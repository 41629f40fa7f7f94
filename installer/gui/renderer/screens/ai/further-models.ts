/** Models beside the first one: which can be added, and what all of them take together. Pure. */
import type { Candidate } from '../../../../../shared/choice/choice.ts';
import { hostBytes } from '../../../../../shared/models/memory-need.ts';

/** The system's own share is in every model's need, and is needed once. */
export function memoryTogether(candidates: readonly Pick<Candidate, 'need'>[]): number {
  const own = candidates.reduce((sum, { need }) => sum + hostBytes(need) - need.reserve, 0);
  return own + Math.max(0, ...candidates.map(({ need }) => need.reserve));
}

/** Those that run here and are not in the list yet. A licence is accepted in the list; what nobody verified must be allowed first. */
export function canBeAdded(candidates: readonly Candidate[], taken: readonly string[]): Candidate[] {
  return candidates.filter(({ model, verdict }) => !taken.includes(model.id) && verdict !== 'too-big' && verdict !== 'unverified');
}
