/** Report: the receipt. What was installed on what, by which plan, and how long each step took. */
import type { Machine } from '../../shared/machine/machine.ts';
import type { JournalLine } from '../../shared/plan/journal.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import { version } from '../version.ts';

export interface InstallReport {
  version: 1;
  installer: string;
  plan: { hash: string; disk: Plan['disk']; keys: Plan['keys']; warnings: string[] };
  image: { kernel?: string; sha256?: string; usedBytes?: number };
  seconds: number;
  /** How often the install was taken up again after an interruption. */
  resumed: number;
  steps: { id: string; seconds: number }[];
  /** What was not done, or done otherwise, and why. */
  notes: string[];
  machine: Machine;
}

export function makeReport(plan: Plan, machine: Machine, lines: readonly JournalLine[], seconds: number): InstallReport {
  const image = machine.medium?.image;
  return {
    version: 1,
    installer: version,
    plan: { hash: plan.hash, disk: plan.disk, keys: plan.keys, warnings: plan.warnings.map(({ message }) => message) },
    image: image ? { kernel: image.kernel, sha256: image.sha256, usedBytes: image.usedBytes } : {},
    seconds,
    resumed: lines.filter(({ event }) => event === 'resumed').length,
    steps: lines.flatMap((line) => (line.event === 'done' ? [{ id: line.id, seconds: line.seconds }] : [])),
    notes: lines.flatMap((line) => (line.event === 'warned' ? [line.message] : [])),
    // The ranges are the medium's business and thousands of numbers long.
    machine: machine.medium ? { ...machine, medium: { ...machine.medium, image: { ...machine.medium.image, ranges: [] } } } : machine,
  };
}
