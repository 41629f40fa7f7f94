/** Walks a plan through the table of handlers on a Host; every outcome goes to the journal. */
import type { Journal } from './journal.ts';
import { progressMeter, type Progress } from './progress.ts';
import type { Handlers, StepBase, StepContext } from './step.ts';

export interface RunOptions<S extends StepBase> extends Omit<StepContext, 'onProgress' | 'warn'> {
  handlers: Handlers<S>;
  /** Kinds that do not outlive a reboot (mounts) and so run in every session. */
  repeated: ReadonlySet<S['kind']>;
  journal: Journal;
  /** Ids that an earlier run of the same plan finished. */
  done: ReadonlySet<string>;
  onProgress: (progress: Progress) => void;
  /** After each step, before it is journalled as done: makes its effects survive a power cut. */
  settle: (step: S) => Promise<void>;
  /** Seconds on a clock that never jumps. */
  now: () => number;
}

export class StepError extends Error {
  readonly step: StepBase;

  constructor(step: StepBase, cause: unknown) {
    super(`${step.label}: ${sentenceOf(cause)}`, { cause });
    this.name = 'StepError';
    this.step = step;
  }
}

export async function runPlan<S extends StepBase>(plan: { hash: string; steps: readonly S[] }, options: RunOptions<S>): Promise<void> {
  const { journal, done, now, signal } = options;
  await journal.append(done.size > 0
    ? { event: 'resumed', hash: plan.hash, skipped: done.size }
    : { event: 'begun', hash: plan.hash, steps: plan.steps.length });
  const meter = progressMeter(plan.steps, done, now);
  for (const step of plan.steps) {
    signal.throwIfAborted();
    if (done.has(step.id) && !options.repeated.has(step.kind)) continue;
    options.onProgress(meter.at(step, 0));
    await runStep(step, options, (fraction, bytes) => { options.onProgress(meter.at(step, fraction, bytes)); });
  }
}

async function runStep<S extends StepBase>(step: S, options: RunOptions<S>, report: (fraction: number, bytes?: { done: number; total: number }) => void): Promise<void> {
  const { journal, now, handlers, host, target, signal, reveal } = options;
  const begun = now();
  await journal.append({ event: 'started', id: step.id });
  try {
    await handlerOf(handlers, step)(step, {
      host, target, signal, reveal,
      onProgress: ({ fraction, bytes }) => { report(fraction, bytes); },
      warn: (message) => journal.append({ event: 'warned', id: step.id, message }),
    });
    await options.settle(step);
  } catch (cause) {
    const error = new StepError(step, cause);
    await journal.append({ event: 'failed', id: step.id, code: step.kind, message: error.message }).catch(() => undefined); // The disk may be what failed.
    throw error;
  }
  report(1);
  await journal.append({ event: 'done', id: step.id, seconds: rounded(now() - begun) });
}

/** The table is exhaustive by type; TypeScript cannot see that a step and its handler are of one kind. */
function handlerOf<S extends StepBase>(handlers: Handlers<S>, { kind }: S): (step: S, context: StepContext) => Promise<void> {
  const handler = (handlers as unknown as Record<string, ((step: S, context: StepContext) => Promise<void>) | undefined>)[kind];
  if (!handler) throw new Error(`no handler for steps of kind ${kind}`);
  return handler;
}

function sentenceOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
