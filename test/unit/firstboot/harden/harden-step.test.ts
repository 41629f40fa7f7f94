/** First boot's hardening as a step: what it records, what it survives, and what it must not let pass. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { harden, hardenDue, seal } from '../../../../firstboot/harden/harden-step.ts';
import { readHardenFacts } from '../../../../firstboot/harden/read-facts.ts';
import type { ControlResult, Hardening } from '../../../../firstboot/harden/results.ts';
import { hardeningPath } from '../../../../firstboot/paths.ts';
import type { StepContext } from '../../../../shared/plan/step.ts';
import { CommandError, type Host } from '../../../../shared/system/host.ts';
import { simulatedMachine, type SimulatedMachine } from './simulated-machine.ts';

const spec = (security = '{}'): Record<string, string> => ({ '/etc/cognos/spec.yaml': `cognos:\n  version: 1\n  security: ${security}\n` });

const passwd = 'root:x:0:0:root:/root:/bin/bash\nada:x:1000:1000::/home/ada:/bin/bash\nbob:x:1001:1001::/home/bob:/bin/bash\nagent:x:1002:1002::/:/usr/sbin/nologin\n';

async function step(machine: SimulatedMachine, group: string, host: Host = machine.host): Promise<string[]> {
  const { context, warnings } = contextOf(host);
  await harden({ id: `harden-${group}`, kind: 'harden', label: 'Hardening', weight: 1, group }, context);
  return warnings;
}

function contextOf(host: Host): { context: StepContext; warnings: string[] } {
  const warnings: string[] = [];
  return { warnings, context: { host, target: host, signal: new AbortController().signal, onProgress: () => undefined, reveal: (text) => text, warn: async (message) => { warnings.push(message); } } };
}

const results = ({ host }: SimulatedMachine): Hardening => JSON.parse(host.files.get(hardeningPath)?.content ?? 'null') as Hardening;
const stateOf = (machine: SimulatedMachine, id: string): ControlResult | undefined => results(machine).controls.find((result) => result.id === id);

test('a group is applied and recorded, with what was left out and why', async () => {
  const machine = simulatedMachine(spec('{skip: [net-log-martians], exceptions: [containers]}'));
  machine.host.files.set('/proc/sys/net/ipv4/tcp_syncookies', { content: '0\n', mode: 0o644 });
  assert.deepEqual(await step(machine, 'kernel'), []);
  assert.equal(results(machine).profile, 'cis-level1-server');
  assert.equal(stateOf(machine, 'net-syn-cookies')?.state, 'applied');
  assert.equal(machine.host.files.get('/proc/sys/net/ipv4/tcp_syncookies')?.content, '1\n');
  assert.deepEqual([stateOf(machine, 'net-log-martians')?.why, stateOf(machine, 'net-no-forwarding')?.why], ['left out by cognos.security.skip', 'would break containers, which this machine runs (exception containers)']);
});

test('a second run writes nothing, runs nothing that changes, and keeps what it said', async () => {
  const machine = simulatedMachine(spec());
  for (const group of ['firewall', 'kernel', 'logging', 'banners']) await step(machine, group);
  const [before, said, calls] = [machine.picture(), results(machine), machine.host.calls.length];
  machine.host.writeFile = (path) => assert.fail(`wrote ${path}`);
  for (const group of ['firewall', 'kernel', 'logging', 'banners']) await step(machine, group);
  assert.deepEqual(machine.picture(), before);
  assert.deepEqual(results(machine), said);
  assert.ok(machine.host.calls.slice(calls).every(({ file, args }) => ['stat', 'dpkg-query', 'ip', 'find', 'getent'].includes(file) || args.includes('is-enabled') || args.includes('list')));
});

test('a control that cannot be applied is said, recorded, and does not stop the others', async () => {
  const machine = simulatedMachine(spec());
  machine.packages.add('telnet');
  machine.packages.add('prelink');
  const { run } = machine.host;
  machine.host.run = async (file, args, options) => {
    if (file === 'env' && args.includes('telnet')) throw new CommandError('apt-get', 100, 'E: dpkg was interrupted');
    return run(file, args, options);
  };
  const warnings = await step(machine, 'packages');
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? '', /no-old-clients.*dpkg was interrupted/);
  assert.equal(stateOf(machine, 'no-old-clients')?.state, 'failed');
  assert.equal(stateOf(machine, 'no-prelink')?.state, 'applied');
  machine.host.run = run;
  assert.deepEqual(await step(machine, 'packages'), []);
  assert.equal(stateOf(machine, 'no-old-clients')?.state, 'applied', 'the next run mends it');
});

test('without its firewall first boot does not go on, and says what to do', async () => {
  const machine = simulatedMachine(spec());
  const { run } = machine.host;
  machine.host.run = async (file, args, options) => {
    if (file === 'nft' && args[0] === '--check') throw new CommandError('nft', 1, '/etc/nftables.d/own.nft:1:1-4: Error: syntax error');
    return run(file, args, options);
  };
  await assert.rejects(step(machine, 'firewall'), (error: Error & { action?: string }) =>
    /not protected: .*own\.nft:1:1-4: Error: syntax error/.test(error.message) && /cognos-harden check firewall-default-drop/.test(error.action ?? ''));
  assert.equal(machine.firewall.loaded, '', 'nothing was loaded');
  assert.equal(stateOf(machine, 'firewall-default-drop')?.state, 'failed');
});

test('the profile none leaves the machine as it is', async () => {
  const machine = simulatedMachine(spec('{profile: none}'));
  const before = machine.picture();
  for (const group of ['firewall', 'kernel', 'filesystems']) await step(machine, group);
  machine.host.files.delete(hardeningPath);
  assert.deepEqual(machine.picture(), before);
});

test('killed at any command, the next run ends as one that was not', async () => {
  const groups = ['firewall', 'kernel', 'filesystems', 'cron'];
  const whole = simulatedMachine(spec());
  for (const group of groups) await step(whole, group);
  const count = whole.host.calls.length;
  let cuts = 0;
  for (let at = 0; at < count; at += 2) {
    const machine = simulatedMachine(spec());
    let left = at;
    // In the middle of a write the file is the old one or the new one: writeFile is atomic. Between two commands it is here.
    const cutting = new Proxy(machine.host, {
      get: (host, name: keyof Host) => (typeof host[name] !== 'function' || name === 'readFile' || name === 'exists' || name === 'list' || name === 'readLink' ? host[name]
        : (...words: unknown[]) => (left-- <= 0 ? Promise.reject(Object.assign(new Error('power cut'), { name: 'AbortError' })) : (host[name] as (...all: unknown[]) => unknown)(...words))),
    });
    try {
      for (const group of groups) await step(machine, group, cutting);
    } catch { /* The machine is off. */ }
    cuts += left < 0 ? 1 : 0;
    for (const group of groups) await step(machine, group);
    assert.deepEqual(machine.picture(), { ...whole.picture() as object, files: (whole.picture() as { files: unknown[][] }).files.map((row) => (row[0] === hardeningPath ? [row[0], machine.host.files.get(hardeningPath)?.content, ...row.slice(2)] : row)) }, `cut at call ${at}`);
    assert.ok(results(machine).controls.every(({ state }) => state !== 'failed'), `cut at call ${at}`);
  }
  process.stdout.write(`injected power cuts (hardening): ${cuts}\n`);
  assert.ok(cuts > 50);
});

test('a key that the user-data brought ends passwords over ssh; what its commands changed otherwise is left', async () => {
  const machine = simulatedMachine({ ...spec(), '/etc/passwd': passwd, '/etc/shadow': 'root:*:1::::::\nada:$y$j9T$x$y:1::::::\nbob:!:1::::::\n', '/etc/group': 'root:x:0:\nsudo:x:27:ada\nssh-users:x:200:ada,bob\n', '/etc/ssh/sshd_config': 'Include /etc/ssh/sshd_config.d/*.conf\n' });
  const due = async (): Promise<void> => hardenDue({ id: 'harden-due', kind: 'harden-due', label: 'Hardening', weight: 1 }, contextOf(machine.host).context);
  const sshd = (): string => machine.host.files.get('/etc/ssh/sshd_config')?.content ?? '';
  await step(machine, 'ssh');
  assert.equal(stateOf(machine, 'ssh-password-login')?.state, 'not-due');
  assert.doesNotMatch(sshd(), /^PasswordAuthentication no/m);
  const calls = machine.host.calls.length;
  await due();
  assert.equal(stateOf(machine, 'ssh-password-login')?.state, 'not-due');
  machine.host.files.set('/home/ada/.ssh/authorized_keys', { content: 'ssh-ed25519 AAAA ada\n', mode: 0o600 });
  machine.host.files.set('/run/systemd/system', { content: '', mode: 0o644 });
  const { run } = machine.host;
  machine.host.run = async (file, args, options) => {
    if (args.includes('--timestamp=unix')) return `ActiveState=active\nStateChangeTimestamp=@${machine.host.calls.some((call) => call.args.join(' ') === 'reload ssh.service') ? 300 : 100}\n`;
    return file === 'stat' && args.includes('--format=%Z') ? '200\n' : run(file, args, options);
  };
  machine.host.files.set('/etc/ssh/sshd_config', { content: sshd().replace(/^MaxAuthTries .*$/m, 'MaxAuthTries 6'), mode: 0o600 });
  await due();
  assert.match(sshd(), /^PasswordAuthentication no$/m);
  assert.match(sshd(), /^MaxAuthTries 6$/m);
  assert.equal(stateOf(machine, 'ssh-password-login')?.state, 'applied');
  assert.ok(machine.host.calls.slice(calls).some(({ file, args }) => file === 'systemctl' && args.join(' ') === 'reload ssh.service'), 'sshd reads its file again');
});

test('what packages of the user-data undo without meaning to is done once more', async () => {
  const machine = simulatedMachine(spec());
  await step(machine, 'logging');
  machine.host.files.set('/var/log/wtmp', { content: '', mode: 0o666 });
  await hardenDue({ id: 'harden-due', kind: 'harden-due', label: 'Hardening', weight: 1 }, contextOf(machine.host).context);
  assert.equal(machine.host.files.get('/var/log/wtmp')?.mode, 0o664);
  assert.equal(stateOf(machine, 'journal-modes')?.state, 'applied');
});

test('sealing comes with what nothing may be changed after', async () => {
  const machine = simulatedMachine(spec());
  machine.host.files.set('/usr/bin/su', { content: '', mode: 0o4755 });
  await seal({ id: 'seal', kind: 'seal', label: 'Sealing', weight: 1 }, contextOf(machine.host).context);
  assert.match(machine.host.files.get('/var/lib/cognos/harden/setuid-files')?.content ?? '', /^4755 root:root \/usr\/bin\/su$/m);
  assert.equal(machine.host.files.get('/var/lib/cognos/harden/listeners')?.content, 'tcp 22\n', 'not what listens to this machine only');
  assert.ok(machine.host.files.has('/etc/modprobe.d/cognos-usb-storage.conf'));
});

test('facts of the machine: who can log in how goes before what the spec said', async () => {
  const machine = simulatedMachine({ ...spec(), '/etc/passwd': passwd, '/etc/shadow': 'root:*:1::::::\nada:!:1::::::\nbob:$y$j9T$x$y:1::::::\n', '/home/ada/.ssh/authorized_keys': '# none\nssh-ed25519 AAAA ada\n' });
  const facts = await readHardenFacts(machine.host);
  assert.deepEqual([facts.people, facts.keyLogin], [['ada', 'bob'], false], 'bob has a password and no key');
  machine.host.files.set('/home/bob/.ssh/authorized_keys', { content: 'ssh-ed25519 AAAA bob\n', mode: 0o600 });
  assert.equal((await readHardenFacts(machine.host)).keyLogin, true);
});

test('facts of the machine: exceptions that can be seen', async () => {
  const routes = 'default via fe80::1 dev eth0 proto ra metric 1024 expires 1790sec pref medium\n';
  const seen = async (files: Record<string, string>, links: Record<string, string> = {}): Promise<readonly string[]> => {
    const machine = simulatedMachine({ ...spec(), ...files });
    for (const [path, to] of Object.entries(links)) machine.host.links.set(path, to);
    const { run } = machine.host;
    machine.host.run = async (file, args, options) => (file === 'ip' ? routes : run(file, args, options));
    return (await readHardenFacts(machine.host)).exceptions;
  };
  assert.deepEqual(await seen({ '/proc/sys/net/ipv6/conf/eth0/accept_ra': '0\n' }), [], 'systemd-networkd listens itself');
  assert.deepEqual(await seen({ '/proc/sys/net/ipv6/conf/eth0/accept_ra': '1\n' }), ['ipv6-ra']);
  assert.deepEqual(await seen({ '/usr/bin/podman': '' }), ['containers']);
  assert.deepEqual(await seen({ '/proc/self/mounts': '/dev/loop0 /snap/core squashfs ro 0 0\n' }), ['squashfs']);
  assert.deepEqual(await seen({ '/proc/self/mounts': '/dev/sda3 / btrfs rw 0 0\n' }, { '/sys/class/block/sda3': '/sys/devices/pci0000:00/usb2/2-1/block/sda/sda3' }), ['usb-storage']);
  assert.deepEqual(await seen({ '/proc/self/mounts': '/dev/vda3 / btrfs rw 0 0\n/dev/sdb1 /media/stick vfat ro 0 0\n' }, { '/sys/class/block/sdb1': '/sys/devices/usb2/2-1/block/sdb/sdb1' }), []);
});
