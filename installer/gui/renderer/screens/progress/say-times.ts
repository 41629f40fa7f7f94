/** Times of an install: how long it has run, and what is left of it. Pure. */
import type { Snapshot } from '../../../../../shared/protocol/snapshot.ts';

type Progress = NonNullable<Snapshot['progress']>;

interface Clock {
  /** Milliseconds of this window's clock. */
  now: number;
  /** Since when the step that runs now was seen to run. */
  since: number;
  /** This window is at the machine itself, so both have one clock. */
  isLocal: boolean;
}

/** Another computer's clock may be hours away: there the steps' own times are added up. */
export function elapsedSeconds({ startedAt, steps }: Pick<Progress, 'startedAt' | 'steps'>, { now, since, isLocal }: Clock): number {
  const bySteps = steps.reduce((sum, { seconds = 0 }) => sum + seconds, 0) + Math.max(0, now - since) / 1000;
  const byClock = (now - Date.parse(startedAt)) / 1000;
  return isLocal && byClock >= 0 ? byClock : bySteps;
}

/** A forecast is no clock: fives of seconds, then halves of minutes, then minutes. */
export function roundLeft(seconds: number): number {
  const grain = seconds < 60 ? 5 : seconds < 600 ? 30 : 60;
  return Math.max(grain, Math.round(seconds / grain) * grain);
}
