/** What a receiver is told of an install or a first boot (cognos.firstboot.report). No secret is ever in one. */
import { randomUUID } from 'node:crypto';
import type { InstallSpec } from '../spec/install-spec.ts';
import type { Progress } from '../plan/progress.ts';

export type EventName = NonNullable<NonNullable<NonNullable<NonNullable<InstallSpec['cognos']>['firstboot']>['report']>['events']>[number];

export interface EventContent {
  progress?: Progress | undefined;
  /** Of a failure: waiting goes on by itself as soon as there is what is missing. */
  state?: 'failed' | 'waiting';
  message?: string;
  /** What to do next. */
  action?: string;
  missing?: string;
  report?: unknown;
}

export interface ReportEvent extends EventContent {
  version: 1;
  /** The same in every attempt to deliver it: who has seen it drops it. */
  id: string;
  event: EventName;
  stage: 'install' | 'firstboot';
  /** ISO 8601, of this machine's clock. */
  at: string;
  machine: MachineName;
}

/** `id` is derived from machine-id(5), which is not for the network. */
export interface MachineName { name: string; id?: string }

/** More than this is no report any more; the rest of the event still says what happened. */
const maxBytes = 1024 ** 2;

export function makeEvent(event: EventName, origin: { stage: ReportEvent['stage']; machine: MachineName; at: Date }, content: EventContent): ReportEvent {
  const made = (more: EventContent): ReportEvent => ({ version: 1, id: randomUUID(), event, stage: origin.stage, at: origin.at.toISOString(), machine: origin.machine, ...more });
  const whole = made(content);
  if (JSON.stringify(whole).length <= maxBytes) return whole;
  const { report: _, ...rest } = content;
  return made({ ...rest, message: `The report is larger than ${maxBytes} bytes and stayed on the machine, in /var/lib/cognos/report.json` });
}
