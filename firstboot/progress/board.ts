/**
 * Everywhere that people look at a first boot, from one place: state file, consoles, login prompt, journal, status page,
 * receiver of the report. All of it happens behind the back of the steps, and none of it can make one fail.
 */
import type { JournalLine } from '../../shared/plan/journal.ts';
import type { Progress } from '../../shared/plan/progress.ts';
import type { Host } from '../../shared/system/host.ts';
import { closePage, keepPageReachable } from '../page/open-page.ts';
import { specPath } from '../paths.ts';
import type { FirstbootPlan } from '../step.ts';
import { openAskedSurfaces, type AskedSurfaces } from './asked-surfaces.ts';
import { consoleLines } from './console-lines.ts';
import type { Ending } from './ending.ts';
import { closeLoginLines, openLoginLines, refreshPrompts, writeLoginLines } from './login-lines.ts';
import { endedState, enteredState, firstState, progressedState } from './next-state.ts';
import { readLastState } from './read-state.ts';
import { readyLine } from './ready-line.ts';
import { notesOf, type FirstbootState } from './state.ts';
import { tellEnding } from './tell-ending.ts';

export interface BoardOptions {
  host: Host;
  plan: FirstbootPlan;
  /** This machine's journal so far. */
  readJournal: () => Promise<readonly JournalLine[]>;
  show: (state: FirstbootState) => void;
  /** One line for the system journal. */
  say: (line: string) => void;
  /** The screen and the serial line. */
  toConsoles: (text: string) => void;
  clock: () => Date;
  /** Seconds on a clock that never jumps. */
  now: () => number;
  pid: number;
}

export interface Board {
  progress(progress: Progress): void;
  /** For a step that says nothing: called every minute. */
  tick(): void;
  /** @param report the text of report.json, where there is one */
  end(ending: Ending, report?: string): Promise<void>;
}

const showEverySeconds = 0.5;
const repeatSeconds = 60;
/** For the receiver of the report, at the end; what is left goes out later. */
const settleMilliseconds = 10_000;

export async function openBoard(options: BoardOptions): Promise<Board> {
  const { host, plan, say, toConsoles, clock, now } = options;
  const earlier = await readLastState(host);
  const journal = await options.readJournal();
  const behind = behindTheBack(say);
  const surfaces = askedLazily(options, journal.length === 0);
  const toConsole = consoleLines(toConsoles, now);
  let state = firstState(plan, journal, options.pid, clock());
  let [shownAt, begunAt] = [-Infinity, now()];
  let latest: Progress | undefined;
  const openedAt = now();
  /** Another look at what is still missing, once a minute for weeks if need be: news only when it goes on. */
  const isRepeated = ({ stepId }: Progress): boolean => earlier?.phase === 'waiting' && earlier.step === stepId && now() - openedAt < repeatSeconds;

  const show = (): void => {
    shownAt = now();
    options.show(state);
  };
  const writeLogin = (): void => {
    const shown = state;
    behind.do(() => writeLoginLines(host, shown, ''));
  };
  const enter = (progress: Progress): void => {
    state = enteredState(state, progress, now() - begunAt, clock());
    begunAt = now();
    say(progress.label);
    behind.do(async () => {
      const notes = notesOf(await options.readJournal());
      state = { ...state, notes }; // Not in one: the state moves on while the journal is read.
      await surfaces.open(state.step);
      await surfaces.keep();
    });
  };
  const accept = (progress: Progress): void => {
    const isEntered = progress.stepId !== state.step;
    const before = Math.floor(state.fraction * 100);
    if (isEntered) enter(progress);
    state = progressedState(state, progress);
    latest = progress;
    if (!isRepeated(progress)) {
      toConsole(progress);
      surfaces.opened()?.reporter.progress(progress);
    }
    if (isEntered || before !== Math.floor(state.fraction * 100)) writeLogin();
    if (isEntered || now() - shownAt >= showEverySeconds) show();
  };

  show();
  behind.do(() => openLoginLines(host));
  writeLogin();
  behind.do(() => surfaces.open(''));
  return {
    progress: accept,
    tick: () => { if (latest) accept(latest); },
    async end(ending, report) {
      await behind.done();
      state = endedState(state, ending, plan, await options.readJournal(), clock());
      show();
      behind.do(() => sayEnding(options, state, isNews(earlier, ending)));
      await behind.done();
      const reporter = surfaces.opened()?.reporter;
      if (reporter && isNews(earlier, ending)) tellEnding(reporter, ending, report);
      await reporter?.settle(settleMilliseconds);
      if (ending.phase === 'ready') behind.do(() => surfaces.close());
      await behind.done();
    },
  };
}

/** A service that tries again every minute must not say the same every minute. */
function isNews(earlier: FirstbootState | undefined, { phase, line }: Ending): boolean {
  return earlier?.phase !== phase || earlier.line !== line;
}

async function sayEnding({ host, toConsoles }: BoardOptions, state: FirstbootState, isNew: boolean): Promise<void> {
  const isReady = state.phase === 'ready';
  const ready = isReady ? await readyLine(host) : '';
  await (isReady ? closeLoginLines : writeLoginLines)(host, state, ready);
  if (!isNew) return;
  toConsoles(`cognos: ${isReady ? ready : state.line}\n`);
  if (state.waitingFor !== undefined) toConsoles(`cognos: waiting for ${state.waitingFor}; it goes on by itself\n`);
  await refreshPrompts(host);
}

interface LazySurfaces {
  opened(): AskedSurfaces | undefined;
  open(step: string): Promise<void>;
  keep(): Promise<void>;
  close(): Promise<void>;
}

/** On a machine without a spec they wait for the step that may bring one. */
function askedLazily(options: BoardOptions, isNew: boolean): LazySurfaces {
  const { host, plan, toConsoles } = options;
  let opened: AskedSurfaces | undefined;
  const place = (wanted: (step: FirstbootPlan['steps'][number]) => boolean): number => plan.steps.findIndex(wanted);
  return {
    opened: () => opened,
    async open(step) {
      const isPast = place(({ id }) => id === step) > place(({ kind }) => kind === 'take-spec');
      if (opened || (!isPast && !await host.exists(specPath))) return;
      opened = await openAskedSurfaces(options);
      for (const line of opened.lines) toConsoles(`cognos: ${line}\n`);
      if (isNew) opened.reporter.tell('started', {});
    },
    keep: async () => { if (opened?.page) await keepPageReachable(host, opened.page); },
    close: async () => { if (opened?.page) await closePage(host, opened.page); },
  };
}

/** One after the other; what fails is said once and holds nothing up. */
function behindTheBack(say: (line: string) => void): { do: (work: () => Promise<unknown>) => void; done: () => Promise<void> } {
  let chain: Promise<void> = Promise.resolve();
  let said = '';
  return {
    do(work) {
      chain = chain.then(work).then(() => undefined, (error: unknown) => {
        const line = `Progress could not be shown everywhere: ${error instanceof Error ? error.message : String(error)}`;
        if (line !== said) say(line);
        said = line;
      });
    },
    done: () => chain,
  };
}
