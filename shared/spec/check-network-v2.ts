/** Netplan as version 0.106 reads it for networkd. */
import { checkInterfaces } from './check-interfaces.ts';
import type { Gateway, Interface } from './check-interfaces.ts';
import { cut, quote } from './check.ts';
import type { Note } from './check.ts';
import type { Path } from './document.ts';
import type { Bond, Ethernet, NetworkV2, Vlan, Vrf, Wifi } from './install-spec.ts';
import { familyOf, parseSubnet } from './ip-address.ts';

type Kind = 'ethernets' | 'wifis' | 'bonds' | 'bridges' | 'vlans' | 'vrfs';
const kinds: Kind[] = ['ethernets', 'wifis', 'bonds', 'bridges', 'vlans', 'vrfs'];
type Device = Ethernet & Partial<Pick<Bond, 'interfaces'>> & Partial<Pick<Vlan, 'link'>> & Pick<Partial<Vrf>, 'table'>;
interface Described { name: string; kind: Kind; device: Device; path: Path }

export function checkNetworkV2(network: NetworkV2, note: Note): void {
  checkRenderer(network.renderer, ['network', 'renderer'], note);
  const devices = kinds.flatMap((kind) => Object.entries(network[kind] ?? {}).map(([name, device]): Described => ({ name, kind, device: device as Device, path: ['network', kind, name] })));
  const seen = new Map<string, Kind>();
  for (const each of devices) {
    const first = seen.get(each.name);
    if (first) note('interface', each.path, `${quote(each.name)} is already one of ${first}; give it another name`, 'error', { value: cut(each.name) });
    seen.set(each.name, each.kind);
    checkDevice(each, note);
  }
  checkInterfaces(devices.map(toInterface), note);
}

function checkDevice({ device, path, kind, name }: Described, note: Note): void {
  checkRenderer(device.renderer, [...path, 'renderer'], note);
  checkMac(device.macaddress, [...path, 'macaddress'], note);
  checkMac(device.match?.macaddress, [...path, 'match', 'macaddress'], note);
  if (!device.match && [...name].length > 15) note('interface', path, `${quote(name)} has more than 15 characters, which Linux does not take as the name of an interface; shorten it`, 'error', { value: cut(name) });
  if (device['set-name'] !== undefined && !device.match) note('set-name', [...path, 'set-name'], 'a name can be set only with match, which says for which interface');
  device.nameservers?.addresses?.forEach((address, index) => {
    if (familyOf(address) === 0) note('nameserver', [...path, 'nameservers', 'addresses', index], `${quote(address)} is no DNS server: it has to be an address; write for example 192.0.2.53`, 'error', { value: cut(address) });
  });
  device.routes?.forEach((route, index) => { checkRoute(route, [...path, 'routes', index], note); });
  if (kind === 'wifis') checkWifi(device as Wifi, { name, path }, note);
  // Of netplan's own words it is not one; plan-wpa3.ts makes something of it where it knows what.
  if (device.auth?.['key-management'] === 'sae') note('wifi-wpa3', [...path, 'auth', 'key-management'], 'WPA3 (sae) belongs to one wireless network; write it under access-points, NAME, auth');
  if (kind === 'bonds' && device.interfaces?.length === 0) note('bond-empty', [...path, 'interfaces'], `the bond ${quote(name)} has no member; give it the interfaces that work together`, 'error', { value: cut(name) });
  const primary = kind === 'bonds' ? (device as Bond).parameters?.primary : undefined;
  if (primary !== undefined && !device.interfaces?.includes(primary)) note('interface', [...path, 'parameters', 'primary'], `${quote(primary)} is no member of this bond; write one of ${device.interfaces?.join(', ') ?? ''}`, 'error', { value: cut(primary) });
}

function checkRenderer(renderer: string | undefined, path: Path, note: Note): void {
  if (renderer === 'NetworkManager') note('renderer', path, 'CognOS runs networkd, not NetworkManager; write networkd or leave it out');
}

function checkMac(mac: string | undefined, path: Path, note: Note): void {
  if (mac !== undefined && !/^([0-9a-f]{2}:){5}([0-9a-f]{2}|([0-9a-f]{2}:){14}[0-9a-f]{2})$/i.test(mac)) note('mac', path, `${quote(mac)} is no MAC address; write for example 52:54:00:12:34:56`, 'error', { value: cut(mac) });
}

function checkRoute({ to, via, type = 'unicast', scope = 'global' }: NonNullable<Ethernet['routes']>[number], path: Path, note: Note): void {
  if (to !== 'default' && !parseSubnet(to) && familyOf(to) === 0) note('route', [...path, 'to'], `${quote(to)} is no destination; write default or a subnet such as 198.51.100.0/24`, 'error', { value: cut(to) });
  // netplan 0.106 refuses the whole file otherwise.
  if (via === undefined && type === 'unicast' && scope === 'global') note('route', path, 'a route needs via, the gateway; for a directly connected subnet write scope: link');
}

type AccessPoint = Wifi['access-points'][string];

function checkWifi(device: Wifi, { name: card, path }: Pick<Described, 'name' | 'path'>, note: Note): void {
  // It would leave the machine without any network: netplan generate ends there.
  if (device.match) note('wifi-match', [...path, 'match'], `a wireless card goes by its name alone, and netplan 0.106 takes no match for it; write the name that the kernel gives it, for example wlp2s0, in place of ${quote(card)}`, 'error', { value: cut(card) });
  const points = Object.entries(device['access-points']);
  for (const [name, point] of points) {
    const at = [...path, 'access-points', name];
    if (name === '') note('wifi-name', at, 'this wireless network has no name; write the name that it is known by', 'error', { value: '' });
    else if (new TextEncoder().encode(name).length > 32) note('wifi-name', at, `${quote(name)} is too long for the name of a wireless network, which has at most 32 bytes`, 'error', { value: cut(name) });
    if (point.mode === 'ap') note('wifi-mode', [...at, 'mode'], 'networkd cannot make an access point of this machine; write infrastructure, or leave mode out');
    if (isWpa3(point)) checkWpa3(point, at, note);
    else checkKeys(point, at, note);
  }
  if (!points.some(([, point]) => isWpa3(point))) return;
  if (!points.every(([, point]) => isWpa3(point))) note('wifi-wpa3', [...path, 'access-points'], 'a card joins either networks with WPA3 (sae) or others; give the others to another card, or leave them out');
  if (!/^\w[\w.-]*$/.test(card)) note('interface', path, `${quote(card)} cannot be the name of a card with WPA3; write its name with letters, digits, dots and hyphens`, 'error', { value: cut(card) });
}

function isWpa3({ auth }: AccessPoint): boolean {
  return auth?.['key-management'] === 'sae';
}

/** WPA2's: a phrase, or the key that is made of it. */
function checkKeys({ password, auth }: AccessPoint, path: Path, note: Note): void {
  for (const [key, where] of [[password, ['password']], [auth?.['key-management'] === 'psk' ? auth.password : undefined, ['auth', 'password']]] as const) {
    if (key !== undefined && !/^([\x20-\x7e]{8,63}|[0-9a-f]{64})$/i.test(key)) note('wifi-password', [...path, ...where], 'a wireless key has 8 to 63 plain characters, or 64 hexadecimal digits');
  }
}

function checkWpa3({ auth, hidden: _hidden, ...more }: AccessPoint, path: Path, note: Note): void {
  if (!/^[\x20-\x7e]{8,63}$/.test(auth?.password ?? '')) note('wifi-password', [...path, 'auth', 'password'], 'WPA3 (sae) needs the password itself, 8 to 63 plain characters; write it as password beside key-management');
  const [other] = Object.keys(more);
  if (other !== undefined) note('wifi-wpa3', [...path, other], `beside WPA3 (sae) nothing but hidden can be said of a network; leave ${quote(other)} out`);
}

function toInterface({ name, kind, device, path }: Described): Interface {
  const linked = kind === 'vlans' && device.link !== undefined;
  return {
    name, path,
    addresses: (device.addresses ?? []).map((address, index) => {
      const text = typeof address === 'string' ? address : Object.keys(address)[0] ?? '';
      return { text, path: [...path, 'addresses', index] };
    }),
    gateways: gatewaysOf(device, path),
    dynamic: device.dhcp4 === true || device.dhcp6 === true,
    members: (device.interfaces ?? []).map((member, index) => ({ name: member, path: [...path, 'interfaces', index] })),
    ...linked ? { link: { name: device.link ?? '', path: [...path, 'link'] } } : {},
  };
}

function gatewaysOf({ gateway4, gateway6, routes = [] }: Device, path: Path): Gateway[] {
  const older = ([['gateway4', gateway4, 4], ['gateway6', gateway6, 6]] as const).flatMap(([key, via, family]): Gateway[] =>
    (via === undefined ? [] : [{ via, path: [...path, key], onLink: false, slot: `${family} 0 main` }]));
  const written = routes.flatMap(({ to, via, 'on-link': onLink = false, metric = 0, table = 254 }, index): Gateway[] => {
    if (via === undefined) return [];
    const isDefault = to === 'default' || to === '0.0.0.0/0' || to === '::/0';
    return [{ via, path: [...path, 'routes', index, 'via'], onLink, ...isDefault ? { slot: `${familyOf(via)} ${metric} ${table === 254 ? 'main' : table}` } : {} }];
  });
  return [...older, ...written];
}
