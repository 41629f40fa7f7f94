/** Why a verb was not done: what the reply to it says. */
export class VerbError extends Error {
  override name = 'VerbError';
  readonly code: string;
  /** What to do instead, one sentence. */
  readonly action: string | undefined;

  constructor(code: string, message: string, action?: string) {
    super(message);
    this.code = code;
    this.action = action;
  }
}
