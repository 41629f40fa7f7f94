/** What the engine before this one was doing, from its journal; and how that is said. */
import { exitCodes } from '../../shared/errors.ts';
import { parseJournal } from '../../shared/plan/journal.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import { readText } from '../../shared/system/read-text.ts';
import type { Host } from '../../shared/system/host.ts';
import type { Failure } from '../machine/failure.ts';
import { liveJournal } from '../paths.ts';

export type Interrupted =
  | { kind: 'stopped'; done: number; steps: number; /** The step it was at. */ stepId?: string; /** It had failed before it was stopped. */ failed?: string }
  /** The system is installed: its plan says so once more. */
  | { kind: 'finished' };

/** Undefined when nothing was begun since this machine was started. */
export async function findInterrupted(host: Host): Promise<Interrupted | undefined> {
  const lines = parseJournal(await readText(host, liveJournal) ?? '');
  if (lines.length === 0) return undefined;
  if (lines.some(({ event }) => event === 'finished')) return { kind: 'finished' };
  const begun = lines.find((line) => line.event === 'begun');
  const resumed = lines.find((line) => line.event === 'resumed');
  const at = lines.findLast((line) => line.event === 'started');
  const failed = lines.findLast((line) => line.event === 'failed');
  return {
    kind: 'stopped', steps: begun?.steps ?? 0, done: (resumed?.skipped ?? 0) + lines.filter(({ event }) => event === 'done').length,
    ...(at ? { stepId: at.id } : {}), ...(failed && failed.id === at?.id ? { failed: failed.message } : {}),
  };
}

/** @param resumes the target carries a journal of this very plan */
export function failureOfInterrupted({ done, stepId, failed }: Extract<Interrupted, { kind: 'stopped' }>, plan: Plan, resumes: boolean): Failure {
  const step = plan.steps.find(({ id }) => id === stepId);
  const where = step ? ` during "${step.label}"` : '';
  return {
    code: 'interrupted', resumable: true, exitCode: exitCodes.failedResumable, ...(step ? { stepId: step.id } : {}),
    message: failed === undefined
      ? `The installer was ended${where}, when ${done} of ${plan.steps.length} steps were done`
      : `The installer was ended after a failure: ${failed}`,
    action: resumes ? 'Resume: it goes on where it stopped. Or start over.' : 'Resume: it begins again, for nothing that it could go on with was written yet. Or start over.',
  };
}
