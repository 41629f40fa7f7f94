/** The real executor over the real plan, with handlers that take their share of the time and touch nothing. */
import { setTimeout as pause } from 'node:timers/promises';
import { openJournal, summariseJournal, type JournalLine } from '../../../shared/plan/journal.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import type { Progress } from '../../../shared/plan/progress.ts';
import { runPlan } from '../../../shared/plan/run-plan.ts';
import type { Handlers, Step, StepContext, StepKind } from '../../../shared/plan/step.ts';
import { installHandlers } from '../../steps/index.ts';
import { nowhereHost } from './nowhere-host.ts';

interface SimulatedRuns {
  resumes(plan: Plan): boolean;
  run(plan: Plan, signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<void>;
}

const tickMilliseconds = 100;

export function openSimulatedRuns({ installSeconds, failAt, log }: { installSeconds: number; failAt?: StepKind | undefined; log: (line: string) => void }): SimulatedRuns {
  let lines: readonly JournalLine[] = [];
  let hasFailed = false;
  const resumes = ({ hash }: Plan): boolean => {
    const left = summariseJournal(lines);
    return left.hash === hash && !left.finished;
  };
  return {
    resumes,
    async run(plan, signal, onProgress) {
      const journal = openJournal(nowhereHost, 'simulated', () => new Date(), resumes(plan) ? lines : []);
      lines = journal.lines;
      const weight = plan.steps.reduce((sum, step) => sum + step.weight, 0);
      const secondsOf = (step: Step): number => installSeconds * step.weight / weight;
      const handle = async (step: Step, context: StepContext): Promise<void> => {
        log(`simulated: ${step.id} (${step.kind})`);
        const fails = step.kind === failAt && !hasFailed;
        await takeTime(step, fails ? secondsOf(step) / 2 : secondsOf(step), context);
        if (!fails) return;
        hasFailed = true;
        throw new Error(`this failure was asked for (--fail-at ${step.kind}); it happens once`);
      };
      await runPlan(plan, {
        handlers: handlersOf(handle), repeated: new Set(['check-disk', 'mount']), journal, done: summariseJournal(journal.lines).done, host: nowhereHost, target: nowhereHost,
        signal, onProgress, reveal: (text) => text, now: () => performance.now() / 1000, settle: () => Promise.resolve(),
      });
      await journal.append({ event: 'finished', hash: plan.hash, seconds: installSeconds });
    },
  };
}

async function takeTime(step: Step, seconds: number, { signal, onProgress }: StepContext): Promise<void> {
  const total = 'bytes' in step && step.kind !== 'check-disk' ? step.bytes : undefined;
  const end = seconds * 1000;
  for (let spent = 0; spent < end;) {
    const next = Math.min(tickMilliseconds, end - spent);
    await pause(next, undefined, { signal });
    spent += next;
    const fraction = spent / end;
    onProgress({ fraction, ...(total === undefined ? {} : { bytes: { done: Math.round(total * fraction), total } }) });
  }
}

/** The real table says which kinds there are. */
function handlersOf(handle: (step: Step, context: StepContext) => Promise<void>): Handlers<Step> {
  return Object.fromEntries(Object.keys(installHandlers).map((kind) => [kind, handle])) as unknown as Handlers<Step>;
}
