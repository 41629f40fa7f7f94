/** What is missing from outside: not a failure of this machine. The service comes back by itself and looks again. */
import { exitCodes, InstallerError } from '../shared/errors.ts';

export class WaitingError extends InstallerError {
  /** What would let it go on: "the network, or a USB volume with the model on it". */
  readonly missing: string;

  constructor(message: string, missing: string) {
    super({ code: 'waiting', message, action: `It goes on by itself as soon as there is ${missing}.`, exitCode: exitCodes.failedResumable });
    this.name = 'WaitingError';
    this.missing = missing;
  }
}

/** A restart is needed before the step can be verified. It is carried out once; a step that asks twice has failed. */
export class RebootNeeded extends Error {
  readonly why: string;

  constructor(why: string) {
    super(`a restart is needed: ${why}`);
    this.name = 'RebootNeeded';
    this.why = why;
  }
}
