/**
 * cloud-init's network config version 1 in netplan's words
 * (cloud-init 22.4, doc/rtd/topics/network-config-format-v1.rst). The validator has already refused
 * what has no meaning; here every documented key has a place.
 */
import { prefixOf } from '../../shared/spec/ip-address.ts';

type Dictionary = Record<string, unknown>;
interface Item extends Dictionary { type: string; name?: string; subnets?: Subnet[] }
interface Subnet extends Dictionary { type: string; address?: string; netmask?: string; gateway?: string; dns_nameservers?: string | string[]; dns_search?: string | string[]; routes?: Dictionary[] }

export function netplanFromVersion1(network: { config?: unknown }): Dictionary {
  const items = (Array.isArray(network.config) ? network.config : []) as Item[];
  const groups: Dictionary = {};
  const add = (group: string, item: Item, more: Dictionary): void => {
    groups[group] = { ...(groups[group] as Dictionary | undefined), [item.name ?? '']: { ...more, ...addressing(item) } };
  };
  for (const item of items) {
    if (item.type === 'physical') add('ethernets', item, physical(item));
    else if (item.type === 'bond') add('bonds', item, { interfaces: item['bond_interfaces'], ...hardware(item), parameters: bondParameters(item['params']) });
    else if (item.type === 'bridge') add('bridges', item, { interfaces: item['bridge_interfaces'], ...hardware(item), parameters: bridgeParameters(item['params']) });
    else if (item.type === 'vlan') add('vlans', item, { id: item['vlan_id'], link: item['vlan_link'], ...hardware(item) });
  }
  return { version: 2, ...withGlobals(groups, items) };
}

function physical(item: Item): Dictionary {
  const mac = item['mac_address'];
  // With a MAC the name is given to whatever interface has it, as cloud-init's udev rules do.
  return { ...(mac === undefined ? {} : { match: { macaddress: String(mac).toLowerCase() }, 'set-name': item.name }), ...(item['mtu'] === undefined ? {} : { mtu: item['mtu'] }) };
}

function hardware(item: Item): Dictionary {
  return { ...(item['mac_address'] === undefined ? {} : { macaddress: item['mac_address'] }), ...(item['mtu'] === undefined ? {} : { mtu: item['mtu'] }) };
}

function addressing({ subnets = [] }: Item): Dictionary {
  const result: { addresses: unknown[]; routes: unknown[]; dns: string[]; search: string[] } = { addresses: [], routes: [], dns: [], search: [] };
  const flags: Dictionary = {};
  for (const subnet of subnets) {
    if (subnet.type === 'dhcp' || subnet.type === 'dhcp4') flags['dhcp4'] = true;
    if (subnet.type === 'dhcp6' || subnet.type === 'ipv6_dhcpv6-stateful') flags['dhcp6'] = true;
    if (subnet.type.startsWith('ipv6_')) flags['accept-ra'] = true;
    if (subnet.address) result.addresses.push(withPrefix(subnet.address, subnet.netmask));
    if (subnet.gateway) result.routes.push({ to: 'default', via: subnet.gateway });
    for (const route of subnet.routes ?? []) result.routes.push(netplanRoute(route));
    result.dns.push(...[subnet.dns_nameservers ?? []].flat());
    result.search.push(...[subnet.dns_search ?? []].flat());
  }
  return {
    ...flags,
    ...(result.addresses.length ? { addresses: result.addresses } : {}),
    ...(result.routes.length ? { routes: result.routes } : {}),
    ...nameservers(result.dns, result.search),
  };
}

/** Global nameservers and routes have no place of their own in netplan: they go to the first interface. */
function withGlobals(groups: Dictionary, items: Item[]): Dictionary {
  const dns = items.filter(({ type }) => type === 'nameserver');
  const routes = items.filter(({ type }) => type === 'route').map(netplanRoute);
  const [group] = Object.keys(groups);
  if (group === undefined || (dns.length === 0 && routes.length === 0)) return groups;
  const devices = groups[group] as Record<string, Dictionary>;
  const [name] = Object.keys(devices);
  const device = devices[name ?? ''] ?? {};
  const own = (device['nameservers'] ?? {}) as { addresses?: string[]; search?: string[] };
  return {
    ...groups,
    [group]: {
      ...devices,
      [name ?? '']: {
        ...device,
        ...(routes.length ? { routes: [...((device['routes'] ?? []) as unknown[]), ...routes] } : {}),
        ...nameservers(
          [...(own.addresses ?? []), ...dns.flatMap((item) => [item['address'] ?? []].flat() as string[])],
          [...(own.search ?? []), ...dns.flatMap((item) => [item['search'] ?? []].flat() as string[])]),
      },
    },
  };
}

function nameservers(addresses: string[], search: string[]): Dictionary {
  if (addresses.length === 0 && search.length === 0) return {};
  return { nameservers: { ...(addresses.length ? { addresses } : {}), ...(search.length ? { search } : {}) } };
}

function netplanRoute(route: Dictionary): Dictionary {
  const to = route['destination'] ?? route['network'];
  const prefixed = withPrefix(String(to), route['netmask'] as string | undefined);
  return { to: /^(0\.0\.0\.0|::)\/0$/.test(prefixed) ? 'default' : prefixed, via: route['gateway'], ...(route['metric'] === undefined ? {} : { metric: route['metric'] }) };
}

function withPrefix(address: string, netmask: string | undefined): string {
  if (address.includes('/')) return address;
  const usual = address.includes(':') ? 64 : 24;
  return `${address}/${netmask === undefined ? usual : prefixOf(netmask) ?? usual}`;
}

/** `bond-lacp-rate` and `bond_lacp_rate` alike; netplan calls a few by other names. */
const bondNames: Record<string, string> = { miimon: 'mii-monitor-interval', 'xmit-hash-policy': 'transmit-hash-policy', 'num-grat-arp': 'gratuitous-arp', downdelay: 'down-delay', updelay: 'up-delay', 'fail-over-mac': 'fail-over-mac-policy', 'primary-reselect': 'primary-reselect-policy' };

function bondParameters(parameters: unknown): Dictionary {
  return Object.fromEntries(Object.entries((parameters ?? {}) as Dictionary).map(([key, value]) => {
    const name = key.replaceAll('_', '-').replace(/^bond-/, '');
    return [bondNames[name] ?? name, value];
  }));
}

const bridgeNames: Record<string, string> = { bridge_ageing: 'ageing-time', bridge_bridgeprio: 'priority', bridge_fd: 'forward-delay', bridge_hello: 'hello-time', bridge_maxage: 'max-age' };

function bridgeParameters(parameters: unknown): Dictionary {
  return Object.fromEntries(Object.entries((parameters ?? {}) as Dictionary).map(([key, value]) =>
    key === 'bridge_stp' ? ['stp', value === true || value === 'on'] : [bridgeNames[key] ?? key.replace(/^bridge_/, '').replaceAll('_', '-'), value]));
}
