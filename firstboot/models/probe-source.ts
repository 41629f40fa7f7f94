/**
 * What a server says about a file before anything is downloaded: curl asks for one byte. A page of a captive portal, a
 * file of another size and a way to an open line are found here and not after gigabytes.
 */
import { CommandError, type Host } from '../../shared/system/host.ts';
import type { DownloadSettings, Patience } from './download-settings.ts';
import { asUser, type DownloadUser } from './download-user.ts';
import { SourceError } from './source-error.ts';

export interface Source {
  /** As it was given. */
  asked: string;
  /** After redirects. */
  url: string;
  bytes: number;
  /** ETag or Last-Modified: another one is another file. Empty when the server sends neither. */
  tag: string;
  /** Whether parts can be had. */
  ranges: boolean;
  /** One way there and back, in seconds. */
  distance: number;
  /** Whether it answers HEAD; addresses that are signed for GET do not. */
  head: boolean;
}

export interface ProbeOptions { settings: DownloadSettings; patience: Patience; user: DownloadUser | undefined; signal: AbortSignal }

/** curl's own, in words for people. */
const failures: Record<number, string> = {
  5: 'the proxy has no address', 6: 'its name has no address', 7: 'it refuses the connection', 28: 'it does not answer in time',
  35: 'no secure connection can be made with it', 47: 'it redirects in circles', 52: 'it answers nothing', 56: 'it broke off the connection', 60: 'its certificate is not trusted',
};

/** Of https, everything on the way must be https; about all else the digest decides. */
export async function probeSource(host: Host, asked: string, options: ProbeOptions): Promise<Source> {
  const fields = ['%{http_code}', '%{url_effective}', '%header{content-range}', '%header{content-length}', '%header{etag}', '%header{last-modified}', '%{content_type}', timesField];
  // 63: larger than --max-filesize, from a server that sends the whole of it.
  const answer = await curl(host, asked, ['--range', '0-0', '--max-filesize', '65536', '--max-time', String(options.patience.stallSeconds), '--output', '/dev/null', '--write-out', fields.join('\\n')], options, [0, 63]);
  const source = understand(asked, answer.split('\n'));
  const { head, distance } = await askHead(host, source.url, options);
  // The shorter: a busy machine looks up late from either.
  return { ...source, head, distance: Math.min(source.distance, distance) };
}

async function askHead(host: Host, url: string, options: ProbeOptions): Promise<Pick<Source, 'head' | 'distance'>> {
  try {
    const answer = await curl(host, url, ['--head', '--max-time', String(options.patience.stallSeconds), '--output', '/dev/null', '--write-out', `%{http_code}\\n${timesField}`], options);
    const [status, times = ''] = answer.split('\n');
    return { head: status === '200', distance: distanceOf(times) };
  } catch (error) {
    if (error instanceof SourceError) return { head: false, distance: Infinity };
    throw error;
  }
}

const timesField = '%{time_namelookup} %{time_connect}';

function distanceOf(times: string): number {
  const [resolved = 0, connected = 0] = times.split(' ').map(Number);
  return connected - resolved;
}

/** One request. Address and proxy may carry passwords and travel on stdin. Throws SourceError. */
export async function curl(host: Host, asked: string, words: readonly string[], { settings: { proxy }, patience, user, signal }: ProbeOptions, okExitCodes = [0]): Promise<string> {
  const protocols = asked.startsWith('https://') ? '=https' : '=http,https';
  const [file, ...before] = [...asUser(user), 'curl', '--silent', '--show-error', '--location', '--max-redirs', '5', '--proto', protocols, '--proto-redir', protocols, '--connect-timeout', String(patience.connectSeconds)] as const;
  try {
    return await host.run(file, [...before, ...words, '--config', '-'], { okExitCodes, signal, stdin: [`url = ${JSON.stringify(asked)}`, ...proxy === undefined ? [] : [`proxy = ${JSON.stringify(proxy)}`], ''].join('\n') });
  } catch (error) {
    if (error instanceof CommandError) throw new SourceError(sentence(error));
    throw error;
  }
}

function sentence({ exitCode, stderr }: CommandError): string {
  if (exitCode === 1 && /protocol .*http/i.test(stderr)) return 'it redirects to an open line (http)';
  const code = Number(/CONNECT tunnel failed, response (\d+)/.exec(stderr)?.[1]);
  if (code) return `the proxy says ${code}${code === 407 ? ': it wants a user and a password' : ''}`;
  return failures[exitCode ?? 0] ?? `curl exits with ${exitCode}: ${stderr.trim().split('\n').at(-1) ?? ''}`;
}

function understand(asked: string, [status = '', url = '', range = '', length = '', etag = '', modified = '', type = '', times = '']: string[]): Omit<Source, 'head'> {
  if (status !== '200' && status !== '206') throw new SourceError(status === '407' ? 'the proxy says 407: it wants a user and a password' : `it says ${status}`);
  if (/^text\/html\b/i.test(type)) throw new SourceError('it answers with a web page: a captive portal, or a page about the file');
  const total = /^bytes 0-0\/(\d+)$/i.exec(range)?.[1];
  if (status === '206' && total === undefined) throw new SourceError(`it sends another part than was asked for (${range || 'without saying which'})`);
  const bytes = Number(total ?? (length === '' ? Number.NaN : length));
  if (!Number.isSafeInteger(bytes) || bytes <= 0) throw new SourceError('it does not say how large the file is');
  return { asked, url, bytes, tag: etag || modified, ranges: status === '206', distance: distanceOf(times) };
}
