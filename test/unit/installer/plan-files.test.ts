/** apt sources, the network and the saved spec: the files of the target that depend on the spec and the machine. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aptSources } from '../../../installer/planner/apt-sources.ts';
import { judgeNetwork } from '../../../installer/planner/judge-network.ts';
import { planNetwork } from '../../../installer/planner/plan-network.ts';
import { savedSpec } from '../../../installer/planner/saved-spec.ts';
import { render } from '../../../installer/steps/write-file.ts';
import type { Machine } from '../../../shared/machine/machine.ts';
import type { Step } from '../../../shared/plan/step.ts';
import type { InstallSpec } from '../../../shared/spec/install-spec.ts';
import { revealer, secretReference } from '../../../shared/system/secrets.ts';
import { recordedMachine } from '../../fakes/installing-machine.ts';

function files(steps: Step[], secrets = new Map<string, string>()): Record<string, { mode: number; text: string }> {
  return Object.fromEntries(steps.map((step) => (step.kind === 'write-file' ? [step.path, { mode: step.mode, text: render(step.content, revealer(secrets)) }] : assert.fail(step.kind))));
}

test('without apt: the image keeps its sources', () => {
  assert.deepEqual(aptSources(undefined, 'x86_64'), []);
  assert.deepEqual(aptSources({}, 'x86_64'), []);
});

test('one mirror given, the other stays Debian\'s, both signed by Debian\'s keyring', () => {
  const { '/etc/apt/sources.list.d/debian.sources': sources } = files(aptSources({ primary: [{ arches: ['default'], uri: 'https://mirror.example.net/debian' }] }, 'x86_64'));
  assert.deepEqual(sources, { mode: 0o644, text: `# Written by the CognOS installer.
Types: deb
URIs: https://mirror.example.net/debian
Suites: bookworm bookworm-updates
Components: main non-free-firmware
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://deb.debian.org/debian-security
Suites: bookworm-security
Components: main non-free-firmware
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
` });
});

test('the entry for the architecture goes before the default one; one for others only is none', () => {
  const primary = [{ arches: ['default'], uri: 'http://d/' }, { arches: ['arm64', 'riscv64'], uri: 'http://a/' }];
  const uriFor = (architecture: Machine['architecture'], entries = primary): string | undefined =>
    /URIs: (.*)/.exec(Object.values(files(aptSources({ primary: entries }, architecture)))[0]?.text ?? '')?.[1];
  assert.equal(uriFor('x86_64'), 'http://d/');
  assert.equal(uriFor('aarch64'), 'http://a/');
  assert.equal(uriFor('x86_64', primary.slice(1)), undefined);
});

test('a proxy has a file of its own that only root reads, and http_proxy goes before proxy', () => {
  const steps = aptSources({ proxy: 'http://old:1', http_proxy: secretReference('apt.http_proxy'), https_proxy: 'http://p:3' }, 'x86_64');
  assert.deepEqual(files(steps, new Map([['apt.http_proxy', 'http://ada:pw@p:2']])), {
    '/etc/apt/apt.conf.d/90cognos-proxy': { mode: 0o600, text: 'Acquire::http::Proxy "http://ada:pw@p:2";\nAcquire::https::Proxy "http://p:3";\n' },
  });
});

const network = (machine: Machine, spec: InstallSpec['network']): string => files(planNetwork(machine, spec))['/etc/netplan/60-cognos.yaml']?.text ?? '';
const nic = (name: string, more: Partial<Machine['nics'][number]> = {}): Machine['nics'][number] => ({ name, mac: '52:54:00:00:00:01', link: true, wireless: false, ...more });
const withNics = (...nics: Machine['nics']): Machine => ({ ...recordedMachine('uefi-virtio'), nics });

test('no network in the spec: DHCP on every wired card, and one without a cable does not hold up the boot', () => {
  assert.equal(network(withNics(nic('enp1s0'), nic('enp2s0', { link: false }), nic('wlp3s0', { wireless: true })), undefined), `# Written by the CognOS installer.
network:
  version: 2
  renderer: networkd
  ethernets:
    enp1s0:
      dhcp4: true
    enp2s0:
      dhcp4: true
      optional: true
`);
});

test('no card that could be seen: whatever turns up gets DHCP', () => {
  assert.match(network(withNics(), undefined), /ethernets:\n {4}wired:\n {6}match:\n {8}name: e\*\n {6}dhcp4: true\n {6}optional: true\n/);
});

test('version 2 is taken as it is, with networkd unless it says a renderer', () => {
  assert.equal(network(withNics(), { version: 2, ethernets: { lan: { match: { name: 'en*' }, dhcp4: true } } }), `# Written by the CognOS installer.
network:
  renderer: networkd
  version: 2
  ethernets:
    lan:
      match:
        name: en*
      dhcp4: true
`);
});

test('version 1 is translated', () => {
  const v1 = { version: 1, config: [{ type: 'physical', name: 'eth0', subnets: [{ type: 'dhcp' }] }] } as InstallSpec['network'];
  assert.match(network(withNics(), v1), /version: 2\n {2}ethernets:\n {4}eth0:\n {6}dhcp4: true\n$/);
});

test('the file is for root only: it may hold Wi-Fi keys', () => {
  assert.equal(files(planNetwork(withNics(), undefined))['/etc/netplan/60-cognos.yaml']?.mode, 0o600);
});

test('WPA3: netplan reads the same network as WPA2, and the card gets what netplan cannot say', () => {
  const password = secretReference('lab');
  const network = { version: 2 as const, wifis: { wlan0: { dhcp4: true, 'regulatory-domain': 'DE', 'access-points': { 'Café': { auth: { 'key-management': 'sae' as const, password }, hidden: true } } } } };
  const { '/etc/netplan/60-cognos.yaml': netplan, '/etc/wpa_supplicant/cognos-wlan0.conf': own, ...units } = files(planNetwork(withNics(), network), new Map([['lab', 'correct "horse"']]));
  assert.match(netplan?.text ?? '', /Café:\n {10}hidden: true\n {10}password: correct "horse"\n/);
  assert.deepEqual(own, { mode: 0o600, text: `# Written by CognOS: WPA3, which netplan 0.106 does not know.
ctrl_interface=/run/wpa_supplicant
country=DE
sae_pwe=2
network={
  ssid=436166c3a9
  scan_ssid=1
  key_mgmt=SAE
  ieee80211w=2
  sae_password="correct "horse""
}
` });
  assert.deepEqual(units, { '/etc/systemd/system/netplan-wpa-wlan0.service.d/cognos.conf': { mode: 0o644, text: `# Written by CognOS: WPA3, which netplan 0.106 does not know.
[Service]
ExecStart=
ExecStart=/sbin/wpa_supplicant -c /etc/wpa_supplicant/cognos-wlan0.conf -iwlan0 -Dnl80211,wext
` } });
});

test('cards that are not there, and networks without a password, are said', () => {
  const network: InstallSpec['network'] = { version: 2, ethernets: { eth9: { dhcp4: true }, lan: { match: { name: 'en*' } } }, wifis: { wlan0: { 'access-points': { Cafe: {}, Home: { password: 'x' }, Old: { auth: { 'key-management': 'none' } } } } } };
  const said = (machine: Machine): string[] => judgeNetwork(machine, network).map(({ severity, path, message }) => `${severity} ${path}: ${message}`);
  const open = (ssid: string): string => `warning network.wifis.wlan0.access-points.${ssid}: "${ssid}" is joined without a password: whoever is near can read what this machine sends, and be a network of that name`;
  const wired = withNics();
  assert.deepEqual(said(wired), [
    'warning network.ethernets.eth9: this machine has no network card "eth9"',
    'warning network.wifis.wlan0: this machine has no wireless card, so it joins no network by "wlan0"; set up a cable, or put a card in', open('Cafe'), open('Old'),
  ]);
  const nic = { name: 'wlp2s0', mac: '', driver: undefined, link: false, speedMbps: undefined, wireless: true };
  assert.deepEqual(said({ ...wired, nics: [nic] })[1], 'warning network.wifis.wlan0: this machine has no network card "wlan0"; it has wlp2s0');
  assert.deepEqual(said({ ...wired, nics: [{ ...nic, name: 'wlan0' }, { ...nic, name: 'eth9', wireless: false }] }), [open('Cafe'), open('Old')]);
  assert.deepEqual(judgeNetwork(wired, undefined), []);
});

test('the saved spec is what was asked, without a single secret or reference, and says so', () => {
  const spec = {
    hostname: 'edge-01', users: [{ name: 'ada', hashed_passwd: secretReference('users.ada.hashed_passwd'), groups: ['sudo'] }],
    network: { version: 2, wifis: { air: { 'access-points': { home: { password: secretReference('x') } } } } },
    cognos: { version: 1, storage: { swap: { size: '0B' } } },
  } as unknown as InstallSpec;
  assert.equal(render(savedSpec(spec), revealer(new Map())), `#cloud-config
# What this machine was installed from, without passwords, tokens and what was handed to cloud-init.
hostname: edge-01
users:
  - name: ada
    groups:
      - sudo
network:
  version: 2
  wifis:
    air:
      access-points:
        home: {}
cognos:
  version: 1
  storage:
    swap:
      size: 0B
`);
});
