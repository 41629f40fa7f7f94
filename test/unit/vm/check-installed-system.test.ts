import assert from 'node:assert/strict';
import { test } from 'node:test';
import { execa } from 'execa';
import { compare } from '../../vm/check-installed-system.ts';
import { formatChecks } from '../../vm/check-table.ts';
import { expectationsOf } from '../../vm/expectations.ts';
import { parseAnswers, questions, script, type Observations } from '../../vm/observe.ts';

const expected = expectationsOf(`hostname: edge-01
timezone: Europe/Berlin
locale: de_DE.UTF-8
users: [{name: ada}]
runcmd: [[touch, /var/lib/runcmd-was-here]]
cognos: {storage: {layout: btrfs, root: {size: 6GiB}, swap: {size: 512MiB}}}
`, 'secure');

const mounts = [['/', '/dev/vda2[/@]', 'btrfs', 'rw,subvol=/@'], ['/home', '/dev/vda2[/@home]', 'btrfs', 'rw,subvol=/@home'],
  ['/var/log', '/dev/vda2[/@log]', 'btrfs', 'rw,subvol=/@log'], ['/boot/efi', 'systemd-1', 'autofs', 'rw'], ['/boot/efi', '/dev/vda1', 'vfat', 'rw']];
const blocks = { blockdevices: [{ path: '/dev/vda', children: [
  { path: '/dev/vda2', size: 6 * 1024 ** 3, fstype: 'btrfs', partlabel: 'cognos-root' },
  { path: '/dev/vda3', size: 512 * 1024 ** 2, fstype: 'swap', partlabel: 'cognos-swap' }] }] };

function good(): Observations {
  const texts: Record<keyof typeof questions, string> = {
    whoami: 'ada', hostname: 'edge-01', timezone: 'Europe/Berlin', locale: 'LANG=de_DE.UTF-8',
    mounts: JSON.stringify({ filesystems: mounts.map(([target, source, fstype, options]) => ({ target, source, fstype, options })) }),
    blocks: JSON.stringify(blocks), failedUnits: '', running: 'running',
    addresses: JSON.stringify([{}, { ifname: 'enp0s2', addr_info: [{ local: '10.0.2.15' }] }]), runcmd: '',
    invalidForCloudInit: '', machineId: '0123456789abcdef0123456789abcdef', hostKeys: '/etc/ssh/ssh_host_ed25519_key', specMode: '600 root:root',
    plan: '/dev/vda is in use (mounted at /)', secureBoot: 'SecureBoot enabled', report: '{"version":1}', ready: '',
  };
  const answers = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, { exitCode: 0, text }])) as Observations;
  answers.plan.exitCode = 3;
  answers.invalidForCloudInit.exitCode = 1;
  return answers;
}

const failed = (seen: Observations) => compare(seen, expected).filter(({ ok }) => !ok).map(({ check }) => check);

test('a system as it was asked for passes every check', () => {
  assert.deepEqual(failed(good()), []);
});

test('each thing that is wrong fails its own check and no other', () => {
  const wrong: [keyof Observations, { exitCode?: number; text?: string }, string][] = [
    ['whoami', { text: 'root' }, 'user'], ['hostname', { text: 'debian' }, 'hostname'], ['timezone', { text: 'Etc/UTC' }, 'time zone'],
    ['locale', { text: 'LANG=C.UTF-8' }, 'locale'], ['failedUnits', { text: 'x.service loaded failed failed X' }, 'no failed units'],
    ['running', { text: 'degraded' }, 'system state'], ['addresses', { text: '[]' }, 'network address'],
    ['runcmd', { exitCode: 1 }, 'cloud-init ran the rest'], ['invalidForCloudInit', { exitCode: 0 }, 'cloud-init finds no fault in it'],
    ['machineId', { text: '' }, 'machine id'], ['hostKeys', { exitCode: 2 }, 'ssh host keys'],
    ['specMode', { text: '644 root:root' }, 'spec is private'], ['plan', { exitCode: 0 }, 'the running disk is refused'],
    ['plan', { text: 'no disk matches' }, 'the running disk is refused'], ['secureBoot', { text: 'SecureBoot disabled' }, 'Secure Boot'],
    ['report', { text: 'cat: no such file' }, 'report'], ['ready', { exitCode: 1 }, 'ready marker'],
    ['blocks', { text: JSON.stringify(blocks).replace('6442450944', '6442450943') }, 'partition cognos-root'],
    ['mounts', { text: good().mounts.text.replace('subvol=/@log', 'subvol=/@') }, 'mount /var/log'],
  ];
  for (const [question, change, check] of wrong) {
    const seen = good();
    Object.assign(seen[question], change);
    assert.deepEqual(failed(seen), [check]);
  }
});

test('nonsense where JSON was asked for fails, and does not throw', () => {
  const seen = good();
  seen.mounts.text = seen.blocks.text = seen.addresses.text = 'sh: not found';
  assert.ok(failed(seen).includes('mount /'));
  assert.ok(failed(seen).includes('partition cognos-root'));
});

test('the script answers every question, with the exit code of each', async () => {
  const { stdout } = await execa('sh', ['-s'], { input: script().replace('timeout 300 ', 'true '), reject: false });
  const answers = parseAnswers(stdout);
  assert.deepEqual(Object.keys(answers).toSorted(), Object.keys(questions).toSorted());
  assert.equal(answers.runcmd?.exitCode, 1);
  assert.equal(answers.whoami?.exitCode, 0);
  assert.notEqual(answers.whoami?.text, '');
});

test('the table marks what failed', () => {
  assert.equal(formatChecks([{ check: 'user', ok: true, detail: 'ada' }, { check: 'hostname', ok: false, detail: 'a\nb' }]),
    '  ok    user      ada\nFAILED  hostname  a · b');
});
