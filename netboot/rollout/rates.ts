/** How fast a rollout goes, and when it will be over if it goes on like that. */
import { median } from './median.ts';
import type { MachineRecord } from '../store/machine-record.ts';

export interface Rates {
  /** In the last hour, or as long as the rollout has been going on. */
  readyPerHour?: number;
  /** From the choice of its spec on; medians of those that are through, in seconds. */
  secondsToInstall?: number;
  secondsToReady?: number;
  /** Until the last one that is under way is ready; undefined until one machine is, or when nothing is under way. */
  secondsLeft?: number;
}

const hour = 3_600_000;

export function ratesOf(records: readonly MachineRecord[], now: number): Rates {
  const span = (record: MachineRecord, end: number | null): number[] => (record.chosen_at === null || end === null ? [] : [(end - record.chosen_at) / 1000]);
  const ready = records.filter(({ state }) => state === 'ready');
  const secondsToReady = median(ready.flatMap((record) => span(record, record.ended_at)));
  const secondsToInstall = median(records.flatMap((record) => span(record, record.installed_at)));
  const begun = Math.min(...records.flatMap(({ chosen_at: at }) => at ?? []));
  const window = Math.min(hour, now - begun);
  const recent = ready.filter(({ ended_at: at }) => at !== null && now - at <= window).length;
  const rates = { readyPerHour: Number.isFinite(window) && window >= 60_000 ? recent / window * hour : undefined, secondsToInstall, secondsToReady, secondsLeft: secondsLeft(records, now, secondsToReady, recent / window * 1000) };
  return Object.fromEntries(Object.entries(rates).filter(([, value]) => value !== undefined).map(([name, value = 0]) => [name, Math.round(value)]));
}

/** The slower of two: what one machine takes, and what the site gets through. */
function secondsLeft(records: readonly MachineRecord[], now: number, whole: number | undefined, perSecond: number): number | undefined {
  if (whole === undefined) return undefined;
  const running = records.filter(({ state }) => ['chosen', 'installing', 'firstboot'].includes(state));
  const waiting = records.filter(({ state }) => state === 'waiting').length;
  if (running.length + waiting === 0) return undefined;
  const longest = Math.max(0, ...running.map(({ chosen_at: at }) => whole - (now - (at ?? now)) / 1000), ...waiting > 0 ? [whole] : []);
  return perSecond > 0 ? Math.max(longest, (running.length + waiting) / perSecond) : longest;
}
