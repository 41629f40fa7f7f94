/**
 * The firewall while models are passed on: BitTorrent's ports and the multicast by which machines find each other, for
 * the networks that this machine is itself in. In a file of its own, like the holes for pages (open-port.ts).
 */
import { isIP } from 'node:net';
import { ownRulesFolder } from '../../shared/harden/ruleset.ts';
import type { Host } from '../../shared/system/host.ts';

/** Local peer discovery (BEP 14), which is IPv4 in aria2. */
export const discovery = { group: '239.192.152.143', port: 6771 };
/** BitTorrent's usual nine. */
export const peerPorts = '6881-6889';

/** @param name of what shares: each has its own hole */
export async function openToPeers(host: Host, name: string, signal?: AbortSignal): Promise<void> {
  // A system without our firewall has nothing to open.
  if (!await host.exists(ownRulesFolder)) return;
  const networks = await localNetworks(host);
  if (networks.length === 0) return;
  const from = `ip saddr { ${networks.join(', ')} }`;
  await host.writeFile(pathOf(name), `# For sharing models in the local network; gone when that is over.
add rule inet filter own_input ${from} tcp dport ${peerPorts} accept comment "cognos-${name}"
add rule inet filter own_input ${from} ip daddr ${discovery.group} udp dport ${discovery.port} accept comment "cognos-${name}"
# Switches ask who is in the group, and forget those whose answer does not come.
add rule inet filter own_input ip protocol igmp ip daddr 224.0.0.1 accept comment "cognos-${name}"
`);
  await reload(host, signal);
}

export async function closeToPeers(host: Host, name: string, signal?: AbortSignal): Promise<void> {
  if (!await host.exists(pathOf(name))) return;
  await host.remove(pathOf(name));
  await reload(host, signal);
}

export function pathOf(name: string): string {
  return `${ownRulesFolder}/60-cognos-${name}.nft`;
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

/** A firewall that is not running is not started by this. */
async function reload(host: Host, signal?: AbortSignal): Promise<void> {
  await host.run('systemctl', ['try-reload-or-restart', 'nftables.service'], { signal });
}
