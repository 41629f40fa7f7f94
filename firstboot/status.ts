/** What is going on, from what first boot shows and, for root, its journal. Needs no root for the essential. */
import { parseJournal, summariseJournal, type JournalLine } from '../shared/plan/journal.ts';
import type { Host } from '../shared/system/host.ts';
import { journalPath, readyPath } from './paths.ts';
import { readLastState } from './progress/read-state.ts';
import { notesOf, type FirstbootState, type StepState } from './progress/state.ts';
import { readIfThere } from './read-if-there.ts';

/** `waiting` and `failed` are how an attempt ended: the service makes the next one by itself. */
export interface FirstbootStatus extends Partial<Omit<FirstbootState, 'phase' | 'steps' | 'notes' | 'pid'>> {
  state: 'not-begun' | 'running' | 'waiting' | 'interrupted' | 'failed' | 'done';
  /** The marker of this boot is there. */
  ready: boolean;
  /** While running. */
  pid?: number;
  steps: StepState[];
  notes: string[];
  failure?: string;
}

export async function readStatus(host: Host): Promise<FirstbootStatus> {
  const ready = await host.exists(readyPath);
  const shown = await readLastState(host);
  if (shown) return fromState(shown, ready, await host.exists(`/proc/${shown.pid}`));
  const lines = await readJournal(host);
  if (!lines) return { state: ready ? 'done' : 'not-begun', ready, steps: [], notes: [] };
  return { ...fromJournal(lines), ready };
}

function fromState({ pid, phase, ...rest }: FirstbootState, ready: boolean, isAlive: boolean): FirstbootStatus {
  const state = phase === 'ready' ? 'done' : phase === 'running' && !isAlive ? 'interrupted' : phase;
  return { ...rest, state, ready, ...(state === 'running' ? { pid } : {}), ...(state === 'failed' ? { failure: rest.line } : {}) };
}

/** Nothing has shown anything on this boot: what the boots before it left. */
function fromJournal(all: readonly JournalLine[]): Omit<FirstbootStatus, 'ready'> {
  const lines = all.slice(Math.max(0, all.findLastIndex(({ event }) => event === 'begun')));
  const last = lines.findLast(({ event }) => event !== 'warned');
  const steps = new Map<string, StepState>();
  for (const line of lines) {
    if (line.event === 'started') steps.set(line.id, { id: line.id, label: line.id, state: 'open' });
    else if (line.event === 'done') steps.set(line.id, { id: line.id, label: line.id, state: 'done', seconds: line.seconds });
    else if (line.event === 'failed') steps.set(line.id, { id: line.id, label: line.id, state: 'failed' });
  }
  return {
    state: lines.length === 0 ? 'not-begun' : summariseJournal(lines).finished ? 'done' : last?.event === 'failed' ? 'failed' : 'interrupted',
    steps: [...steps.values()], notes: notesOf(lines), ...(last?.event === 'failed' ? { failure: last.message } : {}),
  };
}

/** Undefined when there is none, or only root may read it. */
async function readJournal(host: Host): Promise<JournalLine[] | undefined> {
  try {
    const text = await readIfThere(host, journalPath);
    return text === undefined ? undefined : parseJournal(text);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return undefined;
    throw error;
  }
}
