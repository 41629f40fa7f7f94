/** Weights and what is done -> fraction, label and time left. Never goes back. */
import type { StepBase } from './step.ts';

export interface Progress {
  /** 0 to 1, by weight. */
  fraction: number;
  label: string;
  stepId: string;
  bytes?: { done: number; total: number };
  /** Undefined until enough has been seen to say something true. */
  secondsLeft?: number;
}

export interface ProgressMeter {
  at(step: StepBase, fraction: number, bytes?: { done: number; total: number }): Progress;
}

/** Below these a forecast is a guess, and a guess that jumps is worse than none. */
const minimumFraction = 0.03;
const minimumSeconds = 3;

/** @param now seconds on a clock that never jumps (performance.now() / 1000) */
export function progressMeter(steps: readonly StepBase[], skipped: ReadonlySet<string>, now: () => number): ProgressMeter {
  const weigh = (some: readonly StepBase[]): number => some.reduce((sum, { weight }) => sum + weight, 0);
  const total = weigh(steps) || 1;
  const before = new Map(steps.map(({ id }, index) => [id, steps.slice(0, index)]));
  const [begun, ownTotal] = [now(), weigh(steps.filter(isOwn))];
  const ownStart = weigh(steps.filter((step) => isOwn(step) && skipped.has(step.id)));
  let [reached, ownReached, waited, last] = [0, 0, 0, begun];
  let current: StepBase | undefined;
  return {
    at(step, fraction, bytes) {
      const done = before.get(step.id) ?? [];
      const part = step.weight * Math.min(1, Math.max(0, fraction));
      reached = Math.max(reached, (weigh(done) + part) / total);
      ownReached = Math.max(ownReached, weigh(done.filter(isOwn)) + (isOwn(step) ? part : 0));
      const time = now();
      if (current?.waits) waited += time - last;
      [current, last] = [step, time];
      const seconds = time - begun - waited;
      const made = ownReached - ownStart;
      // What waits is taken to last as long as it says, whatever the pace.
      const toWait = weigh(steps.filter((each) => each.waits && each !== step && !done.includes(each)));
      const left = made >= minimumFraction * total && seconds >= minimumSeconds ? Math.round((seconds / made) * (ownTotal - ownReached) + toWait) : undefined;
      return { fraction: reached, label: step.label, stepId: step.id, ...(bytes ? { bytes } : {}), ...(left === undefined ? {} : { secondsLeft: left }) };
    },
  };
}

const isOwn = ({ waits }: StepBase): boolean => !waits;
