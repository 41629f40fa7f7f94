import type { EventContent } from '../../shared/report/report-event.ts';
import type { Reporter } from '../../shared/report/reporter.ts';
import type { Ending } from './ending.ts';

/** The last event of a run. One that goes on by itself is a failure to the receiver, too, until it has gone on. */
export function tellEnding(reporter: Reporter, { phase, line, action, waitingFor }: Ending, report?: string): void {
  const content: EventContent = report === undefined ? {} : { report: JSON.parse(report) as unknown };
  if (phase === 'ready') reporter.tell('finished', content);
  else reporter.tell('failed', { state: phase === 'failed' ? 'failed' : 'waiting', message: line, ...(action === undefined ? {} : { action }), ...(waitingFor === undefined ? {} : { missing: waitingFor }), ...content });
}
