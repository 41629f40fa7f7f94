import assert from 'node:assert/strict';
import { test } from 'node:test';
import { netplanFromVersion1 } from '../../../installer/planner/netplan-from-v1.ts';

const translates = (name: string, config: unknown[], expected: Record<string, unknown>): void => {
  test(name, () => { assert.deepEqual(netplanFromVersion1({ config }), { version: 2, ...expected }); });
};

translates('a card with DHCP', [{ type: 'physical', name: 'eth0', subnets: [{ type: 'dhcp' }] }], { ethernets: { eth0: { dhcp4: true } } });
translates('every kind of DHCP, and router advertisements', [
  { type: 'physical', name: 'a', subnets: [{ type: 'dhcp4' }] },
  { type: 'physical', name: 'b', subnets: [{ type: 'dhcp6' }] },
  { type: 'physical', name: 'c', subnets: [{ type: 'ipv6_dhcpv6-stateful' }] },
  { type: 'physical', name: 'd', subnets: [{ type: 'ipv6_slaac' }] },
  { type: 'physical', name: 'e', subnets: [{ type: 'manual' }] },
], { ethernets: { a: { dhcp4: true }, b: { dhcp6: true }, c: { dhcp6: true, 'accept-ra': true }, d: { 'accept-ra': true }, e: {} } });
translates('a MAC gives its interface the name', [{ type: 'physical', name: 'lan', mac_address: '52:54:00:AB:CD:EF', mtu: 9000 }],
  { ethernets: { lan: { match: { macaddress: '52:54:00:ab:cd:ef' }, 'set-name': 'lan', mtu: 9000 } } });
translates('addresses with a prefix, a mask in dots, a mask in bits, and neither', [{ type: 'physical', name: 'eth0', subnets: [
  { type: 'static', address: '192.0.2.5/28' }, { type: 'static', address: '192.0.2.6', netmask: '255.255.255.240' }, { type: 'static', address: '192.0.2.7', netmask: '26' },
  { type: 'static', address: '192.0.2.8' }, { type: 'static6', address: '2001:db8::1' }, { type: 'static6', address: '2001:db8::2', netmask: '56' },
] }], { ethernets: { eth0: { addresses: ['192.0.2.5/28', '192.0.2.6/28', '192.0.2.7/26', '192.0.2.8/24', '2001:db8::1/64', '2001:db8::2/56'] } } });
translates('a gateway is a default route, routes keep their metric, 0.0.0.0/0 is default too', [{ type: 'physical', name: 'eth0', subnets: [{
  type: 'static', address: '192.0.2.5/24', gateway: '192.0.2.1', dns_nameservers: '192.0.2.53', dns_search: ['example.net'],
  routes: [{ network: '198.51.100.0', netmask: '255.255.255.0', gateway: '192.0.2.2', metric: 5 }, { destination: '0.0.0.0/0', gateway: '192.0.2.3' }],
}] }], { ethernets: { eth0: {
  addresses: ['192.0.2.5/24'],
  routes: [{ to: 'default', via: '192.0.2.1' }, { to: '198.51.100.0/24', via: '192.0.2.2', metric: 5 }, { to: 'default', via: '192.0.2.3' }],
  nameservers: { addresses: ['192.0.2.53'], search: ['example.net'] },
} } });
translates('a bond, with parameters in either spelling and netplan\'s names', [
  { type: 'physical', name: 'eth0' },
  { type: 'bond', name: 'bond0', bond_interfaces: ['eth0'], mac_address: '52:54:00:00:00:01', params: { 'bond-mode': '802.3ad', bond_miimon: 100, 'bond-lacp-rate': 'fast', 'bond-xmit-hash-policy': 'layer3+4' } },
], { ethernets: { eth0: {} }, bonds: { bond0: { interfaces: ['eth0'], macaddress: '52:54:00:00:00:01', parameters: { mode: '802.3ad', 'mii-monitor-interval': 100, 'lacp-rate': 'fast', 'transmit-hash-policy': 'layer3+4' } } } });
translates('a bridge and a VLAN', [
  { type: 'bridge', name: 'br0', bridge_interfaces: ['eth0'], params: { bridge_stp: 'off', bridge_fd: 2 }, subnets: [{ type: 'dhcp' }] },
  { type: 'vlan', name: 'eth0.7', vlan_id: 7, vlan_link: 'eth0', mtu: 1400 },
], { bridges: { br0: { interfaces: ['eth0'], parameters: { stp: false, 'forward-delay': 2 }, dhcp4: true } }, vlans: { 'eth0.7': { id: 7, link: 'eth0', mtu: 1400 } } });
translates('global nameservers and routes go to the first interface, behind its own', [
  { type: 'physical', name: 'eth0', subnets: [{ type: 'dhcp', dns_nameservers: ['192.0.2.53'] }] }, { type: 'physical', name: 'eth1' },
  { type: 'nameserver', address: ['192.0.2.54', '2001:db8::53'], search: 'example.net' },
  { type: 'route', destination: '198.51.100.0/24', gateway: '192.0.2.1' },
], { ethernets: { eth0: { dhcp4: true, nameservers: { addresses: ['192.0.2.53', '192.0.2.54', '2001:db8::53'], search: ['example.net'] }, routes: [{ to: '198.51.100.0/24', via: '192.0.2.1' }] }, eth1: {} } });
translates('nothing at all', [], {});
