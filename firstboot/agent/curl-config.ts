/** A request as curl reads it from its standard input (`--config -`): the key must be in no argument list. */
import type { Host } from '../../shared/system/host.ts';

export interface ApiRequest {
  url: string;
  /** Left out: asked without one. */
  key?: string | undefined;
  body?: unknown;
  /** Seconds for the whole of it. */
  seconds: number;
  signal?: AbortSignal | undefined;
}

export interface ApiAnswer {
  /** 0: nothing listens there, or it did not answer in time. */
  status: number;
  text: string;
  /** From sending to the whole answer. */
  seconds: number;
}

/** curl's own words for "no connection", "no answer", "timed out", "cut off". */
const noAnswer = [0, 7, 18, 28, 52, 56];

export async function request(host: Host, { url, key, body, seconds, signal }: ApiRequest): Promise<ApiAnswer> {
  const lines = [
    `url = ${quote(url)}`,
    ...(key === undefined ? [] : [`header = ${quote(`Authorization: Bearer ${key}`)}`]),
    ...(body === undefined ? [] : ['header = "Content-Type: application/json"', `data-raw = ${quote(JSON.stringify(body))}`]),
  ];
  // The proxy of the machine is for what lies outside it.
  const args = ['--config', '-', '--silent', '--noproxy', '*', '--max-time', String(seconds), '--write-out', '\\n%{http_code} %{time_total}'];
  const output = await host.run('curl', args, { stdin: `${lines.join('\n')}\n`, signal, okExitCodes: noAnswer });
  const end = output.trimEnd().lastIndexOf('\n');
  const [status, took] = output.slice(end + 1).trim().split(' ').map(Number);
  return { status: status ?? 0, seconds: took ?? 0, text: output.slice(0, Math.max(0, end)) };
}

function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')}"`;
}
