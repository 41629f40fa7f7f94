/** How long each step took, by when the next one began. */
export interface StepClock {
  at(stepId: string | undefined): void;
  readonly seconds: ReadonlyMap<string, number>;
}

/** @param now seconds on a clock that never jumps */
export function openStepClock(now: () => number): StepClock {
  const seconds = new Map<string, number>();
  let running: { id: string; since: number } | undefined;
  return {
    seconds,
    at(stepId) {
      if (running?.id === stepId) return;
      if (running) seconds.set(running.id, Math.round((now() - running.since) * 10) / 10);
      running = stepId === undefined ? undefined : { id: stepId, since: now() };
    },
  };
}
