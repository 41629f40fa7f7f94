/** What first boot is doing right now (/run/cognos/firstboot.json): readable by everyone, so nothing in it is secret. */
import type { JournalLine } from '../../shared/plan/journal.ts';
import type { FirstbootPlan } from '../step.ts';

/** `waiting` goes on by itself; `failed` was tried and did not work; `ready` answers prompts. */
export type Phase = 'running' | 'waiting' | 'failed' | 'ready';

export interface StepState {
  id: string;
  label: string;
  state: 'open' | 'running' | 'done' | 'failed' | 'waiting';
  seconds?: number;
}

export interface FirstbootState {
  pid: number;
  phase: Phase;
  /** Id of the step that runs, or in which it ended. */
  step: string;
  label: string;
  fraction: number;
  bytes?: { done: number; total: number };
  secondsLeft?: number;
  /** The last sentence. */
  line: string;
  /** ISO 8601: when this step began, or when it ended. */
  since: string;
  waitingFor?: string;
  steps: StepState[];
  /** What was not done, or done otherwise, and why. */
  notes: string[];
}

/** The plan's steps with what the journal says became of them. */
export function stepStates({ steps, hash }: FirstbootPlan, journal: readonly JournalLine[]): StepState[] {
  const lines = ownLines(journal, hash);
  return steps.map(({ id, label }) => {
    const last = lines.findLast((line) => 'id' in line && line.id === id && line.event !== 'warned');
    if (last?.event === 'done') return { id, label, state: 'done', seconds: last.seconds };
    return { id, label, state: last?.event === 'started' ? 'running' : last?.event === 'failed' ? 'failed' : 'open' };
  });
}

export function notesOf(lines: readonly JournalLine[]): string[] {
  return [...new Set(lines.flatMap((line) => (line.event === 'warned' ? [line.message] : [])))];
}

/** Those of this machine's first boot; a clone brings its master's along. */
export function ownLines(journal: readonly JournalLine[], hash: string): readonly JournalLine[] {
  const begun = journal.findLastIndex((line) => line.event === 'begun' && line.hash === hash);
  return begun < 0 ? [] : journal.slice(begun);
}
