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

type Kinds = ReadonlyMap<string, string>;

/** @param kinds of the plan's steps by id, for the words of another language */
export function foldSteps(steps: readonly StepState[], kinds: Kinds): StepLine[] {
  return fold(steps, kinds, ({ label }) => label);
}

/** The same at a glance: few enough lines to be seen at once. Their label is the phase. */
export function foldPhases(steps: readonly StepState[], kinds: Kinds): (StepLine & { label: Phase })[] {
  return fold(steps, kinds, ({ id }) => phaseOf(kinds.get(id) ?? '')) as (StepLine & { label: Phase })[];
}

export type Phase = 'disk' | 'system' | 'settings' | 'boot';

function phaseOf(kind: string): Phase {
  switch (kind) {
    case 'check-disk': case 'check-kept': case 'partition-disk': case 'format-volume': return 'disk';
    case 'write-image': case 'copy-system': case 'prepare-subvolumes': case 'mount': return 'system';
    case 'install-bootloader': return 'boot';
    default: return 'settings';
  }
}

function fold(steps: readonly StepState[], kinds: Kinds, labelOf: (step: StepState) => string): StepLine[] {
  const lines: StepLine[] = [];
  for (const step of steps) {
    const { id, state, seconds } = step;
    const label = labelOf(step);
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
