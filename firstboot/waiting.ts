/** What is missing from outside: not a failure of this machine. The service comes back by itself and looks again. */
import { exitCodes, InstallerError } from '../shared/errors.ts';

export class WaitingError extends InstallerError {
  /** @param missing what would let it go on: "the network, or a USB volume with the model on it" */
  constructor(message: string, readonly missing: string) {
    super({ code: 'waiting', message, action: `It goes on by itself as soon as there is ${missing}.`, exitCode: exitCodes.failedResumable });
    this.name = 'WaitingError';
  }
}

/** A restart is needed before the step can be verified. It is carried out once; a step that asks twice has failed. */
export class RebootNeeded extends Error {
  constructor(readonly why: string) {
    super(`a restart is needed: ${why}`);
    this.name = 'RebootNeeded';
  }
}
