/** What is going on, from the journal and what the running first boot shows; needs no root for the essential. */
import { parseJournal, summariseJournal, type JournalLine } from '../shared/plan/journal.ts';
import type { Host } from '../shared/system/host.ts';
import { journalPath, readyPath } from './paths.ts';
import { readIfThere } from './read-if-there.ts';
import { readState } from './turn.ts';

export interface FirstbootStatus {
  state: 'waiting' | 'running' | 'interrupted' | 'failed' | 'done';
  /** The marker of this boot is there. */
  ready: boolean;
  /** While running. */
  pid?: number;
  step?: string;
  /** Undefined without the right to read the journal. */
  steps?: { id: string; state: 'done' | 'failed' | 'begun'; seconds?: number }[];
  notes?: string[];
  failure?: string;
}

export async function readStatus(host: Host): Promise<FirstbootStatus> {
  const ready = await host.exists(readyPath);
  const running = await readState(host);
  const lines = await readJournal(host);
  return {
    state: running ? 'running' : lines ? stateOf(lines) : ready ? 'done' : 'waiting',
    ready,
    ...(running ? { pid: running.pid, step: running.step } : {}),
    ...(lines ? describe(lines) : {}),
  };
}

export function formatStatus({ state, ready, pid, step, steps = [], notes = [], failure }: FirstbootStatus): string {
  const sentence = {
    waiting: 'First boot has not begun', running: `First boot is running (pid ${pid}, step: ${step})`,
    interrupted: 'First boot was interrupted; it goes on with the next start', failed: 'First boot failed; it goes on with the next start',
    done: 'First boot is done',
  }[state];
  return [
    `${sentence}; the machine is ${ready ? 'ready' : 'not ready yet'}`,
    ...(failure === undefined ? [] : [`  ${failure}`]),
    ...steps.map(({ id, state: of, seconds }) => `  ${of.padEnd(7)}${id}${seconds === undefined ? '' : ` (${seconds} s)`}`),
    ...notes.map((note) => `  note   ${note}`), '',
  ].join('\n');
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

function stateOf(lines: readonly JournalLine[]): FirstbootStatus['state'] {
  if (summariseJournal(lines).finished) return 'done';
  return lines.at(-1)?.event === 'failed' ? 'failed' : 'interrupted';
}

function describe(all: readonly JournalLine[]): Pick<FirstbootStatus, 'steps' | 'notes' | 'failure'> {
  const lines = all.slice(Math.max(0, all.findLastIndex(({ event }) => event === 'begun')));
  const steps = new Map<string, NonNullable<FirstbootStatus['steps']>[number]>();
  for (const line of lines) {
    if (line.event === 'started') steps.set(line.id, { id: line.id, state: 'begun' });
    else if (line.event === 'done') steps.set(line.id, { id: line.id, state: 'done', seconds: line.seconds });
    else if (line.event === 'failed') steps.set(line.id, { id: line.id, state: 'failed' });
  }
  const last = lines.at(-1);
  return {
    steps: [...steps.values()],
    notes: lines.flatMap((line) => (line.event === 'warned' ? [line.message] : [])),
    ...(last?.event === 'failed' ? { failure: last.message } : {}),
  };
}
