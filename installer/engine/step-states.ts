/** The plan's steps as the progress screen shows them. Pure. */
import type { Plan } from '../../shared/plan/plan.ts';
import type { StepState } from '../../shared/protocol/snapshot.ts';

/** Steps run in their order, so what stands before the one that runs is done, or was done by an earlier run. */
export function stepStates({ steps }: Pick<Plan, 'steps'>, runningId: string | undefined, { state, seconds }: { state: 'installing' | 'failed' | 'finished'; seconds: ReadonlyMap<string, number> }): StepState[] {
  const running = runningId === undefined ? 0 : steps.findIndex(({ id }) => id === runningId);
  return steps.map(({ id, label }, index) => {
    const is = state === 'finished' || index < running ? 'done' : index === running && state === 'installing' ? 'running' : 'to-come';
    const took = is === 'done' ? seconds.get(id) : undefined;
    return { id, label, state: is, ...(took === undefined ? {} : { seconds: took }) };
  });
}
