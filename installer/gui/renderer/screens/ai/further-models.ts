/** Models beside the first one: which can be added, and what all of them take together. Pure. */
import type { Candidate } from '../../../../../shared/choice/choice.ts';
import { hostBytes } from '../../../../../shared/models/memory-need.ts';

/** What each further agent takes unless a file says otherwise (the spec's `instances`). */
const furtherContext = 4096;

/** Of the machine's own memory. The system's share is in every model's need, and is needed once. */
export function memoryTogether(first: Sized, further: readonly Sized[]): number {
  return hostBytes(first.need) + further.reduce((sum, each) => sum + ownBytes(each), 0);
}

type Sized = Pick<Candidate, 'need' | 'context'>;

/** The need was computed for the first model's context, and perhaps for a GPU; a further one keeps less in mind and runs on the processor. */
function ownBytes({ need, context }: Sized): number {
  return need.weights + need.compute + need.kv * Math.min(1, furtherContext / context);
}

/** Those that run here and are not in the list yet. A licence is accepted in the list; what nobody verified must be allowed first. */
export function canBeAdded(candidates: readonly Candidate[], taken: readonly string[]): Candidate[] {
  return candidates.filter(({ model, verdict }) => !taken.includes(model.id) && verdict !== 'too-big' && verdict !== 'unverified');
}
