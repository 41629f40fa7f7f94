import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { firstForm, onDevice } from '../../../../../installer/gui/renderer/screens/network/first-form.ts';
import { bondModes, formOf, networkOf, vlanName, type NetworkForm } from '../../../../../installer/gui/renderer/screens/network/network-form.ts';
import { wirelessKey } from '../../../../../installer/gui/renderer/screens/network/wireless-key.ts';
import { validateSpec } from '../../../../../shared/spec/validate-spec.ts';

const name = fc.stringMatching(/^[a-z][a-z0-9]{1,11}$/);
const address = fc.tuple(fc.nat(200), fc.nat(254)).map(([a, b]) => `10.0.${a}.${b + 1}`);
const fixed = fc.record({ addresses: fc.array(address.map((each) => `${each}/16`), { minLength: 1, maxLength: 2 }), gateways: fc.array(address, { maxLength: 1 }), dns: fc.array(address, { maxLength: 2 }) }, { noNullPrototype: true });
const vlan = fc.integer({ min: 1, max: 4094 });
const common = { vlan, fixed };
const form: fc.Arbitrary<NetworkForm> = fc.oneof(
  fc.record({ device: name, ...common }, { requiredKeys: ['device'], noNullPrototype: true }),
  fc.record({ device: fc.constant('bond'), bond: fc.record({ members: fc.uniqueArray(name, { minLength: 2, maxLength: 3 }), mode: fc.constantFrom(...bondModes) }, { noNullPrototype: true }), ...common }, { requiredKeys: ['device', 'bond'], noNullPrototype: true }),
  fc.record({ device: name, wireless: fc.record({ ssid: fc.string({ minLength: 1, maxLength: 32 }).filter((ssid) => ssid !== '__proto__'), key: fc.constantFrom('', 'a'.repeat(64)), hidden: fc.boolean(), wpa3: fc.boolean() }, { noNullPrototype: true }), fixed }, { requiredKeys: ['device', 'wireless'], noNullPrototype: true }),
);

test('what the form says comes back from the answers as it was said', () => {
  fc.assert(fc.property(form, (each) => { assert.deepEqual(formOf(networkOf(each)), each); }));
});

test('a complete form is a network that the spec takes', async () => {
  const forms: NetworkForm[] = [
    { device: 'enp1s0' }, { device: 'enp1s0', vlan: 12, fixed: { addresses: ['192.0.2.10/24'], gateways: ['192.0.2.1'], dns: ['192.0.2.53'] } },
    { device: 'enp1s0', fixed: { addresses: ['2001:db8::5/64'], gateways: ['2001:db8::1'], dns: [] } },
    { device: 'bond', bond: { members: ['enp1s0', 'enp2s0'], mode: '802.3ad' }, vlan: 7 },
    { device: 'wlan0', wireless: { ssid: 'house of Ada', key: 'correct horse', hidden: false, wpa3: true } },
    { device: 'wlan0', wireless: { ssid: 'house of Ada', key: 'a'.repeat(64), hidden: true, wpa3: false } },
  ];
  for (const each of forms) assert.deepEqual(await findingsOf(networkOf(each)), [], JSON.stringify(each));
});

test('an address that is still to be typed is refused, at the path of its field', async () => {
  const [finding] = await findingsOf(networkOf({ device: 'enp1s0', fixed: { addresses: [''], gateways: [], dns: [] } }));
  assert.equal(finding, 'network.ethernets.enp1s0.addresses[0]');
});

test('a tag’s finding is at the path that the form looks for', async () => {
  const tagged: NetworkForm = { device: 'enp1s0', vlan: 5, fixed: { addresses: ['x'], gateways: [], dns: [] } };
  assert.deepEqual(await findingsOf(networkOf(tagged)), [`network.vlans["${vlanName(tagged)}"].addresses[0]`]);
});

test('what is not chosen yet is refused beside its field', async () => {
  assert.deepEqual(await findingsOf(networkOf({ device: 'wlan0', wireless: { ssid: '', key: '', hidden: false, wpa3: false } })), ['network.wifis.wlan0.access-points[""]']);
  assert.deepEqual(await findingsOf(networkOf({ device: 'wlan0', wireless: { ssid: 'a', key: '', hidden: false, wpa3: true } })), ['network.wifis.wlan0.access-points.a.auth.password']);
  assert.deepEqual(await findingsOf(networkOf({ device: 'bond', bond: { members: [], mode: '802.3ad' } })), ['network.bonds.bond0.interfaces']);
  assert.deepEqual(await findingsOf(networkOf({ device: 'enp1s0', vlan: -1 })), ['network.vlans["enp1s0.-1"].id']);
});

test('what the form cannot show has no form', () => {
  assert.equal(formOf({ version: 2, bridges: { br0: { interfaces: ['enp1s0'] } } }), undefined);
  assert.equal(formOf({ version: 2, ethernets: { a: { dhcp4: true }, b: { dhcp4: true } } }), undefined);
  assert.equal(formOf({ version: 2, ethernets: { a: { dhcp4: true, mtu: 9000 } } }), undefined);
  assert.equal(formOf({ version: 1, config: [] }), undefined);
});

test('the form begins at the cable that is plugged in; Wi-Fi loses a tag', () => {
  const nics = [{ name: 'wlan0', mac: '', link: true, wireless: true }, { name: 'enp1s0', mac: '', link: false, wireless: false }, { name: 'enp2s0', mac: '', link: true, wireless: false }];
  assert.deepEqual(firstForm(nics), { device: 'enp2s0' });
  assert.deepEqual(onDevice({ device: 'enp2s0', vlan: 3 }, 'wlan0', nics), { device: 'wlan0', wireless: { ssid: '', key: '', hidden: false, wpa3: false } });
  assert.deepEqual(onDevice({ device: 'enp2s0', vlan: 3 }, 'bond', nics), { device: 'bond', bond: { members: ['enp1s0', 'enp2s0'], mode: 'active-backup' }, vlan: 3 });
});

test('the key of WPA2, as IEEE 802.11i gives it for its own example', async () => {
  assert.equal(await wirelessKey('password', { ssid: 'IEEE', wpa3: false }), 'f42c6fc52df0ebef9ebb4b90b38a5f902e83fe1b135a70e23aed762e9710a12e');
  assert.equal(await wirelessKey('short', { ssid: 'IEEE', wpa3: false }), 'short');
  assert.equal(await wirelessKey('password', { ssid: 'IEEE', wpa3: true }), 'password', 'WPA3 wants the phrase');
});

async function findingsOf(network: unknown): Promise<string[]> {
  const result = await validateSpec({ network, cognos: { version: 1 } });
  return result.ok ? [] : result.findings.filter(({ severity, path }) => severity === 'error' && path.startsWith('network')).map(({ path }) => path);
}
