/**
 * The firewall while models are passed on: BitTorrent's ports and the multicast by which machines find each other, for
 * the networks that this machine is itself in.
 */
import { isIP } from 'node:net';
import type { Host } from '../../shared/system/host.ts';
import { closeHole, openHole } from './hole.ts';

/** Local peer discovery (BEP 14), which is IPv4 in aria2. */
export const discovery = { group: '239.192.152.143', port: 6771 };
/** BitTorrent's usual nine. */
export const peerPorts = '6881-6889';

/** @param name of what shares: each has its own hole */
export function openToPeers(host: Host, name: string, signal?: AbortSignal): Promise<void> {
  return openHole(host, name, async () => {
    const networks = await localNetworks(host);
    return networks.length === 0 ? undefined : rules(name, `ip saddr { ${networks.join(', ')} }`);
  }, signal);
}

export const closeToPeers = closeHole;

function rules(name: string, from: string): string {
  return `# For sharing models in the local network; gone when that is over.
add rule inet filter own_input ${from} tcp dport ${peerPorts} accept comment "cognos-${name}"
add rule inet filter own_input ${from} ip daddr ${discovery.group} udp dport ${discovery.port} accept comment "cognos-${name}"
# Switches ask who is in the group, and forget those whose answer does not come.
add rule inet filter own_input ip protocol igmp ip daddr 224.0.0.1 accept comment "cognos-${name}"
`;
}

interface Link { flags?: string[]; addr_info?: { local?: string; prefixlen?: number }[] }

/** In CIDR form, of every interface that is up: IPv4, without those of one address. */
export async function localNetworks(host: Host): Promise<string[]> {
  const links = JSON.parse(await host.run('ip', ['-json', '-4', 'address', 'show', 'up', 'scope', 'global']) || '[]') as Link[];
  const found = links.filter(({ flags = [] }) => !flags.includes('POINTOPOINT')).flatMap(({ addr_info = [] }) => addr_info.map(network));
  return [...new Set(found.filter((each) => each !== undefined))].sort();
}

function network({ local = '', prefixlen = 32 }: { local?: string; prefixlen?: number }): string | undefined {
  if (isIP(local) !== 4 || prefixlen > 31 || prefixlen < 8) return undefined;
  const bits = local.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = bits - bits % 2 ** (32 - prefixlen);
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${prefixlen}`;
}
