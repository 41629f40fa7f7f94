/** What can be reached from outside, on a list: whoever starts to listen later shows in `cognos-harden check`. */
import type { Action } from '../../../shared/harden/action.ts';
import { readText } from '../../../shared/system/read-text.ts';
import type { Host } from '../../../shared/system/host.ts';

export const listenersPath = '/var/lib/cognos/harden/listeners';
/** Below it ports are services'; above it they are given out for a moment (ip_local_port_range). */
const firstEphemeral = 32768;

export const listListeners: Action = {
  async check(_, { host, facts }) {
    const known = await readText(host, listenersPath);
    if (known === undefined) return 'the list of listening services has not been made';
    const allowed = new Set([...known.split('\n'), ...facts.allow.map(({ port, protocol }) => `${protocol} ${port}`)]);
    const added = (await listeners(host)).filter((line) => !allowed.has(line));
    return added.length === 0 ? undefined : `listening since the list was made: ${added.join(', ')}`;
  },
  async apply(_, { host }) {
    await host.makeDirectory('/var/lib/cognos/harden', { mode: 0o700 });
    await host.writeFile(listenersPath, (await listeners(host)).map((line) => `${line}\n`).join(''), { mode: 0o600 });
  },
};

/** `tcp 22`: protocol and port of everything that listens to more than this machine. */
async function listeners(host: Host): Promise<string[]> {
  const text = await host.run('ss', ['--no-header', '--tcp', '--udp', '--listening', '--numeric']);
  const found = text.split('\n').flatMap((line) => {
    const [protocol = '', , , , local = ''] = line.trim().split(/\s+/);
    const [, address = '', port = ''] = /^(.*):(\d+)$/.exec(local) ?? [];
    const isOwn = /^(127\.|\[::1\]|\[::ffff:127\.)/.test(address.replace(/%\w+/, ''));
    return port === '' || isOwn || Number(port) >= firstEphemeral ? [] : [`${protocol} ${port}`];
  });
  return [...new Set(found)].sort();
}
