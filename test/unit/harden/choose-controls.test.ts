/** Levels, exceptions, what is left out, and the spec's words for the firewall. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kernelLine } from '../../../shared/harden/kernel-line.ts';
import { chooseControls } from '../../../shared/harden/choose-controls.ts';
import { profiles, type Exception, type HardenFacts, type Profile } from '../../../shared/harden/control.ts';
import { controls } from '../../../shared/harden/controls/index.ts';
import { applySettings } from '../../../shared/harden/apply-settings.ts';
import { factsFromSpec } from '../../../shared/harden/facts-from-spec.ts';
import { ruleset } from '../../../shared/harden/ruleset.ts';
import { findService } from '../../../shared/harden/services.ts';
import type { InstallSpec } from '../../../shared/spec/install-spec.ts';
import { compareGolden } from '../../golden/compare-golden.ts';

type Security = NonNullable<NonNullable<InstallSpec['cognos']>['security']>;
const factsOf = (security: Security, more: Partial<InstallSpec> = {}): HardenFacts => factsFromSpec({ ...more, cognos: { version: 1, security } });
const chosen = (facts: HardenFacts): Set<string> => new Set(chooseControls(controls, facts).apply.map(({ id }) => id));
const whyNot = (id: string, facts: HardenFacts): string | undefined => chooseControls(controls, facts).leftOut.find(({ control }) => control.id === id)?.why;

test('nothing said: level 1, ssh open, security updates, no restart', () => {
  assert.deepEqual(factsFromSpec({ cognos: { version: 1 } }), {
    profile: 'cis-level1-server', exceptions: [], skip: [], allow: [{ name: 'ssh', port: 22, protocol: 'tcp', from: [] }], keyLogin: false, people: [], updates: { automatic: 'security', reboot: 'never' },
  });
});

test('each profile has what the one before it has, and none has nothing', () => {
  const sets = profiles.map((profile) => chosen(factsOf({ profile })));
  assert.equal(sets[0]?.size, 0);
  for (const [index, set] of sets.entries()) {
    const smaller = sets[index - 1];
    if (!smaller) continue;
    assert.ok(set.size > smaller.size, profiles[index]);
    for (const id of smaller) assert.ok(set.has(id), `${id} is in ${profiles[index]}`);
  }
});

test('the baseline is what no server should be without', () => {
  const ids = chosen(factsOf({ profile: 'baseline' }));
  for (const id of ['firewall-default-drop', 'ssh-root-login', 'net-syn-cookies', 'net-no-redirects', 'no-core-dumps', 'automatic-updates', 'root-locked', 'journal-kept', 'apparmor-installed']) assert.ok(ids.has(id), id);
  for (const id of ['no-module-cramfs', 'mount-tmp', 'banner-motd']) assert.ok(!ids.has(id), id);
});

test('why a control does not apply: its level, an exception, the spec', () => {
  assert.equal(whyNot('no-module-udf', factsOf({})), 'belongs to cis-level2-server; the profile is cis-level1-server');
  assert.equal(whyNot('banner-motd', factsOf({ skip: ['banner-motd'] })), 'left out by cognos.security.skip');
  const broken: Record<Exception, string[]> = {
    containers: ['net-no-forwarding', 'no-module-overlay', 'no-module-squashfs'], 'usb-storage': ['no-module-usb-storage'],
    'ipv6-ra': ['net-no-router-advertisements'], squashfs: ['no-module-squashfs'],
  };
  for (const [exception, ids] of Object.entries(broken) as [Exception, string[]][]) {
    const plain = chosen(factsOf({ profile: 'cis-level2-server' }));
    const facts = factsOf({ profile: 'cis-level2-server', exceptions: [exception] });
    const left = [...plain].filter((id) => !chosen(facts).has(id)).sort();
    assert.deepEqual(left, ids.sort());
    for (const id of ids) assert.match(whyNot(id, facts) ?? '', new RegExp(`\\(exception ${exception}\\)$`));
  }
});

test('key login: somebody has a key, and nobody would be locked out', () => {
  const key = ['ssh-ed25519 AAAA ada'];
  const login = (users: InstallSpec['users']): boolean => factsOf({}, { users: users ?? [] }).keyLogin;
  assert.ok(login([{ name: 'ada', ssh_authorized_keys: key }]));
  assert.ok(login([{ name: 'ada', ssh_import_id: ['gh:ada'] }]));
  assert.ok(login([{ name: 'ada', ssh_authorized_keys: key, lock_passwd: false, passwd: 'x' }]));
  assert.ok(login([{ name: 'ada', ssh_authorized_keys: key }, { name: 'service', lock_passwd: true }]));
  assert.ok(!login([{ name: 'ada', ssh_authorized_keys: key }, { name: 'bob', lock_passwd: false, passwd: 'x' }]));
  assert.ok(!login([{ name: 'bob', lock_passwd: false, passwd: 'x' }]));
  assert.ok(!login([]));
});

test('services by name and by port, and what is none with the nearest', () => {
  assert.deepEqual(findService('https'), { ports: [{ port: 443, protocol: 'tcp' }] });
  assert.deepEqual(findService('dns'), { ports: [{ port: 53, protocol: 'udp' }, { port: 53, protocol: 'tcp' }] });
  assert.deepEqual(findService('8080/udp'), { ports: [{ port: 8080, protocol: 'udp' }] });
  const fault = (text: string): string => { const answer = findService(text); return 'fault' in answer ? answer.fault : ''; };
  assert.match(fault('htps'), /did you mean https\?/);
  assert.match(fault('constructor'), /known are ssh, http/);
  assert.match(fault('65536/tcp'), /ports are 1 to 65535/);
  assert.match(fault('0/tcp'), /ports are 1 to 65535/);
});

test('a server that the firewall is open for is not taken away', () => {
  const parts = (allow: Security['firewall']): number => controls.find(({ id }) => id === 'no-web-server')?.parts(factsOf({ firewall: allow ?? {} })).length ?? -1;
  assert.equal(parts({ allow: ['ssh'] }), 2);
  assert.equal(parts({ allow: ['ssh', 'https'] }), 0);
});

test('words of the kernel line come from the controls that apply', () => {
  assert.equal(kernelLine(controls, factsOf({ profile: 'baseline' })), '');
  assert.equal(kernelLine(controls, factsOf({})), 'apparmor=1 security=apparmor');
  assert.match(kernelLine(controls, factsOf({ profile: 'cis-level2-server' })), /audit=1 audit_backlog_limit=8192/);
});

const rich: Security = {
  exceptions: ['containers'],
  firewall: { allow: ['https', '51820/udp', 'dns', { service: 'ssh', from: ['192.0.2.0/24', '198.51.100.7', '2001:db8::/32'] }] },
};

test('golden: the ruleset as it is by default, and with everything', () => {
  compareGolden('harden/nftables-default', ruleset(factsOf({})));
  compareGolden('harden/nftables-rich', ruleset(factsOf(rich)));
  compareGolden('harden/nftables-closed', ruleset(factsOf({ firewall: { allow: [] } })));
});

for (const profile of profiles.filter((name): name is Exclude<Profile, 'none'> => name !== 'none')) {
  test(`golden: the kernel's settings of ${profile}`, () => {
    const facts = factsOf({ profile });
    const files = new Map<string, string>();
    for (const part of chooseControls(controls, facts).apply.flatMap((control) => control.parts(facts))) {
      if (part.kind === 'settings' && part.path.startsWith('/etc/sysctl.d/')) files.set(part.path, applySettings(files.get(part.path) ?? '', part));
    }
    compareGolden(`harden/sysctl-${profile}`, [...files].map(([path, text]) => `# ${path}\n${text}`).join('\n'));
  });
}
