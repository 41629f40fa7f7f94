/** What can be reached from here, from near to far, each with a short time limit: a sentence each, for people. */
import type { NetworkState } from '../../../shared/protocol/snapshot.ts';
import { CommandError, type Host } from '../../../shared/system/host.ts';
import type { Reachable } from '../system/live-system.ts';

type Check = NetworkState['checks'][number];

/** What every installed system asks for its packages. */
export const archive = 'https://deb.debian.org/debian/dists/bookworm/InRelease';
const limitSeconds = 8;

export async function checkNetwork(host: Host, { proxy, modelUrl }: Reachable, signal: AbortSignal): Promise<Check[]> {
  const address = await checkAddress(host, signal);
  if (!address.ok) {
    const none = 'there is no address to ask from';
    return [address, ...(['gateway', 'names', 'archive', 'model'] as const).map((what) => ({ what, ok: false, detail: none }))];
  }
  return Promise.all([
    address, checkGateway(host, signal), checkNames(host, signal), checkUrl(host, 'archive', archive, proxy, signal),
    modelUrl === undefined ? { what: 'model' as const, ok: true, detail: 'no model is to be fetched' } : checkUrl(host, 'model', modelUrl, proxy, signal),
  ]);
}

async function checkAddress(host: Host, signal: AbortSignal): Promise<Check> {
  const found = await listJson<{ addr_info?: { local?: string }[] }>(host, ['address', 'show', 'scope', 'global'], signal);
  const addresses = found.flatMap(({ addr_info: infos = [] }) => infos.flatMap(({ local }) => (local === undefined ? [] : [local])));
  return { what: 'address', ok: addresses.length > 0, detail: addresses.length > 0 ? addresses.join(', ') : 'no interface has an address' };
}

async function checkGateway(host: Host, signal: AbortSignal): Promise<Check> {
  const routes = [...await listJson<Route>(host, ['route', 'show', 'default'], signal), ...await listJson<Route>(host, ['-6', 'route', 'show', 'default'], signal)];
  const gateway = routes.find(({ gateway: at }) => at !== undefined)?.gateway;
  if (gateway === undefined) return { what: 'gateway', ok: routes.length > 0, detail: routes.length > 0 ? 'the way out needs no gateway' : 'there is no way out of this network' };
  await host.run('ping', ['-c', '1', '-W', '2', gateway], { okExitCodes: [0, 1, 2], signal });
  // Many answer no ping; whether they are there the kernel knows by now.
  const neighbours = await listJson<{ dst?: string; state?: string[] }>(host, ['neighbour', 'show', gateway], signal);
  const there = neighbours.some(({ state = [] }) => !state.includes('FAILED') && !state.includes('INCOMPLETE'));
  return { what: 'gateway', ok: there, detail: there ? gateway : `${gateway} does not answer` };
}
interface Route { gateway?: string }

async function checkNames(host: Host, signal: AbortSignal): Promise<Check> {
  const name = new URL(archive).hostname;
  const found = await host.run('timeout', [String(limitSeconds), 'getent', 'ahosts', name], { okExitCodes: [0, 2, 124], signal });
  return { what: 'names', ok: found !== '', detail: found !== '' ? `${name} is ${found.split(/\s/)[0] ?? ''}` : `${name} is not found: no server for names answers` };
}

/** Address and proxy may carry passwords and travel on stdin. */
async function checkUrl(host: Host, what: 'archive' | 'model', url: string, proxy: string | undefined, signal: AbortSignal): Promise<Check> {
  const { host: name } = new URL(url);
  const config = [`url = ${JSON.stringify(url)}`, ...(proxy ? [`proxy = ${JSON.stringify(proxy)}`] : []), ''].join('\n');
  try {
    const words = ['--silent', '--show-error', '--head', '--location', '--max-redirs', '5', '--proto', '=http,https', '--max-time', String(limitSeconds), '--output', '/dev/null', '--write-out', '%{http_code}', '--config', '-'];
    const status = await host.run('curl', words, { stdin: config, signal });
    return { what, ok: status === '200', detail: status === '200' ? `${name} answers` : `${name} says ${status}` };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { what, ok: false, detail: `${name}: ${failures[error.exitCode ?? 0] ?? `curl exits with ${error.exitCode ?? 'nothing'}`}` };
  }
}

/** curl's own, in words for people. */
const failures: Record<number, string> = {
  5: 'the proxy has no address', 6: 'its name has no address', 7: 'it refuses the connection', 28: 'it does not answer in time', 35: 'no secure connection can be made with it',
  47: 'it redirects in circles', 52: 'it answers nothing', 56: 'the connection was broken off', 60: 'its certificate is not trusted: the clock may be wrong',
};

async function listJson<T>(host: Host, words: string[], signal: AbortSignal): Promise<T[]> {
  const text = await host.run('ip', ['-json', ...words], { signal });
  return text.trim() === '' ? [] : JSON.parse(text) as T[];
}
