/** What became ready or failed, told to another program: queued with the state itself, sent until it was taken, in order. */
import { judge, type Delivery } from '../../shared/report/post-event.ts';
import { signatureOf } from '../../shared/report/signature.ts';
import type { Store } from '../store/open-store.ts';

export interface Webhooks { wake: () => void; stop: () => Promise<void> }

export interface WebhookOptions {
  store: Store;
  /** May hold a token: it is never logged. */
  url: string;
  /** Key of X-CognOS-Signature, as with the events of a machine. */
  secret?: string | undefined;
  now: () => number;
  log: (line: string) => void;
  post?: typeof fetch;
}

interface Queued { id: string; event: string; body: string; tries: number; not_before: number }

const firstPause = 5_000;
const longestPause = 15 * 60_000;

export function openWebhooks(options: WebhookOptions): Webhooks {
  const stop = new AbortController();
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const wake = (): void => {
    if (stop.signal.aborted) return;
    running ??= deliver(options, stop.signal).catch((error: unknown) => {
      if (!stop.signal.aborted) options.log(`The webhooks could not be sent: ${error instanceof Error ? error.message : String(error)}`);
      return longestPause;
    }).then((pause) => {
      running = undefined;
      clearTimeout(timer);
      if (pause !== undefined && !stop.signal.aborted) timer = setTimeout(wake, pause);
    });
  };
  wake();
  return { wake, stop: async () => { stop.abort(); clearTimeout(timer); await running; } };
}

/** @returns milliseconds until the next attempt is due; undefined when nothing is left */
async function deliver(options: WebhookOptions, signal: AbortSignal): Promise<number | undefined> {
  const { store, now, log } = options;
  for (;;) {
    const next = store.prepare('SELECT id, event, body, tries, not_before FROM hooks ORDER BY rowid LIMIT 1').get() as Queued | undefined;
    if (!next) return undefined;
    if (next.not_before > now()) return Math.min(longestPause, next.not_before - now());
    const delivery = await send(options, next, signal);
    if (delivery.outcome !== 'failed') {
      if (delivery.outcome === 'refused') log(`The webhook ${next.id} (${next.event}) was refused and is not sent again`);
      await store.write(() => { store.prepare('DELETE FROM hooks WHERE id = ?').run(next.id); });
      continue;
    }
    const pause = Math.min(longestPause, firstPause * 2 ** Math.min(20, next.tries));
    log(`The webhook ${next.id} (${next.event}) was not delivered (${delivery.why}); it is kept and tried again in ${Math.round(pause / 1000)} s`);
    await store.write(() => { store.prepare('UPDATE hooks SET tries = tries + 1, not_before = ? WHERE id = ?').run(now() + pause, next.id); });
    return pause;
  }
}

async function send({ url, secret, now, post = fetch }: WebhookOptions, { id, event, body }: Queued, signal: AbortSignal): Promise<Delivery> {
  const timestamp = String(Math.floor(now() / 1000));
  const signature = secret === undefined ? {} : { 'X-CognOS-Signature': signatureOf(secret, timestamp, body) };
  try {
    const { status, body: rest } = await post(url, {
      method: 'POST', body, redirect: 'error', signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]),
      headers: { 'Content-Type': 'application/json', 'User-Agent': 'CognOS', 'X-CognOS-Event': event, 'X-CognOS-Delivery': id, 'X-CognOS-Timestamp': timestamp, ...signature },
    });
    await rest?.cancel();
    return judge(status);
  } catch (error) {
    signal.throwIfAborted();
    return { outcome: 'failed', why: error instanceof Error && error.cause instanceof Error ? error.cause.message : 'no answer' };
  }
}
