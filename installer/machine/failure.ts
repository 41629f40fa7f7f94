/** An error as front ends show it: one sentence with the cause, one with what to do next, and whether it can go on. */
import { exitCodes, InstallerError, type ExitCode } from '../../shared/errors.ts';
import { StepError } from '../../shared/plan/run-plan.ts';

export interface Failure {
  code: string;
  message: string;
  action: string;
  resumable: boolean;
  exitCode: ExitCode;
  stepId?: string;
  /** Why the logs could not be saved, when that failed too. */
  logs?: string;
}

/** For who gave a command; a front end with a button says it otherwise. */
export const resumeAction = 'Fix the cause and run the same command again: it goes on where it stopped.';
const restartAction = 'Nothing on this disk can be used. Replace or check it, then start the installation again.';

export function describeFailure(error: unknown): Failure {
  const known = findInstallerError(error);
  const step = error instanceof StepError ? { stepId: error.step.id } : {};
  if (known) {
    return { code: known.code, message: known.message, action: known.action, resumable: known.exitCode === exitCodes.failedResumable, exitCode: known.exitCode, ...step };
  }
  if (isAbort(error)) return { code: 'cancelled', message: 'The installation was cancelled', action: resumeAction, resumable: true, exitCode: exitCodes.failedResumable };
  const forGood = diskFailed(error);
  return {
    code: forGood ? 'disk-failed' : 'step-failed',
    message: error instanceof Error ? error.message : String(error),
    action: forGood ? restartAction : resumeAction,
    resumable: !forGood, exitCode: forGood ? exitCodes.failedForGood : exitCodes.failedResumable, ...step,
  };
}

function findInstallerError(error: unknown): InstallerError | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof InstallerError) return cause;
  return undefined;
}

/** What the kernel says when a disk is broken, gone or write-protected (errno(3)), as Node's code or a tool's words. */
function diskFailed(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (['EIO', 'EROFS', 'ENODEV', 'ENXIO', 'EREMOTEIO'].includes((cause as NodeJS.ErrnoException).code ?? '')) return true;
    if (/Input\/output error|Read-only file system|No such device/.test(cause.message)) return true;
  }
  return false;
}

function isAbort(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause.name === 'AbortError') return true;
  return error instanceof DOMException && error.name === 'AbortError';
}
