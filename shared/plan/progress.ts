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
  const total = steps.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const before = new Map<string, number>();
  let sum = 0;
  for (const step of steps) {
    before.set(step.id, sum);
    sum += step.weight;
  }
  const begun = now();
  const start = steps.filter(({ id }) => skipped.has(id)).reduce((done, { weight }) => done + weight, 0) / total;
  let reached = 0;
  return {
    at(step, fraction, bytes) {
      reached = Math.max(reached, ((before.get(step.id) ?? 0) + step.weight * Math.min(1, Math.max(0, fraction))) / total);
      const seconds = now() - begun;
      const made = reached - start;
      const left = made >= minimumFraction && seconds >= minimumSeconds ? Math.round((seconds / made) * (1 - reached)) : undefined;
      return { fraction: reached, label: step.label, stepId: step.id, ...(bytes ? { bytes } : {}), ...(left === undefined ? {} : { secondsLeft: left }) };
    },
  };
}
