import assert from 'node:assert/strict';
import test from 'node:test';
import { parse } from 'yaml';
import { validateSpec } from '../../../shared/spec/validate-spec.ts';

async function faults(network: string): Promise<string[]> {
  const validation = await validateSpec({ cognos: { version: 1 }, network: parse(network) as unknown });
  return (validation.ok ? validation.warnings : validation.findings).map(({ path, message }) => `${path.replace('network.', '')}: ${message}`);
}

test('gateways are inside a subnet of their interface', async () => {
  assert.deepEqual(await faults('{version: 2, ethernets: {a: {addresses: [192.0.2.10/24], routes: [{to: default, via: 192.0.3.1}]}}}'), [
    'ethernets.a.routes[0].via: the gateway 192.0.3.1 is in no subnet of a (192.0.2.10/24); write a gateway inside one, or on-link: true if it is reachable all the same',
  ]);
  assert.deepEqual(await faults('{version: 2, ethernets: {a: {addresses: [192.0.2.10/24], gateway4: 192.0.2.10}}}'), [
    "ethernets.a.gateway4: the gateway 192.0.2.10 is this machine's own address; write the address of the router",
  ]);
  for (const fine of ['addresses: [192.0.2.10/24], routes: [{to: default, via: 192.0.2.1}]', 'addresses: [192.0.2.10/32], routes: [{to: default, via: 192.0.2.1, on-link: true}]', 'dhcp4: true, routes: [{to: 10.0.0.0/8, via: 192.0.2.1}]', 'addresses: ["2001:db8::10/64"], routes: [{to: default, via: "fe80::1"}]', 'addresses: ["2001:db8:0:0::10/64"], gateway6: "2001:db8::1"']) {
    assert.deepEqual(await faults(`{version: 2, ethernets: {a: {${fine}}}}`), [], fine);
  }
});

test('addresses and default routes are there once', async () => {
  assert.deepEqual(await faults('{version: 2, ethernets: {a: {addresses: ["2001:db8::1/64"]}, b: {addresses: ["2001:db8:0::1/64"]}}}'), [
    'ethernets.b.addresses[0]: the address 2001:db8:0::1 is given twice, first as network.ethernets.a.addresses[0]; every interface needs its own',
  ]);
  assert.deepEqual(await faults('{version: 2, ethernets: {a: {addresses: [192.0.2.2/24], routes: [{to: default, via: 192.0.2.1}]}, b: {addresses: [198.51.100.2/24], routes: [{to: 0.0.0.0/0, via: 198.51.100.1}]}}}'), [
    'ethernets.b.routes[0].via: a second default route of the same family and metric, first as network.ethernets.a.routes[0].via; keep one, or give them different metrics',
  ]);
  assert.deepEqual(await faults('{version: 2, ethernets: {a: {addresses: [192.0.2.2]}}}'), ['ethernets.a.addresses[0]: "192.0.2.2" is no address in CIDR form; write for example 192.0.2.10/24']);
});

test('what an interface is made of is described', async () => {
  assert.deepEqual(await faults('{version: 2, ethernets: {a: {}}, bonds: {bond0: {interfaces: [a, b]}}, bridges: {br0: {interfaces: [a]}}, vlans: {v: {id: 1, link: c}}}'), [
    'bonds.bond0.interfaces[1]: there is no interface "b" in this network; known are a, bond0, br0, v',
    'vlans.v.link: there is no interface "c" in this network; known are a, bond0, br0, v',
    'bridges.br0.interfaces[0]: "a" is already a member of bond0; it can be in one only',
  ]);
  assert.deepEqual(await faults('{version: 2, renderer: NetworkManager}'), ['renderer: CognOS runs networkd, not NetworkManager; write networkd or leave it out']);
});

test('a wireless network has a name, and a bond has members', async () => {
  assert.deepEqual(await faults('{version: 2, wifis: {w: {access-points: {"": {}}, dhcp4: true}}}'), ['wifis.w.access-points[""]: this wireless network has no name; write the name that it is known by']);
  assert.deepEqual(await faults(`{version: 2, wifis: {w: {access-points: {${'é'.repeat(17)}: {}}, dhcp4: true}}}`), [`wifis.w.access-points.${'é'.repeat(17)}: "${'é'.repeat(17)}" is too long for the name of a wireless network, which has at most 32 bytes`]);
  assert.deepEqual(await faults('{version: 2, bonds: {bond0: {interfaces: [], dhcp4: true}}}'), ['bonds.bond0.interfaces: the bond "bond0" has no member; give it the interfaces that work together']);
});

test('WPA3 alone on its card, with the password itself; no match and no access point, which netplan 0.106 ends at', async () => {
  const sae = 'auth: {key-management: sae, password: "correct horse"}';
  assert.deepEqual(await faults(`{version: 2, wifis: {wlan0: {access-points: {Lab: {${sae}, hidden: true}, More: {${sae}}}, dhcp4: true}}}`), []);
  assert.deepEqual(await faults(`{version: 2, wifis: {wlan0: {access-points: {Lab: {${sae}}, Home: {password: correct horse}}}}}`), ['wifis.wlan0.access-points: a card joins either networks with WPA3 (sae) or others; give the others to another card, or leave them out']);
  assert.deepEqual(await faults('{version: 2, wifis: {wlan0: {access-points: {Lab: {auth: {key-management: sae, password: short}, band: 5GHz}}}}}'), [
    'wifis.wlan0.access-points.Lab.auth.password: WPA3 (sae) needs the password itself, 8 to 63 plain characters; write it as password beside key-management',
    'wifis.wlan0.access-points.Lab.band: beside WPA3 (sae) nothing but hidden can be said of a network; leave "band" out',
  ]);
  assert.deepEqual(await faults(`{version: 2, wifis: {../w: {access-points: {Lab: {${sae}}}}}}`), ['wifis["../w"]: "../w" cannot be the name of a card with WPA3; write its name with letters, digits, dots and hyphens']);
  assert.deepEqual(await faults('{version: 2, ethernets: {a: {auth: {key-management: sae}}}}'), ['ethernets.a.auth.key-management: WPA3 (sae) belongs to one wireless network; write it under access-points, NAME, auth']);
  assert.deepEqual(await faults('{version: 2, wifis: {air: {match: {name: "wl*"}, access-points: {Home: {mode: ap}}}}}'), [
    'wifis.air.match: a wireless card goes by its name alone, and netplan 0.106 takes no match for it; write the name that the kernel gives it, for example wlp2s0, in place of "air"',
    'wifis.air.access-points.Home.mode: networkd cannot make an access point of this machine; write infrastructure, or leave mode out',
  ]);
});

test('version 1 is checked alike', async () => {
  assert.deepEqual(await faults('{version: 1, config: [{type: physical, name: a, subnets: [{type: static, address: 192.0.2.2, netmask: 255.255.255.0, gateway: 10.0.0.1}]}, {type: bond, name: b, bond_interfaces: [z]}]}'), [
    'config[0].subnets[0].gateway: the gateway 10.0.0.1 is in no subnet of a (192.0.2.2/24); write a gateway inside one',
    'config[1].bond_interfaces[0]: there is no interface "z" in this network; known are a, b',
  ]);
  assert.deepEqual(await faults('{version: 1, config: [{type: physical, name: a, subnets: [{type: dhcp4}]}, {type: nameserver, address: [192.0.2.53]}]}'), []);
});
