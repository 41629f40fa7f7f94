/** What became ready or failed, told to another program: queued with the state itself, sent until it was taken, in order. */
import { createHmac } from 'node:crypto';
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
/** About this very delivery (shared/report/post-event.ts): it would stand in the way of the others for ever. */
const never = new Set([400, 409, 410, 411, 413, 414, 415, 422]);

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
    const outcome = await send(options, next, signal);
    if (outcome === 'taken' || outcome === 'refused') {
      if (outcome === 'refused') log(`The webhook ${next.id} (${next.event}) was refused and is not sent again`);
      await store.write(() => { store.prepare('DELETE FROM hooks WHERE id = ?').run(next.id); });
      continue;
    }
    const pause = Math.min(longestPause, firstPause * 2 ** Math.min(20, next.tries));
    log(`The webhook ${next.id} (${next.event}) was not delivered (${outcome.why}); it is kept and tried again in ${Math.round(pause / 1000)} s`);
    await store.write(() => { store.prepare('UPDATE hooks SET tries = tries + 1, not_before = ? WHERE id = ?').run(now() + pause, next.id); });
    return pause;
  }
}

async function send({ url, secret, now, post = fetch }: WebhookOptions, { id, event, body }: Queued, signal: AbortSignal): Promise<'taken' | 'refused' | { why: string }> {
  const timestamp = String(Math.floor(now() / 1000));
  const signature = secret === undefined ? {} : { 'X-CognOS-Signature': `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}` };
  try {
    const { status, body: rest } = await post(url, {
      method: 'POST', body, redirect: 'error', signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]),
      headers: { 'Content-Type': 'application/json', 'User-Agent': 'CognOS', 'X-CognOS-Event': event, 'X-CognOS-Delivery': id, 'X-CognOS-Timestamp': timestamp, ...signature },
    });
    await rest?.cancel();
    if (status >= 200 && status < 300) return 'taken';
    return never.has(status) ? 'refused' : { why: `the receiver answered with status ${status}` };
  } catch (error) {
    signal.throwIfAborted();
    return { why: error instanceof Error && error.cause instanceof Error ? error.cause.message : 'no answer' };
  }
}
