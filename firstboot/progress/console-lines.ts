/** Progress on the consoles: a line for a step, and one a minute while it lasts, so that a login prompt stays in sight. */
import { formatProgress } from '../../shared/plan/format-progress.ts';
import type { Progress } from '../../shared/plan/progress.ts';

const seconds = 60;

/** @param now seconds on a clock that never jumps */
export function consoleLines(write: (text: string) => void, now: () => number): (progress: Progress) => void {
  let last: { step: string; at: number; text: string } | undefined;
  return (progress) => {
    if (last?.step === progress.stepId && now() - last.at < seconds) return;
    const text = formatProgress(progress);
    const isNews = text !== last?.text;
    last = { step: progress.stepId, at: now(), text };
    if (isNews) write(`cognos: ${text}\n`);
  };
}
