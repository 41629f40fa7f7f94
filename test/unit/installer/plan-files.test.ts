/** apt sources, the network and the saved spec: the files of the target that depend on the spec and the machine. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aptSources } from '../../../installer/planner/apt-sources.ts';
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
