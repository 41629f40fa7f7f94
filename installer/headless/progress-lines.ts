/** Progress as lines for a console: one when there is something new to say, never two alike. */
import { escapeForTerminal } from '../../shared/errors.ts';
import { formatBytes } from '../../shared/machine/format-bytes.ts';
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

/** `43% Writing the system · 120 of 420 MB · 12 s left` */
export function formatProgress({ fraction, label, bytes, secondsLeft }: Progress): string {
  return [
    `${Math.floor(fraction * 100)}% ${escapeForTerminal(label)}`,
    ...(bytes ? [`${formatBytes(bytes.done)} of ${formatBytes(bytes.total)}`] : []),
    ...(secondsLeft === undefined ? [] : [`${formatSeconds(secondsLeft)} left`]),
  ].join(' · ');
}

function formatSeconds(seconds: number): string {
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
