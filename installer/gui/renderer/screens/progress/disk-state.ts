/** What the disk is like if the install ends now: said before somebody cancels, and after it failed. Pure. */
import { lostParts } from '../../../../../shared/plan/lost-parts.ts';
import type { PlanView } from '../../../../../shared/protocol/snapshot.ts';

/** `untouched`: nothing was written. `begun`: what comes is not whole. `lost`: and what was there is gone. */
export type DiskState = 'untouched' | 'begun' | 'lost';

type Seen = { plan: Pick<PlanView, 'steps' | 'resumes' | 'disk'> | undefined; /** The step that runs, or that it stopped at. */ at: string | undefined };

export function diskState({ plan, at }: Seen): DiskState {
  // Without a plan nothing could be written.
  if (!plan) return 'untouched';
  const index = plan.steps.findIndex(({ id }) => id === at);
  // Where it stopped nobody knows: then the worse is said. Until the first step that is no check, nothing is written.
  const hasBegun = plan.resumes || index < 0 || plan.steps.slice(0, index + 1).some(({ kind }) => kind !== 'check-disk' && kind !== 'check-kept');
  if (!hasBegun) return 'untouched';
  return lostParts(plan.disk.before).length > 0 ? 'lost' : 'begun';
}
