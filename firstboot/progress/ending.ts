/** How a run of first boot ended, in the words that are shown everywhere. */
import { InstallerError } from '../../shared/errors.ts';
import { StepError } from '../../shared/plan/run-plan.ts';
import { RebootNeeded, WaitingError } from '../waiting.ts';
import type { Phase } from './state.ts';

export interface Ending {
  phase: Phase;
  line: string;
  /** What to do next. */
  action?: string;
  step?: string;
  waitingFor?: string;
}

export const readyEnding: Ending = { phase: 'ready', line: 'First boot is done, the machine is ready' };

export function endingOf(error: unknown): Ending {
  const step = error instanceof StepError ? { step: error.step.id } : {};
  const causes = chain(error);
  const reboot = causes.find((cause) => cause instanceof RebootNeeded);
  if (reboot) return { phase: 'waiting', line: `The machine restarts: ${reboot.why}`, waitingFor: 'the restart', ...step };
  const waiting = causes.find((cause) => cause instanceof WaitingError);
  if (waiting) return { phase: 'waiting', line: waiting.message, action: waiting.action, waitingFor: waiting.missing, ...step };
  if (causes.some((cause) => cause instanceof Error && cause.name === 'AbortError')) return { phase: 'waiting', line: 'First boot was stopped', waitingFor: 'the next start', ...step };
  const known = causes.find((cause) => cause instanceof InstallerError);
  return { phase: 'failed', line: error instanceof Error ? error.message : String(error), ...(known ? { action: known.action } : {}), ...step };
}

function chain(error: unknown): unknown[] {
  return error instanceof Error ? [error, ...chain(error.cause)] : error === undefined ? [] : [error];
}
