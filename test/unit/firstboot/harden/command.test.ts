/** cognos-harden: its words, its exit codes, and the firewall that comes back unless confirmed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCommandLine } from '../../../../firstboot/harden/command-line.ts';
import { runHarden } from '../../../../firstboot/harden/command.ts';
import { isOverSsh } from '../../../../firstboot/harden/ssh-session.ts';
import { controls } from '../../../../shared/harden/controls/index.ts';
import { CommandError } from '../../../../shared/system/host.ts';
import { recordingHost } from '../../../fakes/recording-host.ts';
import { simulatedMachine, type SimulatedMachine } from './simulated-machine.ts';

interface Told { exitCode: number; out: string; errors: string[] }

async function say(machine: SimulatedMachine, line: string, more: { overSsh?: boolean } = {}): Promise<Told> {
  const asked = readCommandLine(line.split(' '));
  assert.ok(!('fault' in asked), 'fault' in asked ? asked.fault : '');
  let out = '';
  const errors: string[] = [];
  const exitCode = await runHarden(asked, {
    host: machine.host, signal: new AbortController().signal, overSsh: false, colour: false, out: (text) => { out += text; }, complain: (text) => { errors.push(text); }, ...more,
  });
  return { exitCode, out, errors };
}

test('words that are wrong are named, with the nearest', () => {
  const fault = (line: string): string => { const asked = readCommandLine(line.split(' ')); return 'fault' in asked ? asked.fault : ''; };
  assert.match(fault('aply'), /^I do not know `aply` \(did you mean apply\?\); try --help$/);
  assert.match(fault('check baner-motd'), /There is no control `baner-motd` \(did you mean banner-motd\?\)/);
  assert.match(fault('check --profile cis-level1'), /There is no profile `cis-level1`/);
  assert.match(fault('check --profile'), /There is no profile ``/);
  assert.match(fault('check --quick'), /I do not know `--quick`/);
  assert.deepEqual(readCommandLine(['apply', 'banner-motd', '--json', '--profile=baseline']), { verb: 'apply', ids: ['banner-motd'], json: true, profile: 'baseline' });
});

test('list shows every control, those that apply and why the others do not', async () => {
  const { exitCode, out } = await say(simulatedMachine(), 'list --profile baseline');
  assert.equal(exitCode, 0);
  for (const { id } of controls) assert.match(out, new RegExp(`^  [+-] ${id} `, 'm'));
  assert.match(out, /^ {2}- banner-motd .*; belongs to cis-level1-server; the profile is baseline$/m);
  const { controls: rows } = JSON.parse((await say(simulatedMachine(), 'list --json')).out) as { controls: { id: string; parts?: unknown }[] };
  assert.equal(rows.length, controls.length);
});

test('check says 3 and what is not so, apply makes it so, check says 0, undo takes it back', async () => {
  const machine = simulatedMachine({ '/etc/issue': 'Debian GNU/Linux 12 \\n \\l\n' });
  const before = machine.picture();
  const first = await say(machine, 'check banner-console');
  assert.equal(first.exitCode, 3);
  assert.match(first.out, /^not-so {4}banner-console {2}\/etc\/issue says something else$/m);
  const applied = await say(machine, 'apply banner-console');
  assert.deepEqual([applied.exitCode, applied.out], [0, 'applied   banner-console  the console says whom the machine is for, and no versions\n']);
  assert.equal((await say(machine, 'check banner-console')).exitCode, 0);
  const undone = await say(machine, 'undo banner-console');
  assert.match(undone.out, /^undone +banner-console/);
  machine.host.files.delete('/var/lib/cognos/hardening.json');
  assert.deepEqual(machine.picture(), before);
  assert.match((await say(machine, 'undo banner-console')).out, /nothing to undo/);
});

test('controls that share a file are undone in any order', async () => {
  const ids = ['net-syn-cookies', 'kernel-ptrace', 'net-no-redirects'];
  for (const order of [[0, 1, 2], [2, 0, 1], [1, 2, 0], [0, 2, 1]]) {
    const machine = simulatedMachine({ '/etc/sysctl.d/60-cognos.conf': '# mine\nvm.swappiness = 10\n' });
    for (const id of ids) await say(machine, `apply ${id}`);
    const [first = '', second = '', third = ''] = order.map((index) => ids[index]);
    await say(machine, `undo ${first}`);
    assert.equal((await say(machine, `check ${second} ${third}`)).exitCode, 0, 'the others are as they were');
    await say(machine, `undo ${second}`);
    await say(machine, `undo ${third}`);
    assert.equal(machine.host.files.get('/etc/sysctl.d/60-cognos.conf')?.content, '# mine\nvm.swappiness = 10\n');
  }
});

test('undo without an id takes everything back', async () => {
  const machine = simulatedMachine({ '/etc/motd': 'Debian\n', '/etc/systemd/journald.conf': '[Journal]\n#Storage=auto\n' });
  machine.host.files.set('/etc/crontab', { content: '# jobs\n', mode: 0o644 });
  const before = machine.picture();
  await say(machine, `apply ${controls.filter(({ group }) => ['firewall', 'kernel', 'logging', 'banners', 'cron', 'filesystems'].includes(group)).map(({ id }) => id).join(' ')}`);
  assert.notDeepEqual(machine.picture(), before);
  await say(machine, 'undo');
  machine.host.files.delete('/var/lib/cognos/hardening.json');
  const withoutUnits = (picture: unknown): unknown => ({ ...picture as object, units: [] });
  assert.deepEqual(withoutUnits(machine.picture()), withoutUnits(before));
});

test('a control that fails: exit code 4, and its reason', async () => {
  const machine = simulatedMachine({ '/etc/issue.net': 'x' });
  machine.host.writeFile = (path) => Promise.reject(new Error(`ENOSPC: no space left on device, write '${path}'`));
  await assert.rejects(say(machine, 'apply banner-network'), /ENOSPC/, 'not even the result can be written');
  const other = simulatedMachine();
  other.packages.add('telnet');
  const { run } = other.host;
  other.host.run = (file, args, options) => (file === 'env' ? Promise.reject(new Error('no network')) : run(file, args, options));
  const { exitCode, out, errors } = await say(other, 'apply no-old-clients');
  assert.equal(exitCode, 4);
  assert.match(out, /^failed +no-old-clients .*no network$/m);
  assert.match(errors[0] ?? '', /no-old-clients.*no network/);
});

test('over ssh the firewall is on trial: a timer restores rules and file unless confirmed', async () => {
  const machine = simulatedMachine({ '/etc/nftables.conf': 'flush ruleset\n' });
  machine.firewall.loaded = 'table inet filter {\n\tchain old {\n\t}\n}\n';
  const { errors } = await say(machine, 'apply firewall-default-drop', { overSsh: true });
  assert.match(errors[0] ?? '', /say `cognos-harden confirm` within 120 seconds/);
  const lines = machine.host.lines;
  const at = (start: string): number => lines.findIndex((line) => line.startsWith(start));
  assert.ok(at('nft --check --file /etc/nftables.conf') >= 0 && at('nft --check') < at('systemd-run') && at('systemd-run') < at('nft --file /etc/nftables.conf'), 'checked, then the way back, then loaded');
  assert.equal(lines[at('systemd-run')], 'systemd-run --unit=cognos-firewall-rollback --on-active=120 --timer-property=AccuracySec=1s --quiet --collect --property=Type=oneshot --property=ExecStartPre=/usr/bin/cp --no-preserve=mode /run/cognos/nftables-before.conf /etc/nftables.conf --property=ExecStartPost=/usr/bin/rm --force /run/cognos/firewall-before.nft /usr/sbin/nft --file /run/cognos/firewall-before.nft');
  assert.equal(machine.host.files.get('/run/cognos/firewall-before.nft')?.content, 'table inet filter\ndelete table inet filter\ntable inet filter {\n\tchain old {\n\t}\n}\n');
  assert.equal(machine.host.files.get('/run/cognos/nftables-before.conf')?.content, 'flush ruleset\n');

  assert.match((await say(machine, 'confirm')).out, /stays as it is/);
  assert.equal(machine.host.lines.at(-1), 'systemctl stop cognos-firewall-rollback.timer');
  assert.match((await say(machine, 'confirm')).out, /No firewall is on trial/);
});

test('not over ssh, as in first boot, there is nobody to confirm: it is loaded at once', async () => {
  const machine = simulatedMachine();
  await say(machine, 'apply firewall-default-drop');
  assert.ok(!machine.host.lines.some((line) => line.startsWith('systemd-run')));
  assert.match(machine.firewall.loaded, /policy drop/);
});

test('an ssh session is known by its processes, also under sudo', async () => {
  const process = (name: string, parent: number): string => `Name:\t${name}\nPPid:\t${parent}\n`;
  const host = (top: string) => recordingHost({ files: { '/proc/90/status': process('sudo', 80), '/proc/80/status': process('bash', 70), '/proc/70/status': process(top, 60), '/proc/60/status': process('systemd', 1) } });
  assert.equal(await isOverSsh(host('sshd'), 90), true);
  assert.equal(await isOverSsh(host('login'), 90), false);
  assert.equal(await isOverSsh(host('sshd'), 1), false);
});

test('a value that the kernel cannot lower again: undo puts back the rest and says so', async () => {
  const machine = simulatedMachine({ '/proc/sys/kernel/unprivileged_bpf_disabled': '2\n', '/proc/sys/net/core/bpf_jit_harden': '0\n' });
  await say(machine, 'apply kernel-bpf');
  const { run } = machine.host;
  machine.host.run = (file, args, options) => (file === 'sysctl' && args.includes('kernel.unprivileged_bpf_disabled=2') ? Promise.reject(new CommandError('sysctl', 255, 'permission denied')) : run(file, args, options));
  const { exitCode, errors } = await say(machine, 'undo kernel-bpf');
  assert.deepEqual([exitCode, errors], [0, ['The kernel keeps kernel.unprivileged_bpf_disabled as it is until the next start']]);
  assert.equal(machine.host.files.get('/proc/sys/net/core/bpf_jit_harden')?.content, '0\n');
  assert.ok(!machine.host.files.has('/etc/sysctl.d/60-cognos.conf'));
});

test('a banner of somebody\'s own stays, unless it tells what runs here', async () => {
  const own = simulatedMachine({ '/etc/motd': 'Property of Example Ltd.\n', '/etc/issue': 'Example on \\s \\r\n' });
  assert.equal((await say(own, 'check banner-motd')).exitCode, 0);
  await say(own, 'apply banner-motd banner-console banner-network');
  assert.equal(own.host.files.get('/etc/motd')?.content, 'Property of Example Ltd.\n');
  for (const path of ['/etc/issue', '/etc/issue.net']) assert.match(own.host.files.get(path)?.content ?? '', /^Authorized users only/);
});
