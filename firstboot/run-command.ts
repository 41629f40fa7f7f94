/** `cognos-firstboot run`: takes its turn, carries first boot out, and shows it wherever people look. */
import { exitCodes, type ExitCode } from '../shared/errors.ts';
import { parseJournal, summariseJournal, type JournalLine } from '../shared/plan/journal.ts';
import type { Host } from '../shared/system/host.ts';
import { finishedFolder, journalPath, questionsPath, reportPath } from './paths.ts';
import { planFirstboot } from './plan-firstboot.ts';
import { openBoard, type Board } from './progress/board.ts';
import { endingOf, readyEnding } from './progress/ending.ts';
import { repeatLoginLines } from './progress/login-lines.ts';
import { endedState, firstState } from './progress/next-state.ts';
import { ownLines } from './progress/state.ts';
import { readFacts } from './read-facts.ts';
import { readIfThere } from './read-if-there.ts';
import { writeFinalReport } from './report/final-report.ts';
import { runFirstboot } from './run-firstboot.ts';
import type { FirstbootPlan } from './step.ts';
import { takeTurn, type Turn } from './turn.ts';

const clock = (): Date => new Date();
const now = (): number => performance.now() / 1000;

interface Run {
  host: Host;
  signal: AbortSignal;
  /** One line for the system journal. */
  say: (line: string) => void;
  plan: FirstbootPlan;
  readJournal: () => Promise<readonly JournalLine[]>;
  /** Begins anew, with the spec as it is now. */
  reset: boolean;
}

export interface RunCommandOptions {
  /** The screen and the serial line. */
  toConsoles?: (text: string) => void;
  reset?: boolean;
}

export async function runCommand(host: Host, signal: AbortSignal, say: (line: string) => void, { toConsoles = () => undefined, reset = false }: RunCommandOptions = {}): Promise<ExitCode> {
  const turn = await takeTurn(host);
  try {
    const plan = planFirstboot(await readFacts(host));
    const readJournal = async (): Promise<readonly JournalLine[]> => ownLines(parseJournal(await readIfThere(host, journalPath) ?? ''), plan.hash);
    const run: Run = { host, signal, say, plan, readJournal, reset };
    if (!reset && summariseJournal(await readJournal()).finished) return await laterBoot(run, turn);
    const show: Turn['show'] = (state) => { turn.show(state); };
    const consoles = besideQuestions(host, toConsoles);
    try {
      return await firstBoot(run, await openBoard({ ...run, show, toConsoles: consoles.write, clock, now, pid: process.pid }));
    } finally {
      await consoles.written();
    }
  } finally {
    await turn.release();
  }
}

async function firstBoot({ host, signal, say, readJournal, reset }: Run, board: Board): Promise<ExitCode> {
  const minute = setInterval(() => { board.tick(); }, 60_000).unref();
  try {
    await runFirstboot({ host, signal, clock, now, reset, onProgress: (progress) => { board.progress(progress); } });
    await board.end(readyEnding, await readIfThere(host, reportPath));
    await markFinished(host);
    say(readyEnding.line);
    return exitCodes.done;
  } catch (error) {
    const ending = endingOf(error);
    // A full disk may be what failed.
    const report = await writeFinalReport(host, await readJournal(), clock(), ending).catch(() => undefined);
    await board.end(ending, report);
    throw error;
  } finally {
    clearInterval(minute);
  }
}

/** Nothing to do and little to say. */
async function laterBoot({ host, signal, say, plan, readJournal }: Run, turn: Turn): Promise<ExitCode> {
  await runFirstboot({ host, signal, clock, now, onProgress: () => undefined });
  const lines = await readJournal();
  turn.show(endedState(firstState(plan, lines, process.pid, clock()), readyEnding, plan, lines, clock()));
  await repeatLoginLines(host);
  await markFinished(host);
  say('The machine is ready');
  return exitCodes.done;
}

/** The journal is what counts: this spares later boots the start of Node, so it comes after all else. */
async function markFinished(host: Host): Promise<void> {
  const { machineId } = await readFacts(host);
  if (machineId === '') return;
  await host.makeDirectory(finishedFolder, { mode: 0o755 });
  await host.writeFile(`${finishedFolder}/${machineId}`, `${clock().toISOString()}\n`);
}

/** Somebody is answering questions there: a line of ours would land in the middle of an answer. */
function besideQuestions(host: Host, write: (text: string) => void): { write: (text: string) => void; written: () => Promise<void> } {
  let last = Promise.resolve();
  return {
    write: (text) => { last = last.then(async () => { if (!await host.exists(questionsPath)) write(text); }); },
    written: () => last,
  };
}
