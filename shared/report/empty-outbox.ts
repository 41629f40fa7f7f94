/** Delivers what is queued, in order, until something does not work; then waits longer each time, across restarts. */
import type { Host } from '../system/host.ts';
import { listOutbox } from './outbox.ts';
import { postEvent, type ReportTarget } from './post-event.ts';

export interface OutboxPlaces {
  folder: string;
  /** When the next attempt is due. */
  retry: string;
  /** One sender at a time, or an event would go out twice. */
  lock: string;
}

export interface EmptyOptions {
  host: Host;
  places: OutboxPlaces;
  target: ReportTarget;
  clock: () => Date;
  signal?: AbortSignal;
  /** Now, whatever was tried before. */
  urgent?: boolean;
  /** One sentence about an event that did not get through. */
  complain: (sentence: string) => void;
}

interface Retry { tries: number; notBefore: number }

const firstPause = 5_000;
const longestPause = 15 * 60_000;

/** @returns whether something is left */
export async function emptyOutbox(options: EmptyOptions): Promise<boolean> {
  const { host, places } = options;
  if ((await listOutbox(host, places.folder)).length === 0) return false;
  const lock = await host.lock(places.lock);
  if (!lock) return true;
  try {
    return await deliver(options);
  } finally {
    await lock.release();
  }
}

async function deliver({ host, places, target, clock, signal, urgent = false, complain }: EmptyOptions): Promise<boolean> {
  const retry = await readRetry(host, places.retry);
  const pause = retry.notBefore - clock().getTime();
  // A pause longer than there are any comes from a clock that was wrong.
  if (!urgent && pause > 0 && pause <= longestPause) return true;
  for (const queued of await listOutbox(host, places.folder)) {
    const delivery = await postEvent(host, target, queued, clock(), signal);
    if (delivery.outcome === 'failed') {
      const next = Math.min(longestPause, firstPause * 2 ** retry.tries);
      await host.writeFile(places.retry, `${JSON.stringify({ tries: retry.tries + 1, notBefore: clock().getTime() + next } satisfies Retry)}\n`, { mode: 0o600 });
      complain(`The report was not delivered (${delivery.why}); it is kept and tried again in ${Math.round(next / 1000)} s`);
      return true;
    }
    if (delivery.outcome === 'refused') complain(`The event ${queued.event} was refused and is not sent again: ${delivery.why}`);
    await host.remove(queued.path);
  }
  await host.remove(places.retry);
  return false;
}

async function readRetry(host: Host, path: string): Promise<Retry> {
  try {
    const { tries, notBefore } = JSON.parse(await host.readFile(path)) as Partial<Retry>;
    return { tries: Math.min(20, Number(tries) || 0), notBefore: Number(notBefore) || 0 };
  } catch {
    return { tries: 0, notBefore: 0 }; // Not there, or torn: it costs one attempt.
  }
}
