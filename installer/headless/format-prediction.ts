/** Speeds in few characters. */
import { formatSpeed } from '../../shared/choice/format-speed.ts';
import type { Prediction } from '../../shared/measure/measurement.ts';
import type { Screen } from './screen.ts';

/** Full up to what is sure, pale up to what may be; `most` fills it. */
export function formatBar({ generation: { low, high } }: Prediction, most: number, width: number, { unicode }: Pick<Screen, 'unicode'>): string {
  const cells = (value: number): number => Math.max(1, Math.min(width, most > 0 ? Math.round(value / most * width) : 0));
  const [full, pale] = unicode ? ['█', '░'] : ['#', '-'];
  return `${full.repeat(cells(low))}${pale.repeat(cells(high) - cells(low))}`.padEnd(width);
}

export function formatRange({ generation: { low, high } }: Prediction): string {
  const [from, to] = [formatSpeed(low), formatSpeed(high)];
  return from === to ? from : `${from}-${to}`;
}

/** Seconds until the first token of an answer to 512 tokens. */
export function formatFirst({ firstToken: { likely } }: Prediction): string {
  if (likely >= 119.5) return `${Math.round(likely / 60)} min`;
  return likely < 0.95 ? `${Math.max(0.1, likely).toFixed(1)} s` : `${Math.round(likely)} s`;
}
