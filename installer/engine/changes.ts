/** What a client has not seen yet: the top-level keys of the snapshot that differ from the last one. */
import { isDeepStrictEqual } from 'node:util';
import type { Message, Snapshot } from '../../shared/protocol/snapshot.ts';

type Changes = Extract<Message, { type: 'changed' }>['changes'];

/** Undefined when there is nothing new. A key that is gone is null. */
export function changesBetween(before: Snapshot, after: Snapshot): Changes | undefined {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)] as (keyof Snapshot)[]);
  // Most are the same object as before: only small ones are made anew each time.
  const changed = [...keys].filter((key) => before[key] !== after[key] && !isDeepStrictEqual(before[key], after[key]));
  if (changed.length === 0) return undefined;
  return Object.fromEntries(changed.map((key) => [key, after[key] ?? null])) as Changes;
}
