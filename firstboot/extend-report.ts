/** The installer's report, extended by what first boot did; a report of its own where no installer wrote one. */
import type { JournalLine } from '../shared/plan/journal.ts';
import type { ReportFacts } from './report/gather-facts.ts';

export interface FirstbootReport extends Partial<ReportFacts> {
  steps: { id: string; seconds: number }[];
  /** What was not done, or done otherwise, and why. */
  notes: string[];
  /** Of all steps, over all boots that it took. */
  seconds: number;
  /** How often it was taken up again. */
  resumed?: number;
  /** ISO 8601; absent while it has not come to its end. */
  finished?: string | undefined;
}

/** @param before text of report.json, if there is one */
export function extendReport(before: string | undefined, lines: readonly JournalLine[], finished: Date | undefined, more: Partial<ReportFacts> = {}): string {
  const notes = lines.flatMap((line) => (line.event === 'warned' ? [line.message] : []));
  const report = before === undefined ? { version: 1 } : parse(before);
  if (!report) notes.push('The report of the installation could not be read; this one begins anew');
  const steps = lines.flatMap((line) => (line.event === 'done' ? [{ id: line.id, seconds: line.seconds }] : []));
  const seconds = Math.round(steps.reduce((sum, step) => sum + step.seconds, 0) * 1000) / 1000;
  const resumed = lines.filter(({ event }) => event === 'resumed').length;
  const firstboot: FirstbootReport = { ...more, steps, notes, seconds, resumed, finished: finished?.toISOString() };
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
