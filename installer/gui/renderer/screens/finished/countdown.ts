/** Seconds to the restart. It can be stopped by anything that shows that somebody is there, and then it stays stopped. Pure. */

export type Countdown = { state: 'running'; left: number } | { state: 'stopped' } | { state: 'over' };
export const countdownSeconds = 30;

export function startCountdown(isWanted: boolean): Countdown {
  return isWanted ? { state: 'running', left: countdownSeconds } : { state: 'stopped' };
}

export function tick(countdown: Countdown): Countdown {
  if (countdown.state !== 'running') return countdown;
  return countdown.left <= 1 ? { state: 'over' } : { state: 'running', left: countdown.left - 1 };
}

/** Read out at these: every second would drown everything else. */
export function isSaid(left: number): boolean {
  return left === countdownSeconds || left === 10;
}
