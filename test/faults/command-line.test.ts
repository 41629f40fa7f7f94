/** The program as it is shipped, from the outside: exit codes, both streams, and what a terminal would see. */
import assert from 'node:assert/strict';
import { readFileSync, chmodSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { bundledProgram, type Ended } from './bundled-program.ts';

const fixtures = join(import.meta.dirname, '../fixtures');
const machine = (name: string): string => join(fixtures, `machines/${name}.json`);
const spec = (name: string): string => join(fixtures, `specs/${name}.yaml`);
const nobody = process.getuid?.() === 0 ? { uid: 65534 } : {};

const program = await bundledProgram();
/** A checkout below /root, say, is out of reach for everybody else, and so is its Node. */
const { exitCode: reached } = await program.run(['--help'], nobody).catch(() => ({ exitCode: 1 }));
const unreachable = reached !== 0 && 'another user cannot reach this checkout';
after(() => { program.remove(); });

/** What must hold of every refusal, whatever it is about. */
function assertPlain({ stdout, stderr }: Pick<Ended, 'stdout' | 'stderr'>): void {
  assert.doesNotMatch(stderr, /^\s+at |node:internal|Error:|\.mjs:/m, 'no stack trace');
  assert.doesNotMatch(stdout + stderr, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/, 'nothing that drives a terminal, and no colours');
}

const cognos = 'cognos: {version: 1}\n';
const faults: [fault: string, content: string, expected: string][] = [
  ['1: a tab', 'hostname: a\n\tfqdn: b\n', 'spec.yaml:2:1: a tab indents this line; YAML allows only spaces there\n'],
  ['2: an unknown key', `${cognos}hostnam: a\n`, 'spec.yaml:2:1: hostnam: unknown key; did you mean hostname?\n'],
  ['3: a key given twice', `${cognos}hostname: a\nhostname: b\n`, 'spec.yaml:3:1: hostname: is given twice, first in line 2; keep one of them\n'],
  ['4: ten thousand brackets', '['.repeat(10_000), 'spec.yaml:1:36: more than 32 maps and lists stand inside one another; a spec needs fewer than ten\n'],
  ['5: a tag', 'hostname: !!js/function "x"\n', 'spec.yaml:1:11: a tag such as !!js/function or !!python/object is refused; a spec holds plain values only\n'],
  ['6: a terminal escape', `${cognos}hostname: a\u001b[31mb\n`, 'spec.yaml:2:12: the character U+001B (escape, which drives terminals) may not stand in a spec; remove it\n'],
  ['7: a host name for a shell', `${cognos}hostname: "$(id)"\n`, 'spec.yaml:2:11: hostname: "$(id)" is no host name: "$" may not stand in it, only letters, digits and hyphens; write for example edge-01\n'],
  ['8: a reserved user', `${cognos}users: [{name: daemon}]\n`, 'spec.yaml:2:16: users[0].name: "daemon" is a user of the system itself; choose another name\n'],
  ['9: a user given twice', `${cognos}users: [{name: ada}, {name: ada}]\n`, 'spec.yaml:2:29: users[1].name: the user "ada" is given twice, first as users[0]; keep one of them\n'],
  ['10: no whole hash', `${cognos}users: [{name: ada, lock_passwd: false, hashed_passwd: "$6$salt$short"}]\n`, 'spec.yaml:2:56: users[0].hashed_passwd: this starts like a password hash and is not a whole one; copy it again, or make a hash with mkpasswd --method=yescrypt (package whois)\n'],
  ['11: a plain password', `${cognos}password: hunter2\n`, 'spec.yaml:2:11: password: a plain password may not stand in a file; make a hash with mkpasswd --method=yescrypt (package whois) and write it as users[].hashed_passwd\n'],
  ['12: a private key', `${cognos}ssh_authorized_keys: ["-----BEGIN OPENSSH PRIVATE KEY-----\\nhunter2"]\n`, 'spec.yaml:2:23: ssh_authorized_keys[0]: this is a private key, which must never leave its owner: treat it as known to others and make a new one; paste the one line of the .pub file, such as ssh-ed25519 AAAA… ada@example.net\n'],
  ['13: a path that climbs', `${cognos}write_files: [{path: ../../etc/passwd}]\n`, 'spec.yaml:2:22: write_files[0].path: "../../etc/passwd": the path is not absolute; write an absolute path such as /etc/motd\n'],
  ['14: a metadata service', 'cognos: {version: 1, firstboot: {report: {url: "https://169.254.169.254/"}}}\n', 'spec.yaml:1:48: cognos.firstboot.report.url: 169.254.169.254 is the machine itself or the metadata service of a cloud; write for example https://example.net/\n'],
];

for (const [fault, content, expected] of faults) {
  test(`fault ${fault}`, async () => {
    program.write('spec.yaml', content);
    const ended = await program.run(['validate', 'spec.yaml']);
    assert.equal(ended.stderr.split('\n').filter((line) => !line.includes('warning: ')).join('\n'), expected);
    assert.equal(ended.stdout, '');
    assert.equal(ended.exitCode, 1);
    assert.doesNotMatch(ended.stderr, /hunter2/);
    assertPlain(ended);
  });
}

test('fault 4: a file of 100 MB is refused within 100 MB', async () => {
  program.write('large.yaml', '');
  truncateSync(join(program.folder, 'large.yaml'), 100e6);
  program.write('measure.cjs', "process.on('exit', () => { require('node:fs').writeFileSync('peak', String(process.resourceUsage().maxRSS)); });");
  const { exitCode, stderr } = await program.run(['validate', 'large.yaml'], { env: { NODE_OPTIONS: '--require ./measure.cjs' } });
  assert.equal(exitCode, 1);
  assert.equal(stderr, 'large.yaml:1:1: the file has more than the 1,048,576 bytes a spec may have; let packages or runcmd fetch what is large\n');
  const peak = Number(readFileSync(join(program.folder, 'peak'), 'utf8'));
  assert.ok(peak > 0 && peak < 100_000, `${peak} kB`);
});

test('a valid file is said to be so, on stdout, and warnings do not change that', async () => {
  program.write('spec.yaml', `${cognos}hostname: a\n`);
  const ended = await program.run(['validate', 'spec.yaml', spec('uefi-btrfs')]);
  assert.equal(ended.exitCode, 0);
  assert.equal(ended.stdout, `spec.yaml: valid\n${spec('uefi-btrfs')}: valid\n`);
  for (const line of ended.stderr.split('\n').slice(0, -1)) assert.match(line, /^spec\.yaml:\d+:\d+: warning: /);
  assertPlain(ended);
});

test('files that cannot be read are named one by one, and the others are still checked', { skip: unreachable }, async () => {
  program.write('spec.yaml', `${cognos}hostnam: a\n`);
  mkdirSync(join(program.folder, 'folder'), { recursive: true });
  program.write('mine.yaml', cognos);
  chmodSync(join(program.folder, 'mine.yaml'), 0o000);
  const ended = await program.run(['validate', 'nowhere.yaml', 'folder', 'mine.yaml', 'spec.yaml'], nobody);
  assert.equal(ended.stderr, 'nowhere.yaml: there is no such file\nfolder: is a folder, not a file\nmine.yaml: may not be read by this user\nspec.yaml:2:1: hostnam: unknown key; did you mean hostname?\n');
  assert.equal(ended.exitCode, 1);
  assertPlain(ended);
});

test('--json has one entry a file, with findings for programs', async () => {
  program.write('spec.yaml', `${cognos}hostnam: a\n`);
  const ended = await program.run(['validate', '--json', 'spec.yaml', 'nowhere.yaml']);
  assert.deepEqual(JSON.parse(ended.stdout), [
    { file: 'spec.yaml', ok: false, findings: [{ severity: 'error', code: 'unknown-key', path: 'hostnam', message: 'unknown key; did you mean hostname?', at: { file: 'spec.yaml', line: 2, column: 1 } }] },
    { file: 'nowhere.yaml', ok: false, findings: [{ severity: 'error', code: 'unreadable', path: '', message: 'nowhere.yaml: there is no such file' }] },
  ]);
  assert.equal(ended.stderr, '');
  assert.equal(ended.exitCode, 1);
});

test('a file name cannot drive the terminal, neither when refused nor when valid', async () => {
  const name = 'evil\u001b]0;owned\u0007\u202e.yaml';
  program.write(name, 'hostname: a\n');
  const refused = await program.run(['validate', name]);
  assert.equal(refused.stderr, 'evil\\u{1b}]0;owned\\u{7}\\u{202e}.yaml:1:1: cognos: is missing; write for example cognos: {version: 1, unattended: true}\n');
  program.write(name, readFileSync(spec('uefi-btrfs')));
  const valid = await program.run(['validate', name]);
  assert.equal(valid.stdout, 'evil\\u{1b}]0;owned\\u{7}\\u{202e}.yaml: valid\n');
  assertPlain(valid);
});

test('a disk cannot drive the terminal by what it calls itself', async () => {
  program.write('machine.json', readFileSync(machine('uefi-virtio'), 'utf8').replaceAll('cognos-vda', 'ev\\u001b[2Jil'));
  const ended = await program.run(['plan', spec('uefi-btrfs'), '--machine', 'machine.json']);
  assert.equal(ended.exitCode, 0);
  assert.match(ended.stdout, /serial ev\\u\{1b\}\[2Jil/);
  assertPlain(ended);
});

test('a plan, in words and as JSON', async () => {
  const words = await program.run(['plan', spec('uefi-btrfs'), '--machine', machine('uefi-virtio')]);
  assert.equal(words.stdout, readFileSync(join(fixtures, '../golden/plans/uefi-virtio--uefi-btrfs.txt'), 'utf8'));
  assert.deepEqual([words.exitCode, words.stderr], [0, '']);
  const json = await program.run(['plan', '--json', spec('uefi-btrfs'), '--machine', machine('uefi-virtio')]);
  const plan = JSON.parse(json.stdout) as { version: number; hash: string; steps: { id: string }[] };
  assert.equal(plan.version, 1);
  assert.match(words.stdout, new RegExp(`plan ${plan.hash.slice(0, 12)}`));
  assert.equal(plan.steps.at(-1)?.id, 'install-bootloader');
});

test('a machine that cannot be used is exit 3, with the refusals in JSON too', async () => {
  const ended = await program.run(['plan', '--json', spec('any-disk'), '--machine', machine('no-disk')]);
  const message = 'this machine has no disk that could be seen; attach one or check that its controller has a driver in Debian 12';
  assert.equal(ended.exitCode, 3);
  assert.equal(ended.stderr, `cognos.storage.disk.match: ${message}\n`);
  assert.deepEqual(JSON.parse(ended.stdout), { refusals: [{ severity: 'error', code: 'no-disk', path: 'cognos.storage.disk.match', message }] });
});

test('a recorded machine that is none is refused with the place, from the bundle too', async () => {
  program.write('machine.json', '{"version": 1,\n  "disks": ]}');
  const ended = await program.run(['plan', spec('any-disk'), '--machine', 'machine.json']);
  assert.match(ended.stderr, /^machine\.json:2:12: This is not JSON; a recorded machine is what "cognos-install probe --json" prints\.\n$/);
  assert.equal(ended.exitCode, 2);
  assertPlain(ended);
});

const usage: [words: string[], stderr: string][] = [
  [['frobnicate'], 'cognos-install: frobnicate is not a command; see cognos-install --help\n'],
  [['toString'], 'cognos-install: toString is not a command; see cognos-install --help\n'],
  [['\u001b[31mred'], 'cognos-install: \\u{1b}[31mred is not a command; see cognos-install --help\n'],
  [['serve', '--listen', '0.0.0.0:80'], 'cognos-install: serve: --listen 0.0.0.0:80 is not on loopback; --network serves other machines, with TLS and a PIN\n'],
  [['validate'], 'cognos-install: validate takes at least one FILE, 0 given; see cognos-install validate --help\n'],
  [['validate', '--colour', 'x'], "cognos-install: validate: Unknown option '--colour'; see cognos-install validate --help\n"],
  [['plan', 'a', 'b'], 'cognos-install: plan takes one FILE, 2 given; see cognos-install plan --help\n'],
  [['plan', '--yes', 'a'], 'cognos-install: --yes means nothing to plan; see cognos-install plan --help\n'],
  [['probe', 'a'], 'cognos-install: probe takes no file, 1 given; see cognos-install probe --help\n'],
];
for (const [words, stderr] of usage) {
  test(`usage: ${JSON.stringify(words.join(' '))} is exit 2`, async () => {
    const ended = await program.run(words);
    assert.deepEqual([ended.exitCode, ended.stdout, ended.stderr], [2, '', stderr]);
  });
}

test('run without root is exit 2, before the file is looked at', { skip: unreachable }, async () => {
  const ended = await program.run(['run', '--yes', 'nowhere.yaml'], nobody);
  assert.deepEqual([ended.exitCode, ended.stdout, ended.stderr], [2, '', 'cognos-install: run needs root: it writes to disks\n']);
});

test('run without --yes and without a terminal is exit 2', { skip: process.getuid?.() !== 0 && 'needs root to come that far' }, async () => {
  const ended = await program.run(['run', 'nowhere.yaml']);
  assert.deepEqual([ended.exitCode, ended.stdout, ended.stderr], [2, '',
    'cognos-install: run asks before it overwrites a disk and there is no terminal to ask on; say --yes when the plan is what you want (cognos-install plan shows it)\n']);
});

for (const command of ['probe', 'validate', 'plan', 'run', 'live']) {
  test(`${command} --help says how, on stdout`, async () => {
    const ended = await program.run([command, '--help']);
    assert.equal(ended.exitCode, 0);
    assert.equal(ended.stderr, '');
    assert.match(ended.stdout, new RegExp(`^cognos-install ${command}[^\\n]* \\[OPTION…\\]\\n\\n[^\\n]+\\n\\n(  -.*\\n)+$`));
    assertPlain(ended);
  });
}

test('the help names every command of a person, and the exit codes', async () => {
  const { stdout, exitCode } = await program.run(['--help']);
  assert.equal(exitCode, 0);
  for (const word of ['probe', 'validate FILE…', 'plan FILE', 'run FILE', '75 already running']) assert.ok(stdout.includes(word), word);
  assert.ok(stdout.split('\n').every((line) => line.length <= 90));
});

test('probe prints the format that plan --machine reads', { skip: unreachable }, async () => {
  const probed = await program.run(['probe', '--json'], nobody);
  assert.equal(probed.exitCode, 0, probed.stderr);
  program.write('here.json', probed.stdout);
  const planned = await program.run(['plan', spec('any-disk'), '--machine', 'here.json']);
  assert.ok(planned.exitCode === 0 || planned.exitCode === 3, planned.stderr);
});

test('a reader that leaves is no error, and no stack trace', async () => {
  const ended = await program.shell(`cognos-install plan ${spec('uefi-btrfs')} --machine ${machine('uefi-virtio')} | true; cognos-install plan ${spec('uefi-btrfs')} --machine ${machine('uefi-virtio')} | head -n 1`);
  assert.deepEqual([ended.stdout, ended.stderr], ['Disk    virtio disk /dev/vda, serial cognos-vda, 21 GB (/dev/vda)\n', '']);
});

test('fault 22: output that could not be stored is said, and is not exit 0', async () => {
  const ended = await program.shell(`cognos-install plan ${spec('uefi-btrfs')} --machine ${machine('uefi-virtio')} > /dev/full`);
  assert.deepEqual([ended.exitCode, ended.stderr], [4, 'cognos-install: the output could not be written: ENOSPC: no space left on device, write\n']);
});

test('fault 22: neither validating nor planning needs a writable /tmp or home', async () => {
  writeFileSync(join(program.folder, 'spec.yaml'), readFileSync(spec('uefi-btrfs')));
  const ended = await program.run(['plan', 'spec.yaml', '--machine', machine('uefi-virtio')], { env: { TMPDIR: '/proc/nowhere', HOME: '/proc/nowhere' } });
  assert.deepEqual([ended.exitCode, ended.stderr], [0, '']);
});
