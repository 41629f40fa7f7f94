/** Progress as lines for a console: one when there is something new to say, never two alike. */
import { escapeForTerminal } from '../../shared/errors.ts';
import { formatProgress } from '../../shared/plan/format-progress.ts';
import type { Progress } from '../../shared/plan/progress.ts';

export function progressLines(write: (text: string) => void): (progress: Progress) => void {
  let last = '';
  return (progress) => {
    const mark = `${Math.floor(progress.fraction * 50)} ${progress.label}`;
    if (mark === last) return;
    last = mark;
    write(`cognos: ${formatProgress(progress)}\n`);
  };
}

/** Not a percentage at the front: that belongs to the installation, which has not begun. */
export function measuringLines(write: (text: string) => void): (progress: { fraction: number; label: string }) => void {
  let last = '';
  return ({ fraction, label }) => {
    const mark = `${Math.floor(fraction * 10)} ${label}`;
    if (mark === last) return;
    last = mark;
    write(`cognos: measuring this machine · ${Math.floor(fraction * 100)}% · ${escapeForTerminal(label)}\n`);
  };
}
