/** One event to its receiver, by curl. Everything that is secret, the address too, goes to it on stdin. */
import { curlConfig, curlFault } from '../net/curl-config.ts';
import { isPrivateUrl } from '../net/private-address.ts';
import { CommandError, type Host } from '../system/host.ts';
import type { QueuedEvent } from './outbox.ts';
import { signatureOf } from './signature.ts';

export interface ReportTarget {
  /** https, or http by a private address and with a secret; its query may hold a token. */
  url: string;
  token?: string | undefined;
  secret?: string | undefined;
}

export type Delivery =
  | { outcome: 'taken' }
  /** Never to be taken: it would stand in the way of those behind it. */
  | { outcome: 'refused'; why: string }
  | { outcome: 'failed'; why: string };

/** The answers that are about this very event; every other (401, 404, 500…) may be another one tomorrow. */
const aboutTheEvent = new Set([400, 409, 410, 411, 413, 414, 415, 422]);

export async function postEvent(host: Host, { url, token, secret }: ReportTarget, { path, event, id }: QueuedEvent, at: Date, signal?: AbortSignal): Promise<Delivery> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const body = await host.readFile(path);
  const settings: [name: string, value: string][] = [
    ['url', url], ['proto', secret !== undefined && isPrivateUrl(url) ? '=https,http' : '=https'], ['request', 'POST'], ['data-binary', `@${path}`],
    ['header', 'Content-Type: application/json'], ['header', 'Expect:'], ['header', `X-CognOS-Event: ${event}`],
    ['header', `X-CognOS-Delivery: ${id}`], ['header', `X-CognOS-Timestamp: ${timestamp}`],
    ...(secret === undefined ? [] : [['header', `X-CognOS-Signature: ${signatureOf(secret, timestamp, body)}`] as [string, string]]),
    ...(token === undefined ? [] : [['header', `Authorization: Bearer ${token}`] as [string, string]]),
    ['user-agent', 'CognOS'], ['connect-timeout', '15'], ['max-time', '60'],
    ['output', '/dev/null'], ['write-out', '%{http_code}'],
  ];
  const config = curlConfig(settings, 'the receiver of the report');
  try {
    // --disable: a .curlrc could send it anywhere.
    return judge(Number(await host.run('curl', ['--disable', '--config', '-'], { stdin: config, signal })));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { outcome: 'failed', why: curlFault(error) };
  }
}

/** What an answer means for the event, whoever took it there. */
export function judge(status: number): Delivery {
  if (status >= 200 && status < 300) return { outcome: 'taken' };
  return { outcome: aboutTheEvent.has(status) ? 'refused' : 'failed', why: `the receiver answered with status ${status}` };
}
