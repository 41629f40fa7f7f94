/** What the disk is like if the install ends now: said before somebody cancels. Pure. */
import type { PlanView, StepState } from '../../../../../shared/protocol/snapshot.ts';

/** `untouched`: nothing was written. `unfinished`: what was there is gone and what comes is not whole. */
export type DiskState = 'untouched' | 'unfinished';

export function diskState(steps: readonly StepState[], plan: Pick<PlanView, 'steps' | 'resumes'> | undefined): DiskState {
  // Without the plan nobody knows; then the worse is said.
  if (!plan || plan.resumes) return 'unfinished';
  // A step that is not said to destroy but comes after one that did has found its disk changed.
  const destroying = new Set(plan.steps.filter(({ destroys }) => destroys).map(({ id }) => id));
  return steps.some(({ id, state }) => state !== 'to-come' && destroying.has(id)) ? 'unfinished' : 'untouched';
}
