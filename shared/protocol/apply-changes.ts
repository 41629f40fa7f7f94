/** A client's picture of the engine: the last snapshot with the changes since. A key that is gone comes as null. */
import type { Message, Snapshot } from './snapshot.ts';

export function applyMessage(before: Snapshot | undefined, message: Message): Snapshot | undefined {
  if (message.type === 'snapshot') return message.snapshot;
  if (message.type !== 'changed' || !before) return before;
  const kept = Object.entries({ ...before, ...message.changes }).filter(([, value]) => value !== null);
  return Object.fromEntries(kept) as unknown as Snapshot;
}
