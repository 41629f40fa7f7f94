/** The steps as a person follows them: neighbours that say the same are one line, with how many of them are done. Pure. */
import type { StepState } from '../../../../../shared/protocol/snapshot.ts';

export interface StepLine {
  id: string;
  label: string;
  kind: string;
  state: StepState['state'];
  done: number;
  total: number;
  /** Of those that are done. */
  seconds?: number;
}

/** @param kinds of the plan's steps by id, for the words of another language */
export function foldSteps(steps: readonly StepState[], kinds: ReadonlyMap<string, string>): StepLine[] {
  const lines: StepLine[] = [];
  for (const { id, label, state, seconds } of steps) {
    const kind = kinds.get(id) ?? '';
    const last = lines.at(-1);
    const line = last?.label === label ? last : { id, label, kind, state: 'to-come' as const, done: 0, total: 0 };
    if (line !== last) lines.push(line);
    line.total += 1;
    if (state === 'done') line.done += 1;
    if (seconds !== undefined) line.seconds = (line.seconds ?? 0) + seconds;
    line.state = line.done === line.total ? 'done' : state === 'running' || line.done > 0 ? 'running' : line.state;
  }
  return lines;
}
