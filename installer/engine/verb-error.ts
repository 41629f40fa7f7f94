import type { Finding } from '../../shared/errors.ts';

/** Why a verb was not done: what the reply to it says. */
export class VerbError extends Error {
  override name = 'VerbError';
  readonly code: string;
  /** What to do instead, one sentence. */
  readonly action: string | undefined;
  /** The same, where it is about one answer: shown beside its field. */
  readonly finding: Finding | undefined;

  constructor(code: string, message: string, action?: string, finding?: Finding) {
    super(message);
    this.code = code;
    this.action = action;
    this.finding = finding;
  }
}
