/** The installer's report, extended by what first boot did; a report of its own where no installer wrote one. */
import type { JournalLine } from '../shared/plan/journal.ts';

export interface FirstbootReport {
  steps: { id: string; seconds: number }[];
  /** What was not done, or done otherwise, and why. */
  notes: string[];
  /** Of all steps, over all boots that it took. */
  seconds: number;
  /** ISO 8601. */
  finished: string;
}

/** @param before text of report.json, if there is one */
export function extendReport(before: string | undefined, lines: readonly JournalLine[], finished: Date): string {
  const notes = lines.flatMap((line) => (line.event === 'warned' ? [line.message] : []));
  const report = before === undefined ? { version: 1 } : parse(before);
  if (!report) notes.push('The report of the installation could not be read; this one begins anew');
  const steps = lines.flatMap((line) => (line.event === 'done' ? [{ id: line.id, seconds: line.seconds }] : []));
  const seconds = Math.round(steps.reduce((sum, step) => sum + step.seconds, 0) * 1000) / 1000;
  const firstboot: FirstbootReport = { steps, notes, seconds, finished: finished.toISOString() };
  return `${JSON.stringify({ ...report ?? { version: 1 }, firstboot }, undefined, 2)}\n`;
}

function parse(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value && typeof value === 'object' && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
