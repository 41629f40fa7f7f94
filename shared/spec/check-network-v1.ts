/** cloud-init's own network form, as its documentation for 22.4 describes it. */
import { checkInterfaces } from './check-interfaces.ts';
import type { Gateway, Interface } from './check-interfaces.ts';
import { quote } from './check.ts';
import type { Note } from './check.ts';
import type { Path } from './document.ts';
import type { NetworkV1, SubnetV1 } from './install-spec.ts';
import { familyOf, parseSubnet, prefixOf } from './ip-address.ts';

type Entry = NetworkV1['config'][number];
type Device = Exclude<Entry, { type: 'nameserver' | 'route' }>;

export function checkNetworkV1({ config }: NetworkV1, note: Note): void {
  const seen = new Set<string>();
  const interfaces = config.flatMap((entry, index): Interface[] => {
    const path = ['network', 'config', index];
    if (entry.type === 'nameserver') checkNameservers(entry.address, [...path, 'address'], note);
    if (entry.type === 'route') checkDestination(entry, path, note);
    if (entry.type === 'nameserver' || entry.type === 'route') return [];
    if (seen.has(entry.name)) note('interface', [...path, 'name'], `${quote(entry.name)} is described twice; give every interface one entry`);
    seen.add(entry.name);
    checkDevice(entry, path, note);
    return [toInterface(entry, path)];
  });
  checkInterfaces(interfaces, note);
}

function checkDevice({ name, subnets = [], mac_address: mac }: Device, path: Path, note: Note): void {
  if ([...name].length > 15 || /[\s/:]/.test(name) || name === '') note('interface', [...path, 'name'], `${quote(name)} cannot be the name of an interface; write for example enp1s0`);
  if (mac !== undefined && !/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(mac)) note('mac', [...path, 'mac_address'], `${quote(mac)} is no MAC address; write for example 52:54:00:12:34:56`);
  subnets.forEach((subnet, index) => {
    const at = [...path, 'subnets', index];
    const isStatic = subnet.type === 'static' || subnet.type === 'static6';
    if (isStatic && subnet.address === undefined) note('missing-key', [...at, 'address'], 'is missing; a static subnet needs one, such as 192.0.2.10/24');
    if (subnet.netmask !== undefined && prefixOf(subnet.netmask) === undefined) note('netmask', [...at, 'netmask'], `${quote(subnet.netmask)} is no netmask; write for example 255.255.255.0`);
    checkNameservers(subnet.dns_nameservers ?? [], [...at, 'dns_nameservers'], note);
    subnet.routes?.forEach((route, position) => { checkDestination(route, [...at, 'routes', position], note); });
  });
}

function checkNameservers(servers: string | string[], path: Path, note: Note): void {
  [servers].flat().forEach((server, index) => {
    if (familyOf(server) === 0) note('nameserver', Array.isArray(servers) ? [...path, index] : path, `${quote(server)} is no DNS server: it has to be an address; write for example 192.0.2.53`);
  });
}

function checkDestination({ network, destination, netmask, gateway }: { network?: string; destination?: string; netmask?: string; gateway: string }, path: Path, note: Note): void {
  const to = destination ?? network;
  if (to === undefined) note('missing-key', [...path, 'destination'], 'is missing; write for example destination: 198.51.100.0/24');
  else if (!parseSubnet(to) && familyOf(to) === 0 && to !== 'default') note('route', [...path, destination === undefined ? 'network' : 'destination'], `${quote(to)} is no destination; write a subnet such as 198.51.100.0/24`);
  if (netmask !== undefined && prefixOf(netmask) === undefined) note('netmask', [...path, 'netmask'], `${quote(netmask)} is no netmask; write for example 255.255.255.0`);
  if (familyOf(gateway) === 0) note('gateway', [...path, 'gateway'], `${quote(gateway)} is no gateway: it has to be an address; write for example 192.0.2.1`);
}

function toInterface(entry: Device, path: Path): Interface {
  const subnets = entry.subnets ?? [];
  const members = entry.type === 'bond' ? namesAt(entry.bond_interfaces, [...path, 'bond_interfaces']) : entry.type === 'bridge' ? namesAt(entry.bridge_interfaces, [...path, 'bridge_interfaces']) : [];
  return {
    name: entry.name, path, members,
    addresses: subnets.flatMap((subnet, index) => (subnet.address === undefined ? [] : [{ text: cidrOf(subnet), path: [...path, 'subnets', index, 'address'] }])),
    gateways: subnets.flatMap((subnet, index) => gatewayOf(subnet, [...path, 'subnets', index, 'gateway'])),
    dynamic: subnets.some(({ type }) => type !== 'static' && type !== 'static6' && type !== 'manual'),
    ...entry.type === 'vlan' ? { link: { name: entry.vlan_link, path: [...path, 'vlan_link'] } } : {},
  };
}

function namesAt(names: string[], path: Path): Interface['members'] {
  return names.map((name, index) => ({ name, path: [...path, index] }));
}

/** Netmasks are IPv4's; a bare address without one is left for the check to refuse. */
function cidrOf({ address = '', netmask }: SubnetV1): string {
  const prefix = netmask === undefined || address.includes('/') ? undefined : prefixOf(netmask);
  return prefix === undefined ? address : `${address}/${prefix}`;
}

function gatewayOf({ gateway, metric = 0 }: SubnetV1, path: Path): Gateway[] {
  return gateway === undefined ? [] : [{ via: gateway, path, slot: `${familyOf(gateway)} ${metric} main` }];
}
