/** The body of an event (shared/report/report-event.ts) -> what of it is kept, or the sentence that refuses it. */
import { isMap } from '../../shared/spec/is-map.ts';

export interface ToldEvent {
  id: string;
  event: 'started' | 'progress' | 'failed' | 'finished';
  stage: 'install' | 'firstboot';
  /** 0 to 1. */
  fraction?: number | undefined;
  label?: string | undefined;
  message?: string | undefined;
  state?: 'failed' | 'waiting' | undefined;
  /** JSON. */
  report?: string | undefined;
}

const events = new Set(['started', 'progress', 'failed', 'finished']);
const stages = new Set(['install', 'firstboot']);

/** Never throws for what is in it. */
export function readEvent(body: Buffer, delivery: string | undefined): ToldEvent | string {
  const value = parse(body);
  if (!isMap(value)) return 'The body is no event: it is not a JSON object';
  const { id, event, stage, progress, message, action, state, report } = value;
  if (value['version'] !== 1) return 'Events of version 1 are understood here, and this is none';
  if (typeof id !== 'string' || !/^[0-9a-f-]{36}$/.test(id)) return 'The event has no id';
  if (delivery !== undefined && delivery !== id) return 'The id of the event is not that of X-CognOS-Delivery';
  if (typeof event !== 'string' || !events.has(event)) return 'The event is none of started, progress, failed, finished';
  if (typeof stage !== 'string' || !stages.has(stage)) return 'The stage is neither install nor firstboot';
  const { fraction, label } = isMap(progress) ? progress : {};
  const sentence = [message, action].map((each) => short(each, 2000)).filter((each) => each !== undefined).join('. ');
  return {
    id, event: event as ToldEvent['event'], stage: stage as ToldEvent['stage'], label: short(label, 200), message: sentence === '' ? undefined : sentence,
    fraction: typeof fraction === 'number' && fraction >= 0 ? Math.min(1, fraction) : undefined,
    state: state === 'waiting' ? 'waiting' : undefined,
    report: event === 'finished' && isMap(report) ? JSON.stringify(report) : undefined,
  };
}

function short(value: unknown, length: number): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, length) : undefined;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
