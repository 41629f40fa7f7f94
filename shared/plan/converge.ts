/** A step in three parts: is it so already, make it so, is it so now. Done only after the second look. */
import { exitCodes, InstallerError } from '../errors.ts';
import type { HandlerOf, StepBase, StepContext } from './step.ts';

export interface Convergence<S extends StepBase> {
  /** Whether there is nothing left to do. Changes nothing. */
  check(step: S, context: StepContext): Promise<boolean>;
  apply(step: S, context: StepContext): Promise<void>;
  /** Where the first look cannot tell whether `apply` took effect; `check` unless given. */
  verify?(step: S, context: StepContext): Promise<boolean>;
}

export function converging<S extends StepBase, K extends S['kind']>({ check, apply, verify = check }: Convergence<Extract<S, { kind: K }>>): HandlerOf<S, K> {
  return async (step, context) => {
    if (await check(step, context)) return;
    await apply(step, context);
    if (await verify(step, context)) return;
    throw new InstallerError({
      code: 'not-verified', exitCode: exitCodes.failedResumable,
      message: 'what was done did not take effect', action: 'Look at the system journal; the next start tries again.',
    });
  };
}
