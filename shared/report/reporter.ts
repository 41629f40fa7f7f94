/** Tells the receiver what happens, behind the back of the work: nothing that the network does delays a step. */
import type { Progress } from '../plan/progress.ts';
import type { Host } from '../system/host.ts';
import { emptyOutbox, type OutboxPlaces } from './empty-outbox.ts';
import { enqueue } from './outbox.ts';
import type { ReportTarget } from './post-event.ts';
import { progressGate } from './progress-gate.ts';
import { makeEvent, type EventContent, type EventName, type MachineName, type ReportEvent } from './report-event.ts';

export interface ReporterOptions {
  host: Host;
  places: OutboxPlaces;
  target: ReportTarget;
  events: ReadonlySet<EventName>;
  stage: ReportEvent['stage'];
  machine: MachineName;
  clock: () => Date;
  /** Seconds on a clock that never jumps. */
  now: () => number;
  complain: (sentence: string) => void;
  /** Something has to wait: whoever can should try again later. */
  onLeft?: () => void;
}

export interface Reporter {
  tell(event: EventName, content: EventContent): void;
  /** Passed on at most every 30 seconds or tenth of the whole. */
  progress(progress: Progress): void;
  /** Until everything is queued on disk and was tried once more, no longer than `milliseconds`. */
  settle(milliseconds: number): Promise<void>;
}

/** What is asked for when the spec names an address only. */
export const defaultEvents: ReadonlySet<EventName> = new Set(['finished', 'failed']);
export const silentReporter: Reporter = { tell: () => undefined, progress: () => undefined, settle: () => Promise.resolve() };

export function openReporter(options: ReporterOptions): Reporter {
  const { host, places, events, clock, complain } = options;
  const stop = new AbortController();
  const mayPass = progressGate(options.now);
  let queued: Promise<unknown> = Promise.resolve();
  let sending: Promise<boolean> | undefined;
  let hasNews = false;
  const send = (urgent = false): Promise<boolean> => sending ??= emptyOutbox({ ...options, urgent, signal: stop.signal })
    .catch((error: unknown) => {
      if (!stop.signal.aborted) complain(`The report was not delivered: ${error instanceof Error ? error.message : String(error)}`);
      return true;
    })
    .then((left) => {
      sending = undefined;
      if (left) options.onLeft?.();
      return left;
    });
  const tell = (name: EventName, content: EventContent): void => {
    if (!events.has(name)) return;
    hasNews = true;
    const event = makeEvent(name, { stage: options.stage, machine: options.machine, at: clock() }, content);
    queued = queued.then(() => enqueue(host, places.folder, event)).then(() => { void send(); }, (error: unknown) => {
      complain(`The event ${name} could not be kept for sending: ${error instanceof Error ? error.message : String(error)}`);
    });
  };
  return {
    tell,
    progress: (progress) => { if (mayPass(progress.fraction)) tell('progress', { progress }); },
    settle: async (milliseconds) => {
      await queued;
      const timer = setTimeout(() => { stop.abort(); }, milliseconds);
      try {
        await sending; // May have looked before the last one was queued.
        // Without news, what is left has its time: a run that is repeated every minute must not press for it.
        if (hasNews) await send(true);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
