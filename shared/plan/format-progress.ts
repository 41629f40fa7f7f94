/** Progress in words: `43% Writing the system · 120 MB of 420 MB · 12 s left` */
import { escapeForTerminal } from '../errors.ts';
import { formatBytes } from '../machine/format-bytes.ts';
import type { Progress } from './progress.ts';

export function formatProgress({ fraction, label, bytes, secondsLeft }: Omit<Progress, 'stepId'> & { stepId?: string }): string {
  return [
    `${Math.floor(fraction * 100)}% ${escapeForTerminal(label)}`,
    ...(bytes ? [`${formatBytes(bytes.done)} of ${formatBytes(bytes.total)}`] : []),
    ...(secondsLeft === undefined ? [] : [`${formatSeconds(secondsLeft)} left`]),
  ].join(' · ');
}

export function formatSeconds(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
