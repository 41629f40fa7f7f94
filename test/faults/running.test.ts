/** Faults 19 and 22 to 25 of the fault list: what happens to a run, and to the one after it. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openLiveLog } from '../../installer/headless/live-log.ts';
import { takeTurn } from '../../installer/headless/one-run.ts';
import { loggingHost } from '../../shared/system/logging-host.ts';
import { CommandError } from '../../shared/system/host.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { installingMachine, planFor, refusalsOf } from '../fakes/installing-machine.ts';
import { recordingHost } from '../fakes/recording-host.ts';

const spec = (more = ''): string => `#cloud-config
hostname: edge-01
users:
  - name: ada
    ssh_authorized_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG9cTL1OzbeUeCAlaYKBQWGmI0o7oRyC1rmTkSJmyGpO ada@example.net]
cognos: {version: 1, storage: {disk: {match: {transport: virtio}}}}
${more}`;
const full = { exitCode: 1, stderr: "cp: error writing '/target/usr/bin/bash': No space left on device" };
const fullDisk = (): never => { throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }); };

test('fault 19: on a resume, too, another disk under the name ends the run, and that disk is not written to', async () => {
  let attempts = 0;
  const other = JSON.stringify({ blockdevices: [{ serial: 'another-disk', wwn: null, size: 21474836480 }] });
  const machine = installingMachine('uefi-virtio', { 'mkfs.xfs': () => { if (++attempts === 1) throw new CommandError('mkfs.xfs', 1, 'interrupted'); return ''; } });
  const first = await machine.drive(spec());
  assert.equal(first.exitCode, 4);
  machine.writes();
  const swapped = installingMachine('uefi-virtio', { 'lsblk --json': other });
  for (const [path, file] of machine.host.files) swapped.host.files.set(path, file);
  const plan = await planFor(machine.machine, spec());
  await assert.rejects(swapped.install(plan, spec()), {
    name: 'StepError',
    message: 'Checking the disk: /dev/disk/by-id/virtio-cognos-vda is not the disk that was chosen: its serial number is another-disk, the plan is for cognos-vda',
  });
  assert.deepEqual(swapped.writes().filter((line) => !line.includes('/dev/disk/by-partuuid/')), []);
});

test('fault 19: in a fresh run nothing at all is written to the other disk, and the words say so', async () => {
  const machine = installingMachine('uefi-virtio', { 'lsblk --json': JSON.stringify({ blockdevices: [{ serial: 'another-disk', wwn: null, size: 21474836480 }] }) });
  const { exitCode, output } = await machine.drive(spec());
  assert.equal(exitCode, 5);
  assert.match(output, /cognos: failed: \/dev\/disk\/by-id\/virtio-cognos-vda is not the disk that was chosen: its serial number is another-disk, the plan is for cognos-vda\ncognos: Nothing was written\. Plan again, so that the disk is chosen anew\.\n$/);
  assert.deepEqual(machine.writes(), []);
});

test('fault 22: a full target ends the run with the tool\'s own words, resumable, and the target unmounted', async () => {
  const machine = installingMachine('uefi-virtio', { 'cp --archive': full });
  const { exitCode, output } = await machine.drive(spec());
  assert.equal(exitCode, 4);
  assert.match(output, /cognos: failed: Preparing the subvolumes: cp exited with 1: cp: error writing '\/target\/usr\/bin\/bash': No space left on device\ncognos: Fix the cause and run the same command again: it goes on where it stopped\.\n$/);
  assert.equal(machine.isMounted(), false);
  assert.equal(machine.writes().at(-1)?.startsWith('cp --archive'), true, 'nothing is wiped after it');
});

test('fault 22: a file that does not fit on the target ends the run, and the target is unmounted', async () => {
  const machine = installingMachine();
  const { writeFile } = machine.host;
  machine.host.writeFile = (path, content, options) => (path === '/target/etc/hosts' ? fullDisk() : writeFile(path, content, options));
  const { exitCode, output } = await machine.drive(spec());
  assert.equal(exitCode, 4);
  assert.match(output, /cognos: failed: Configuring the system: ENOSPC: no space left on device, write\n/);
  assert.equal(machine.isMounted(), false);
  machine.host.writeFile = writeFile;
  assert.equal((await machine.drive(spec())).exitCode, 0);
});

test('fault 22: a file is whole or not there at all, and leaves nothing beside it', async () => {
  const at = mkdtempSync(join(tmpdir(), 'cognos-full-'));
  writeFileSync(join(at, 'netplan.yaml'), 'the old one');
  const script = `
    import { localHost } from ${JSON.stringify(new URL('../../shared/system/local-host.ts', import.meta.url).href)};
    await localHost.writeFile(process.argv[1], 'x'.repeat(1 << 20)).then(() => { process.exitCode = 3; }, ({ code }) => { console.log(code); });`;
  // A limit on the size of files stands in for a full disk: write(2) fails half-way just the same.
  const { stdout } = await ended(spawn('sh', ['-c', 'trap "" XFSZ; ulimit -f 64; exec "$@"', 'sh', process.execPath, '--input-type=module', '-e', script, join(at, 'netplan.yaml')]));
  assert.equal(stdout, 'EFBIG\n');
  assert.equal(readFileSync(join(at, 'netplan.yaml'), 'utf8'), 'the old one');
  assert.deepEqual(readdirSync(at), ['netplan.yaml']);
  rmSync(at, { recursive: true });
});

test('fault 22: a temporary file that a power cut left does not stop the next run', async () => {
  const at = mkdtempSync(join(tmpdir(), 'cognos-left-'));
  writeFileSync(join(at, `.hosts.cognos-${process.pid}`), 'half');
  await localHost.writeFile(join(at, 'hosts'), 'whole');
  await localHost.symlink('/dev/null', join(at, 'unit'));
  assert.equal(readFileSync(join(at, 'hosts'), 'utf8'), 'whole');
  assert.deepEqual(readdirSync(at).sort(), ['hosts', 'unit']);
  rmSync(at, { recursive: true });
});

test('fault 22: a full /var/log of the live system is said once and ends nothing', async () => {
  const host = { ...recordingHost({ commands: { true: 'fine' } }), appendFile: async () => fullDisk() };
  const said: string[] = [];
  const logged = loggingHost(host, await openLiveLog(host, (text) => { said.push(text); }));
  assert.equal(await logged.run('true', []), 'fine');
  await assert.rejects(logged.run('false', []), /nobody scripted: false/);
  assert.deepEqual(said, ['cognos: warning: /var/log/cognos/installer.log cannot be written (ENOSPC: no space left on device, write); going on without it\n']);
});

test('fault 22: so is a read-only one, and whatever a log does, a command keeps its own outcome', async () => {
  const readOnly = { ...recordingHost(), makeDirectory: async () => { throw new Error('EROFS: read-only file system, mkdir'); }, appendFile: async () => fullDisk() };
  const said: string[] = [];
  const log = await openLiveLog(readOnly, (text) => { said.push(text); });
  await log('x');
  assert.deepEqual(said, ['cognos: warning: /var/log/cognos/installer.log cannot be written (EROFS: read-only file system, mkdir); going on without it\n']);
  const host = loggingHost(recordingHost({ commands: { true: 'fine' } }), () => Promise.reject(new Error('no')));
  assert.equal(await host.run('true', []), 'fine');
});

test('fault 22: no step uses /tmp', async () => {
  const machine = installingMachine();
  assert.equal((await machine.drive(spec())).exitCode, 0);
  const touched = [...machine.host.lines, ...machine.host.files.keys()].filter((text) => /(^|[ =])\/tmp\b/.test(text));
  assert.deepEqual(touched, []);
});

const turn = `
  const [, , folder, what] = process.argv;
  const { localHost } = await import(${JSON.stringify(new URL('../../shared/system/local-host.ts', import.meta.url).href)});
  const { takeTurn } = await import(${JSON.stringify(new URL('../../installer/headless/one-run.ts', import.meta.url).href)});
  const at = (path) => folder + path;
  const host = { ...localHost, makeDirectory: (path, options) => localHost.makeDirectory(at(path), options), lock: (path) => localHost.lock(at(path)),
    writeFile: (path, text) => localHost.writeFile(at(path), text), remove: (path) => localHost.remove(at(path)),
    readFile: (path) => localHost.readFile(at(path)) };
  try {
    const turn = await takeTurn(host);
    await turn.say('Writing the system');
    console.log('held');
    if (what === 'hold') process.stdin.resume().on('end', async () => { await turn.release(); });
    else await turn.release();
  } catch (error) {
    console.log(error.message);
    console.log(error.action);
    process.exitCode = error.exitCode;
  }`;

function startTurn(folder: string, what: 'hold' | 'try'): ChildProcess {
  const file = join(folder, 'turn.mjs');
  writeFileSync(file, turn);
  return spawn(process.execPath, [file, folder, what], { stdio: ['pipe', 'pipe', 'inherit'] });
}

function ended(child: ChildProcess): Promise<{ exitCode: number | null; stdout: string }> {
  let stdout = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => { stdout += text; });
  return new Promise((resolve) => { child.on('close', (exitCode) => { resolve({ exitCode, stdout }); }); });
}

const held = (child: ChildProcess): Promise<unknown> => new Promise((resolve) => { child.stdout?.once('data', resolve); });

test('fault 23: a second run exits 75 and names the first one\'s process and step', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cognos-turn-'));
  const first = startTurn(folder, 'hold');
  await held(first);
  const second = await ended(startTurn(folder, 'try'));
  assert.deepEqual(second, { exitCode: 75, stdout: `An installation is already running (pid ${first.pid}, step: Writing the system)\nWait for it, or look at it on the console.\n` });
  first.stdin?.end();
  await ended(first);
  assert.deepEqual(await ended(startTurn(folder, 'try')), { exitCode: 0, stdout: 'held\n' });
  rmSync(folder, { recursive: true });
});

test('fault 23: a run that was killed holds nothing, and what it left is not taken for the truth', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cognos-killed-'));
  const first = startTurn(folder, 'hold');
  await held(first);
  const gone = ended(first);
  first.kill('SIGKILL');
  await gone;
  assert.match(readFileSync(join(folder, 'run/cognos/state.json'), 'utf8'), new RegExp(`"pid":${first.pid}`));
  const second = startTurn(folder, 'hold');
  await held(second);
  assert.equal((await ended(startTurn(folder, 'try'))).stdout.split('\n')[0], `An installation is already running (pid ${second.pid}, step: Writing the system)`);
  second.stdin?.end();
  await ended(second);
  rmSync(folder, { recursive: true });
});

test('fault 23: before the first run has said anything, a state that is older is not shown', async () => {
  const host = recordingHost({ files: { '/run/cognos/state.json': '{"pid":999999999,"step":"Writing the system"}\n' } });
  const lock = await host.lock('/run/cognos/install.lock');
  await assert.rejects(takeTurn(host), { message: 'An installation is already running (pid unknown, step: starting)', exitCode: 75 });
  await lock?.release();
  const own = await takeTurn(host, 42);
  assert.equal(host.files.get('/run/cognos/state.json')?.content, '{"pid":42,"step":"starting"}\n');
  await own.release();
  assert.equal(host.files.has('/run/cognos/state.json'), false);
});

test('fault 23: a state that cannot be written ends nothing', async () => {
  const host = { ...recordingHost(), writeFile: async () => fullDisk() };
  const own = await takeTurn(host);
  await own.say('Writing the system');
  await own.release();
});

test('fault 24: a run after a failed one goes on after the last finished step', async () => {
  let attempts = 0;
  const machine = installingMachine('uefi-virtio', { 'chroot /target useradd': () => { if (++attempts === 1) throw new CommandError('useradd', 10, 'cannot update group file'); return ''; } });
  const first = await machine.drive(spec());
  assert.equal(first.exitCode, 4);
  assert.match(first.output, /cognos: failed: Creating the user ada: useradd exited with 10: cannot update group file\ncognos: Fix the cause and run the same command again: it goes on where it stopped\.\n$/);
  const finished = machine.done();
  machine.writes();
  const second = await machine.drive(spec());
  assert.equal(second.exitCode, 0);
  assert.match(second.output, /cognos: taking up the interrupted installation where it stopped\n/);
  const writes = machine.writes();
  assert.deepEqual(writes.filter((line) => /^(sfdisk|mkfs|mkswap|dd|wipefs)/.test(line)), []);
  assert.equal(machine.host.copies.length, 1);
  const again = machine.done().slice(finished.length);
  assert.deepEqual(again.filter((id) => finished.includes(id)).every((id) => id === 'check-disk' || id.startsWith('mount-')), true, again.join(' '));
  assert.equal(again.at(-1), 'install-bootloader');
});

test('fault 24: a run after a finished one writes nothing and is exit 0', async () => {
  const machine = installingMachine();
  assert.equal((await machine.drive(spec())).exitCode, 0);
  machine.writes();
  const before = new Map(machine.host.files);
  const { exitCode, output } = await machine.drive(spec());
  assert.equal(exitCode, 0);
  assert.equal(output, 'cognos: done: virtio disk /dev/vda, serial cognos-vda, 21 GB already carries this very installation; nothing was written\n');
  assert.deepEqual(machine.writes(), []);
  assert.deepEqual(machine.host.files, before);
});

test('fault 25: another spec after an unfinished run is refused unless --reset', async () => {
  let attempts = 0;
  const machine = installingMachine('uefi-virtio', { 'chroot /target useradd': () => { if (++attempts === 1) throw new CommandError('useradd', 10, 'no'); return ''; } });
  const named = spec().replace('transport: virtio', 'serial: cognos-vda');
  assert.equal((await machine.drive(named)).exitCode, 4);
  machine.writes();
  const changed = named.replace('edge-01', 'edge-02');
  const refused = await machine.drive(changed);
  const [one, two] = await Promise.all([planFor(machine.machine, named), planFor(machine.machine, changed)]);
  assert.equal(refused.exitCode, 3);
  assert.equal(refused.output, `cognos: refused\ncognos.storage.disk: virtio disk /dev/vda, serial cognos-vda, 21 GB carries an interrupted CognOS installation of another plan (${one.hash.slice(0, 12)}, this one is ${two.hash.slice(0, 12)}), and the two are not mixed; run with --reset to start over and lose it\n`);
  assert.deepEqual(machine.writes(), []);
  const reset = await machine.drive(changed, { reset: true });
  assert.equal(reset.exitCode, 0, reset.output);
  assert.equal(machine.writes().filter((line) => line.startsWith('sfdisk')).length, 1);
});

test('fault 25: a changed password is another plan too', async () => {
  const hash = (salt: string): string => `$6$${salt}$${'a'.repeat(86)}`;
  const withPassword = (salt: string): string => spec().replace('  - name: ada\n', `  - name: ada\n    lock_passwd: false\n    hashed_passwd: "${hash(salt)}"\n`);
  const machine = installingMachine();
  const [one, two] = await Promise.all(['saltsalt', 'saltsals'].map((salt) => planFor(machine.machine, withPassword(salt))));
  assert.notEqual(one?.hash, two?.hash);
});

test('fault 25: where the spec does not name the disk, --reset is what may overwrite an unfinished run', async () => {
  const machine = installingMachine('uefi-virtio', { 'chroot /target useradd': { exitCode: 10, stderr: 'no' } });
  assert.equal((await machine.drive(spec())).exitCode, 4);
  const changed = spec().replace('edge-01', 'edge-02');
  const [refusal = ''] = await refusalsOf(machine.probed(), changed);
  assert.match(refusal, /^cognos\.storage\.disk: virtio disk \/dev\/vda, serial cognos-vda, 21 GB is not blank: .*\. To overwrite it, name it with match: \{serial: "cognos-vda"\} or say wipe: any, or run with --reset$/);
  assert.deepEqual(await refusalsOf(machine.probed(), changed, { reset: true }), []);
});

test('fault 25: --reset does not open a disk that carries something else', async () => {
  const machine = installingMachine();
  const foreign = { ...machine.machine, disks: machine.machine.disks.map((disk) => ({ ...disk, content: { type: 'ntfs', os: 'Windows' } })) };
  assert.equal((await refusalsOf(foreign, spec(), { reset: true })).length, 1);
});
