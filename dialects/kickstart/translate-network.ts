/** network: name, addresses, VLANs, bonds, bridges, wireless -> netplan. */
import { isPredictable } from '../../shared/foreign/interface-name.ts';
import { machineName } from '../../shared/foreign/machine-name.ts';
import type { Path } from '../../shared/spec/document.ts';
import { addressesOf, type Device } from './device-addresses.ts';
import { bondParameters, bridgeParameters } from './member-options.ts';
import type { Sheet } from './sheet.ts';
import type { Statement } from './statement.ts';

interface Entry { kind: 'ethernets' | 'wifis' | 'bonds' | 'bridges' | 'vlans'; device: Device; statement: Statement }
/** By name. */
type Devices = Map<string, Entry>;

const isMac = (text: string): boolean => /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(text);
const example = 'write --device=enp1s0 (ip link shows the names on the CognOS medium), or the MAC address of the interface';

export function translateNetwork(sheet: Sheet): void {
  translateName(sheet);
  const devices: Devices = new Map();
  const open: Statement[] = [];
  for (const statement of sheet.all('network')) {
    // What Anaconda does with its own network.
    sheet.has(statement, 'activate', 'no-activate', 'notksdevice');
    const fault = unsupported(sheet, statement);
    if (fault !== undefined) sheet.refused(statement, fault);
    else if (!describes(sheet, statement)) sheet.applied(statement);
    else if (addDevice(sheet, statement, devices)) open.push(statement);
  }
  for (const statement of open) {
    if (devices.size > 0) sheet.refused(statement, `other lines name their interfaces, and then no other gets an address by itself; ${example}`);
    else sheet.applied(statement, nameNote(sheet.value(statement, 'device')));
  }
  writeDevices(sheet, devices);
}

function translateName(sheet: Sheet): void {
  const named = sheet.all('network').filter((statement) => sheet.value(statement, 'hostname') !== undefined);
  const counted = named.at(-1);
  for (const statement of named.slice(0, -1)) sheet.notApplicable(statement, `line ${counted?.first ?? 0} gives the machine another name, and the last one counts`, true);
  const name = counted ? sheet.value(counted, 'hostname') : undefined;
  if (!counted || name === undefined) return;
  if (/^localhost(\.localdomain)?\d?$/.test(name)) return sheet.notApplicable(counted, 'localhost names nothing, so the machine gets the name that CognOS gives');
  const { values, paths } = machineName(name);
  for (const [key, value] of Object.entries(values)) sheet.put([key], value);
  sheet.translated(counted, paths);
}

function unsupported(sheet: Sheet, statement: Statement): string | undefined {
  if (sheet.has(statement, 'teamslaves', 'teamconfig')) return 'teams are not made here, nor by Red Hat Enterprise Linux 10; write a bond: --bondslaves=enp1s0,enp2s0 --bondopts=mode=active-backup';
  if (sheet.has(statement, 'wepkey')) return 'WEP protects nothing and is not supported; write --wpakey';
  if (sheet.has(statement, 'ethtool')) return 'settings for ethtool are not carried over; leave --ethtool out, and let runcmd in user-data do it';
  if (sheet.has(statement, 'dhcpclass')) return 'a class for DHCP is not carried over; leave --dhcpclass out';
  const protocol = sheet.value(statement, 'bootproto')?.toLowerCase();
  return protocol === undefined || ['dhcp', 'bootp', 'static'].includes(protocol) ? undefined : 'addresses come by DHCP or stand in the file; write --bootproto=dhcp or --bootproto=static';
}

/** `network --hostname=…` alone says nothing of an interface. */
function describes(sheet: Sheet, statement: Statement): boolean {
  const beside = new Set(['hostname', 'activate', 'no-activate', 'notksdevice']);
  return [...statement.options.keys()].some((option) => !beside.has(option)) || !sheet.has(statement, 'hostname');
}

/** A key of a spec: what reaches the prototypes of programs is none. */
const isKey = (name: string): boolean => !['__proto__', 'constructor', 'prototype'].includes(name);
const isDeviceName = (name: string): boolean => /^[a-z][\w.-]{0,14}$/i.test(name) && isKey(name);

/** True where the line says only what holds anyway, unless another line names its interface. */
function addDevice(sheet: Sheet, statement: Statement, devices: Devices): boolean {
  const device = sheet.value(statement, 'device') ?? 'link';
  const essid = sheet.value(statement, 'essid');
  const made = sheet.has(statement, 'bondslaves', 'bridgeslaves', 'vlanid');
  const plainDhcp = !isStatic(sheet, statement) && !made && essid === undefined;
  if (essid !== undefined && !(device.startsWith('wl') && isPredictable(device))) {
    sheet.refused(statement, 'a wireless network needs its interface by name; write --device=wlp2s0 (ip link shows the names on the CognOS medium)');
    return false;
  }
  if (!made && !isPredictable(device) && !isMac(device)) {
    const down = sheet.has(statement, 'onboot') && !/^(on|yes|true|1)$/i.test(sheet.value(statement, 'onboot') ?? '');
    if (plainDhcp && !down && !sheet.has(statement, 'mtu', 'nameserver', 'noipv4', 'nodns', 'nodefroute', 'ipv6gateway')) {
      sheet.has(statement, 'ipv6', 'bindto', 'interfacename');
      return true;
    }
    sheet.refused(statement, `what is said here holds for one interface, and ${/^(link|bootif|ibft)$/i.test(device) ? 'this does not name it' : 'CognOS has none of that name, as it names interfaces by where they are'}; ${example}`);
    return false;
  }
  const addresses = addressesOf(sheet, statement);
  if (typeof addresses === 'string') sheet.refused(statement, addresses);
  else if (essid !== undefined) addWireless(sheet, statement, devices, { device, essid, addresses });
  else if (sheet.has(statement, 'vlanid')) addVlan(sheet, statement, devices, device, addresses);
  else if (made) addGroup(sheet, statement, devices, device, addresses);
  else setDevice(sheet, devices, isMac(device) ? `lan${device.toLowerCase().replaceAll(':', '')}` : device, { kind: 'ethernets', statement, device: { ...isMac(device) ? { match: { macaddress: device.toLowerCase() } } : {}, ...addresses } });
  return false;
}

function isStatic(sheet: Sheet, statement: Statement): boolean {
  return sheet.value(statement, 'bootproto')?.toLowerCase() === 'static' || sheet.has(statement, 'ip') || /[:.]/.test(sheet.value(statement, 'ipv6') ?? '');
}

function addWireless(sheet: Sheet, statement: Statement, devices: Devices, { device, essid, addresses }: { device: string; essid: string; addresses: Device }): void {
  const key = sheet.value(statement, 'wpakey');
  if (!isKey(essid)) return sheet.refused(statement, 'this name of a network cannot be written in a spec; name it under network: wifis: in user-data');
  setDevice(sheet, devices, device, { kind: 'wifis', statement, device: { ...addresses, 'access-points': Object.fromEntries([[essid, key === undefined ? {} : { password: key }]]) } });
}

function addVlan(sheet: Sheet, statement: Statement, devices: Devices, below: string, addresses: Device): void {
  const written = sheet.value(statement, 'vlanid') ?? '';
  if (!/^\d{1,4}$/.test(written)) return sheet.refused(statement, '--vlanid is no number; write for example --vlanid=171');
  if (!devices.has(below) && !isPredictable(below)) return sheet.refused(statement, `a VLAN lies on an interface, and CognOS has none of that name; ${example}`);
  const name = sheet.value(statement, 'interfacename') ?? `${below}.${Number(written)}`;
  if (!isDeviceName(name)) return sheet.refused(statement, 'the VLAN cannot be called so: a name of an interface has at most 15 letters, digits, dots and hyphens; write --interfacename=vlan171');
  if (!devices.has(below)) devices.set(below, { kind: 'ethernets', device: {}, statement });
  setDevice(sheet, devices, name, { kind: 'vlans', statement, device: { id: Number(written), link: below, ...addresses } });
}

/** A bond or a bridge, and its members. */
function addGroup(sheet: Sheet, statement: Statement, devices: Devices, name: string, addresses: Device): void {
  const bond = sheet.has(statement, 'bondslaves');
  const members = sheet.list(statement, bond ? 'bondslaves' : 'bridgeslaves');
  const parameters = bond ? bondParameters(sheet.value(statement, 'bondopts')) : bridgeParameters(sheet.value(statement, 'bridgeopts'));
  if (typeof parameters === 'string') return sheet.refused(statement, parameters);
  if (!isDeviceName(name) || name === 'link') return sheet.refused(statement, `a ${bond ? 'bond' : 'bridge'} needs a name; write --device=${bond ? 'bond0' : 'br0'}`);
  if (members.length === 0 || members.some((member) => !devices.has(member) && !isPredictable(member))) return sheet.refused(statement, 'one of the members is no interface of CognOS, which names them by where they are; write enp1s0 and the like (ip link shows the names on the CognOS medium)');
  for (const member of members) if (!devices.has(member)) devices.set(member, { kind: 'ethernets', device: {}, statement });
  setDevice(sheet, devices, name, { kind: bond ? 'bonds' : 'bridges', statement, device: { interfaces: members, ...Object.keys(parameters).length > 0 ? { parameters } : {}, ...addresses } });
}

function setDevice(sheet: Sheet, devices: Devices, name: string, entry: Entry): void {
  const before = devices.get(name);
  if (before && Object.keys(before.device).length > 0) sheet.notApplicable(before.statement, `line ${entry.statement.first} says it again, and the last one counts`, true);
  // Its name is the usual one or one that --interfacename gives to a plain interface, which netplan does by the name alone.
  if (entry.kind !== 'vlans') sheet.has(entry.statement, 'interfacename', 'bindto');
  devices.set(name, entry);
}

function writeDevices(sheet: Sheet, devices: Devices): void {
  if (devices.size === 0) return;
  const network: Record<string, unknown> = { version: 2 };
  for (const [name, { kind, device, statement }] of devices) {
    const path: Path = ['network', kind, name];
    const before = network[kind];
    network[kind] = Object.fromEntries([...Object.entries((before ?? {}) as object), [name, device]]);
    sheet.translated(statement, [path]);
    if (device['activation-mode'] !== undefined) sheet.notApplicable(statement, 'with --onboot=no it stays down until somebody brings it up', true);
  }
  sheet.put(['network'], network);
}

function nameNote(device: string | undefined): string {
  return device === undefined || /^(link|bootif|ibft)$/i.test(device) ? 'DHCP is tried on every wired interface' : 'DHCP is tried on every wired interface; CognOS has none of that name, as it names interfaces by where they are (enp1s0)';
}
