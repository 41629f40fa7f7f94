/** The interfaces of the live system with the addresses they have now. */
import type { Machine } from '../../../shared/machine/machine.ts';
import type { NetworkState } from '../../../shared/protocol/snapshot.ts';
import type { Host } from '../../../shared/system/host.ts';

type Interfaces = NetworkState['interfaces'];

/** One of `ip -json address show` (iproute2 6.1). */
interface IpAddress { ifname: string; flags?: string[]; link_type?: string; address?: string; addr_info?: { local?: string; prefixlen?: number; scope?: string }[] }

export async function readInterfaces(host: Host, { nics }: Machine): Promise<Interfaces> {
  const seen = JSON.parse(await host.run('ip', ['-json', 'address', 'show'])) as IpAddress[];
  const known = nics.map(({ name, mac, wireless, link, speedMbps }) => {
    const now = seen.find(({ ifname }) => ifname === name);
    return { name, mac, wireless, link: now ? isUp(now) : link, addresses: addressesOf(now), ...(speedMbps === undefined ? {} : { speedMbps }) };
  });
  // Bonds and VLANs are no cards, and may be what carries the address.
  const others = seen.filter(({ ifname, link_type: type }) => type === 'ether' && !nics.some(({ name }) => name === ifname))
    .map((each) => ({ name: each.ifname, mac: each.address ?? '', wireless: false, link: isUp(each), addresses: addressesOf(each) }))
    .filter(({ addresses }) => addresses.length > 0);
  return [...known, ...others];
}

function isUp({ flags = [] }: IpAddress): boolean {
  return flags.includes('LOWER_UP');
}

/** Those that others reach: not the ones that a link gives itself. */
function addressesOf({ addr_info: infos = [] }: Partial<IpAddress> = {}): string[] {
  return infos.flatMap(({ local, prefixlen, scope }) => (local !== undefined && scope === 'global' ? [`${local}/${prefixlen ?? ''}`] : []));
}
