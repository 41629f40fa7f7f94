import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeFailure } from '../../../installer/machine/failure.ts';
import type { InstallReport } from '../../../installer/machine/make-report.ts';
import { exitCodes } from '../../../shared/errors.ts';
import { CommandError } from '../../../shared/system/host.ts';
import type { Progress } from '../../../shared/plan/progress.ts';
import { installingMachine, planFor, type InstallingMachine } from '../../fakes/installing-machine.ts';

const spec = `#cloud-config
hostname: edge-01
users: [{name: ada, ssh_authorized_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG9cTL1OzbeUeCAlaYKBQWGmI0o7oRyC1rmTkSJmyGpO ada@example.net]}]
cognos: {version: 1, storage: {disk: {match: {transport: virtio}}}}
`;

async function fails(machine: InstallingMachine): Promise<unknown> {
  return machine.install(await planFor(machine.machine, spec), spec).then(() => assert.fail('it did not fail'), (error: unknown) => error);
}

const wiped = ({ host }: InstallingMachine, after: RegExp): string[] => {
  const failed = host.lines.findLastIndex((line) => after.test(line));
  return host.lines.slice(failed + 1).filter((line) => line.startsWith('wipefs'));
};

test('an install ends with a report, the log, a finished journal, all of it synced, and nothing mounted', async () => {
  const machine = installingMachine();
  machine.host.files.set('/var/log/cognos/installer.log', { content: 'op 1: lsblk\n', mode: 0o600 });
  const plan = await planFor(machine.machine, spec);
  const progress: Progress[] = [];
  await machine.install(plan, spec, { onProgress: (at) => { progress.push(at); } });
  const report = JSON.parse(machine.host.files.get('/target/var/lib/cognos/report.json')?.content ?? '') as InstallReport;
  assert.equal(report.plan.hash, plan.hash);
  assert.equal(report.resumed, 0);
  assert.deepEqual(report.steps.map(({ id }) => id), plan.steps.map(({ id }) => id));
  assert.deepEqual(report.machine.medium?.image.ranges, []);
  assert.equal(machine.host.files.get('/target/var/lib/cognos/report.json')?.mode, 0o600);
  assert.deepEqual(machine.host.files.get('/target/var/log/cognos/installer.log'), { content: 'op 1: lsblk\n', mode: 0o600 });
  const journal = machine.host.files.get('/target/var/lib/cognos/install.jsonl')?.content.trim().split('\n') ?? [];
  assert.match(journal.at(-1) ?? '', new RegExp(`"event":"finished","hash":"${plan.hash}"`));
  assert.ok(machine.host.lines.lastIndexOf('sync --file-system /target') > machine.host.lines.findLastIndex((line) => line.startsWith('chroot')));
  assert.equal(progress.at(-1)?.fraction, 1);
  assert.equal(machine.isMounted(), false);
});

test('what cannot fsync itself is synced before its step counts as done', async () => {
  const machine = installingMachine();
  await machine.install(await planFor(machine.machine, spec), spec);
  const useradd = machine.host.lines.findIndex((line) => line.includes(' useradd '));
  const next = machine.host.lines.slice(useradd).findIndex((line) => line.startsWith('sync --file-system /target'));
  assert.ok(next > 0 && machine.host.lines.slice(useradd, useradd + next).every((line) => line.startsWith('chroot')));
});

test('a failed step leaves the disk resumable: unmounted, not wiped', async () => {
  const machine = installingMachine('uefi-virtio', { 'chroot /target useradd': { exitCode: 10, stderr: 'cannot update group file' } });
  const error = await fails(machine);
  assert.equal(describeFailure(error).exitCode, exitCodes.failedResumable);
  assert.deepEqual(wiped(machine, / useradd /), []);
  assert.equal(machine.isMounted(), false);
  assert.match(machine.host.files.get('/target/var/lib/cognos/install.jsonl')?.content ?? '', /"event":"failed","id":"create-user-ada","code":"create-user","message":"Creating the user ada: chroot exited with 10: cannot update group file"/);
});

test('a broken disk is exit 5, and carries no half system: every signature of ours is wiped', async () => {
  const machine = installingMachine('uefi-virtio', { 'chroot /target useradd': { exitCode: 1, stderr: 'useradd: /etc/passwd: Input/output error' } });
  const failure = describeFailure(await fails(machine));
  assert.deepEqual([failure.exitCode, failure.code, failure.action], [exitCodes.failedForGood, 'disk-failed', 'Nothing on this disk can be used. Replace or check it, then start the installation again.']);
  const partitions = (await planFor(machine.machine, spec)).steps.find((step) => step.kind === 'partition-disk')?.partitions ?? [];
  assert.deepEqual(wiped(machine, / useradd /), [
    ...partitions.map(({ uuid }) => `wipefs --all --quiet /dev/disk/by-partuuid/${uuid}`), 'wipefs --all --quiet /dev/disk/by-id/virtio-cognos-vda',
  ]);
  assert.equal(machine.isMounted(), false);
});

test('an error in writing the image is one of the disk, too', async () => {
  const machine = installingMachine();
  machine.host.copyRanges = async () => { throw Object.assign(new Error('EIO: i/o error, write'), { code: 'EIO' }); };
  const failure = describeFailure(await fails(machine));
  assert.deepEqual([failure.exitCode, failure.message, failure.stepId], [exitCodes.failedForGood, 'Writing the system: EIO: i/o error, write', 'write-system']);
  assert.equal(machine.host.lines.filter((line) => line === 'wipefs --all --quiet /dev/disk/by-id/virtio-cognos-vda').length, 2);
});

test('a disk that is gone is called that, whatever the tool said, and nothing of its name is wiped', async () => {
  const machine = installingMachine();
  machine.host.copyRanges = async () => {
    await machine.host.remove('/sys/class/block/vda');
    await machine.host.remove('/dev/vda');
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  };
  const failure = describeFailure(await fails(machine));
  assert.deepEqual(failure, {
    code: 'disk-vanished', exitCode: 5, resumable: false,
    message: 'The disk virtio disk /dev/vda, serial cognos-vda, 21 GB (/dev/vda) vanished while it was being installed to',
    action: 'Check its cable, slot and power, then start the installation again from the beginning.',
  });
  assert.equal(machine.host.lines.filter((line) => line === 'wipefs --all --quiet /dev/disk/by-id/virtio-cognos-vda').length, 1);
});

test('a disk that another one took the place of is not wiped in its stead', async () => {
  let serial = 'cognos-vda';
  const machine = installingMachine('uefi-virtio', { 'lsblk --json': () => JSON.stringify({ blockdevices: [{ serial, wwn: null, size: machine.machine.disks.find(({ path }) => path === '/dev/vda')?.bytes }] }) });
  machine.host.copyRanges = async () => { serial = 'another'; throw Object.assign(new Error('EIO: i/o error, write'), { code: 'EIO' }); };
  await fails(machine);
  assert.equal(machine.host.lines.filter((line) => line === 'wipefs --all --quiet /dev/disk/by-id/virtio-cognos-vda').length, 1, 'only the step itself');
});

test('a run before its first write leaves a broken disk as it was', async () => {
  const machine = installingMachine('uefi-virtio', { 'lsblk --json': { exitCode: 1, stderr: 'lsblk: /dev/vda: Input/output error' } });
  assert.equal(describeFailure(await fails(machine)).exitCode, exitCodes.failedForGood);
  assert.deepEqual(machine.writes(), []);
});

test('a resumed run repeats only what a reboot undoes, and says in the report that it was one', async () => {
  let attempts = 0;
  const machine = installingMachine('uefi-virtio', { 'chroot /target useradd': () => { if (++attempts === 1) throw new CommandError('chroot', 10, 'no'); return ''; } });
  await fails(machine);
  const before = machine.host.lines.length;
  await machine.install(await planFor(machine.machine, spec), spec);
  const after = machine.host.lines.slice(before);
  assert.deepEqual(after.filter((line) => /^(sfdisk|mkfs|mkswap|dd|btrfs|cp) /.test(line)), []);
  assert.equal(machine.host.copies.length, 1);
  assert.ok(after.some((line) => line.startsWith('mount -t btrfs -o subvol=@,')));
  assert.ok(after.some((line) => line.startsWith('lsblk --json')), 'the disk is checked again');
  const report = JSON.parse(machine.host.files.get('/target/var/lib/cognos/report.json')?.content ?? '') as InstallReport;
  assert.equal(report.resumed, 1);
  assert.deepEqual(new Set(report.steps.map(({ id }) => id)), new Set((await planFor(machine.machine, spec)).steps.map(({ id }) => id)));
});

test('with --reset nothing is resumed', async () => {
  const machine = installingMachine();
  const plan = await planFor(machine.machine, spec);
  await machine.install(plan, spec);
  await machine.install(plan, spec, { reset: true });
  assert.equal(machine.host.lines.filter((line) => line.startsWith('sfdisk')).length, 2);
  assert.equal(machine.host.copies.length, 2);
});

test('a target that a killed run left mounted is unmounted first, lazily when it must be', async () => {
  let tries = 0;
  const machine = installingMachine('uefi-virtio', {
    'findmnt --noheadings --output TARGET --mountpoint /target': () => (tries < 3 ? '/target\n' : ''),
    umount: () => { tries += 1; return ''; }, 'umount --recursive': () => { tries += 1; return ''; }, 'umount --recursive --lazy': () => { tries = 3; return ''; },
  });
  await machine.install(await planFor(machine.machine, spec), spec);
  const [first, ...rest] = machine.host.lines.filter((line) => line.startsWith('umount') && line.endsWith('/target'));
  assert.deepEqual([first, rest[0]], ['umount --recursive /target', 'umount --recursive --lazy /target']);
  assert.ok(machine.host.lines.indexOf('umount --recursive --lazy /target') < machine.host.lines.findIndex((line) => line.startsWith('lsblk')));
});

test('a cancelled install is unmounted and resumable', async () => {
  const stop = new AbortController();
  const machine = installingMachine('uefi-virtio', { 'chroot /target useradd': () => { stop.abort(); return ''; } });
  const error = await machine.install(await planFor(machine.machine, spec), spec, { signal: stop.signal }).then(() => undefined, (reason: unknown) => reason);
  assert.deepEqual([describeFailure(error).code, describeFailure(error).exitCode], ['cancelled', exitCodes.failedResumable]);
  assert.equal(machine.isMounted(), false);
  assert.deepEqual(wiped(machine, / useradd /), []);
});
