/** One event to its receiver, by curl. Everything that is secret, the address too, goes to it on stdin. */
import { createHmac } from 'node:crypto';
import { isPrivateUrl } from '../net/private-address.ts';
import { CommandError, type Host } from '../system/host.ts';
import type { QueuedEvent } from './outbox.ts';

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
  const signature = secret === undefined ? undefined : createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  const settings: [name: string, value: string][] = [
    ['url', url], ['proto', secret !== undefined && isPrivateUrl(url) ? '=https,http' : '=https'], ['request', 'POST'], ['data-binary', `@${path}`],
    ['header', 'Content-Type: application/json'], ['header', 'Expect:'], ['header', `X-CognOS-Event: ${event}`],
    ['header', `X-CognOS-Delivery: ${id}`], ['header', `X-CognOS-Timestamp: ${timestamp}`],
    ...(signature === undefined ? [] : [['header', `X-CognOS-Signature: sha256=${signature}`] as [string, string]]),
    ...(token === undefined ? [] : [['header', `Authorization: Bearer ${token}`] as [string, string]]),
    ['user-agent', 'CognOS'], ['connect-timeout', '15'], ['max-time', '60'],
    ['output', '/dev/null'], ['write-out', '%{http_code}'],
  ];
  const config = `silent\nshow-error\ngloboff\n${settings.map(([name, value]) => `${name} = ${quoted(value)}\n`).join('')}`;
  try {
    // --disable: a .curlrc could send it anywhere.
    return judge(Number(await host.run('curl', ['--disable', '--config', '-'], { stdin: config, signal })));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    // The first of its lines; those after it are advice.
    return { outcome: 'failed', why: /^curl: .*$/m.exec(error.stderr)?.[0] ?? error.message };
  }
}

function judge(status: number): Delivery {
  if (status >= 200 && status < 300) return { outcome: 'taken' };
  return { outcome: aboutTheEvent.has(status) ? 'refused' : 'failed', why: `the receiver answered with status ${status}` };
}

/** As curl(1) reads a quoted word of its configuration. A line break in a header would begin another header. */
function quoted(value: string): string {
  if (/[\0\r\n]/.test(value)) throw new Error('a line break in what is sent to the receiver of the report');
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
