/** A command line that cannot be meant: exit 2, one sentence. */
export class UsageError extends Error {
  override name = 'UsageError';
}
