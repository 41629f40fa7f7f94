/** What the screen is called: a cancelled install did not fail, and one that was cut off may go on. Pure. */
export type FailureKind = 'cancelled' | 'interrupted' | 'failed';

export function kindOfFailure(code: string): FailureKind {
  return code === 'cancelled' || code === 'interrupted' ? code : 'failed';
}
