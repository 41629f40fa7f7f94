/** The models of an earlier CognOS are kept: where they lie nothing is written, and everything else is made anew before them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findModels } from '../../../installer/planner/kept-models.ts';
import { planInstall } from '../../../installer/planner/plan-install.ts';
import { formatPlan } from '../../../installer/planner/format-plan.ts';
import { defaultAnswers } from '../../../installer/wizard/default-answers.ts';
import { nearestStorage } from '../../../installer/wizard/nearest-storage.ts';
import { offerDisks } from '../../../installer/wizard/offer-disks.ts';
import { specFromAnswers } from '../../../installer/wizard/spec-from-answers.ts';
import type { Disk, Machine, Partition } from '../../../shared/machine/machine.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import type { StepOf } from '../../../shared/plan/step.ts';
import type { Answers } from '../../../shared/protocol/answers.ts';
import { installingMachine, planFor, readSpecText, recordedMachine, refusalsOf } from '../../fakes/installing-machine.ts';
import { recordingHost } from '../../fakes/recording-host.ts';
import { runStep } from '../../fakes/run-step.ts';

const gib = 1024 ** 3;
const spec = (storage: string, ai = 'model: none'): string => `#cloud-config
users: [{name: ada, ssh_authorized_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG9cTL1OzbeUeCAlaYKBQWGmI0o7oRyC1rmTkSJmyGpO ada@example.net]}]
cognos: {version: 1, ai: {${ai}}, storage: {disk: {match: {transport: virtio}, wipe: any}, ${storage}}}
`;
const keep = 'models: {keep: true}';
const withModels = 'model: auto';
const fsUuid = '0b5f2a4e-2d39-4a5c-9d4b-52f4a3d1c001';

const tableOf = ({ steps }: Plan): StepOf<'partition-disk'> => {
  const found = steps.find((step) => step.kind === 'partition-disk');
  assert.ok(found);
  return found;
};

/** What is on the disk of a plan that was carried out. */
function carriedOut(machine: Machine, plan: Plan): Machine {
  const table = tableOf(plan);
  const partitions = table.partitions.map(({ number, startBytes, bytes, type, uuid, label }): Partition => ({
    path: `${plan.disk.path}${number}`, number, startBytes, bytes, typeUuid: type.toLowerCase(), uuid, label, mountpoints: [],
    ...(label === 'cognos-models' ? { content: { type: 'xfs', label: 'cognosmodels', uuid: fsUuid } } : label === 'cognos-root' ? { content: { type: 'btrfs', label, uuid: uuid, os: 'CognOS' } } : {}),
  }));
  return { ...machine, disks: machine.disks.map((disk) => (disk.path === plan.disk.path ? { ...disk, content: undefined as unknown as never, partitionTable: { kind: 'gpt', uuid: table.tableUuid }, partitions } : disk)) };
}

const blank = (bytes = 64 * gib): Machine => recordedMachine('uefi-virtio', (machine) => { machine.disks = machine.disks.flatMap((disk) => (disk.isMedium ? [] : [{ ...disk, bytes, partitions: [] }])).slice(0, 1); });
/** A machine on which CognOS was installed before. */
const installed = async (storage = 'layout: btrfs', machine = blank()): Promise<Machine> => carriedOut(machine, await planFor(machine, spec(storage, withModels)));
const diskOf = ({ disks: [disk] }: Machine): Disk => {
  assert.ok(disk);
  return disk;
};
const change = (machine: Machine, label: string, into: (partition: Partition) => Partition[]): Machine => (
  { ...machine, disks: machine.disks.map((disk) => ({ ...disk, partitions: disk.partitions.flatMap((partition) => (partition.label === label ? into(partition) : [partition])) })) });

test('their partition keeps its place, size and names; no step makes anything of it, and the others lie before it', async () => {
  const before = await installed();
  const old = diskOf(before).partitions.find(({ label }) => label === 'cognos-models');
  assert.ok(old);
  for (const layout of ['btrfs', 'ext4']) {
    const plan = await planFor(before, spec(`layout: ${layout}, ${keep}`));
    const { partitions } = tableOf(plan);
    const kept = partitions.find(({ label }) => label === 'cognos-models');
    assert.deepEqual([kept?.startBytes, kept?.bytes, kept?.uuid, kept?.keep], [old.startBytes, old.bytes, old.uuid, true]);
    const root = partitions.find(({ label }) => label === 'cognos-root');
    const swap = partitions.find(({ label }) => label === 'cognos-swap');
    assert.equal((root?.startBytes ?? 0) + (root?.bytes ?? 0) + (swap?.bytes ?? 0), old.startBytes, 'the rest is as large as it can be');
    const device: string = `/dev/disk/by-partuuid/${old.uuid ?? ''}`;
    assert.deepEqual(plan.steps.filter((step) => 'device' in step && step.device === device).map(({ id }) => id), ['check-kept', 'mount-var-lib-cognos-models']);
    const order = plan.steps.map(({ id }) => id);
    assert.ok(order.indexOf('check-kept') < order.indexOf('partition-disk'));
    const fstab = plan.steps.find((step) => step.kind === 'write-file' && step.path === '/etc/fstab');
    assert.match(JSON.stringify(fstab), new RegExp(`UUID=${fsUuid}\\\\t/var/lib/cognos/models\\\\txfs`));
    assert.match(formatPlan(plan), /Before {2}everything here will be lost but what is kept\n(.*\n)*.*, kept\n/);
    assert.deepEqual(plan.disk.before.parts.filter((part) => part.kept).map(({ label }) => label), [old.path]);
  }
});

test('a run that was interrupted finds them again: the plan is the same, whether the table is the old one or the new one', async () => {
  const before = await installed();
  const plan = await planFor(before, spec(keep));
  assert.equal((await planFor(carriedOut(before, plan), spec(keep))).hash, plan.hash);
  // Only the old signatures are gone.
  const bare = { ...before, disks: before.disks.map((disk) => ({ ...disk, partitions: disk.partitions.map((part) => (part.label === 'cognos-models' ? part : { ...part, content: undefined as unknown as never })) })) };
  assert.equal((await planFor(bare, spec(keep))).hash, plan.hash);
});

test('where there is nothing to keep, a new one is made', async () => {
  const plan = await planFor(blank(), spec(keep, withModels));
  assert.ok(plan.steps.some(({ id }) => id === 'format-models'));
  assert.ok(tableOf(plan).partitions.every((partition) => partition.keep === undefined));
});

test('not asked for, they go', async () => {
  const plan = await planFor(await installed(), spec('models: {keep: false}', withModels));
  assert.ok(plan.steps.some(({ id }) => id === 'format-models') && !plan.steps.some(({ kind }) => kind === 'check-kept'));
});

test('what cannot be kept is a refusal, not a loss', async () => {
  const machine = await installed();
  const refused = async (into: (partition: Partition) => Partition[], storage = keep): Promise<string[]> => refusalsOf(change(machine, 'cognos-models', into), spec(storage));
  const say = (why: string): RegExp => new RegExp(`^user-data.*|^.*cognos\\.storage\\.models\\.keep: the models filesystem on /dev/vda5 cannot be kept: ${why}; leave keep out to make a new one$`);
  assert.match((await refused((old) => [{ ...old, content: { type: 'crypto_LUKS', uuid: 'x' } }])).join(), say('it is encrypted, and its key goes with the old system'));
  assert.match((await refused((old) => [{ ...old, content: { type: 'ext4', uuid: 'x' } }])).join(), say('it is no XFS \\(ext4 is on it\\)'));
  assert.match((await refused((old) => [{ ...old, content: undefined as unknown as never }])).join(), /nothing that can be recognised is on it/);
  assert.match((await refused((old) => [old, { ...old, path: '/dev/vda6' }])).join(), say('there are two of them'));
  assert.match((await refused((old) => [{ ...old, startBytes: old.startBytes + 512 }])).join(), /does not begin at a whole MiB/);
  assert.match((await refused((old) => [old], `root: {size: 60GiB}, ${keep}`)).join(), /before the models that are kept on \/dev\/vda5 there are .*; leave keep out, or give smaller sizes/);
  await assert.rejects(readSpecText(spec('models: {keep: true, size: 20GiB}')), /models that are kept have the size that they have/);
  await assert.rejects(readSpecText(spec(`encrypt: {passphrase: five herons over}, ${keep}`)), /models that are kept are not encrypted/);
});

test('whatever the sizes were and are: refused, or nothing of the new table lies on what is kept', async () => {
  const mib = 1024 ** 2;
  // Most sizes are computed: two that were drawn hardly ever fit before the models of two others.
  const size = fc.oneof({ arbitrary: fc.constant(undefined), weight: 3 }, { arbitrary: fc.integer({ min: 1, max: 40 * 1024 }).map((number) => `${number}MiB`), weight: 1 });
  const storage = fc.record({ layout: fc.constantFrom('btrfs', 'ext4'), root: size, swap: size, esp: size });
  const text = ({ layout, ...sizes }: { layout: string; root: string | undefined; swap: string | undefined; esp: string | undefined }): string => [`layout: ${layout}`, ...Object.entries(sizes).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: {size: ${value}}`]))].join(', ');
  let planned = 0;
  await fc.assert(fc.asyncProperty(storage, storage, fc.integer({ min: 16 * 1024, max: 256 * 1024 }), async (was, is, disk) => {
    const first = planInstall(blank(disk * mib), await readSpecText(spec(text(was), withModels)));
    if (!first.ok) return;
    const machine = carriedOut(blank(disk * mib), first.plan);
    const found = findModels(diskOf(machine));
    const second = planInstall(machine, await readSpecText(spec(`${text(is)}, ${keep}`)));
    if (!second.ok || !found || !('path' in found)) return;
    planned += 1;
    const { partitions } = tableOf(second.plan);
    const others = partitions.filter((partition) => !partition.keep).sort((a, b) => a.startBytes - b.startBytes);
    assert.equal(new Set(partitions.map(({ number }) => number)).size, partitions.length);
    for (const [index, { startBytes, bytes }] of others.entries()) {
      assert.ok(bytes > 0 && startBytes + bytes <= (others[index + 1]?.startBytes ?? found.startBytes));
    }
  }), { numRuns: 150 });
  assert.ok(planned > 15, `${planned}`);
});

const step = async (): Promise<StepOf<'partition-disk'>> => tableOf(await planFor(await installed(), spec(keep)));

test('the old table stays until sfdisk writes the new one, and no tool is pointed at what is kept', async () => {
  const table = await step();
  const models = table.partitions.find(({ keep: kept }) => kept);
  const host = recordingHost({ commands: { lsblk: `/dev/vda\n/dev/vda1 11\n/dev/vda3 33\n/dev/vda5 ${models?.uuid ?? ''}\n`, wipefs: '', dd: '', sfdisk: '', udevadm: '' } });
  await runStep<'partition-disk'>(table, host);
  const changing = host.lines.filter((line) => /^(wipefs|dd|sfdisk)/.test(line));
  assert.deepEqual(changing.slice(0, 4), [
    'wipefs --all --quiet /dev/vda1', 'wipefs --all --quiet /dev/vda3', `dd if=/dev/zero of=${table.device} bs=440 count=1 conv=fsync status=none`, `sfdisk --wipe never --wipe-partitions never --quiet ${table.device}`,
  ]);
  assert.deepEqual(changing.slice(4), table.partitions.filter((partition) => !partition.keep).map(({ uuid }) => `wipefs --all --quiet /dev/disk/by-partuuid/${uuid}`));
  assert.ok(models && changing.every((line) => !line.includes(models.uuid) && !line.includes('/dev/vda5')));
});

test('where it is not found on the disk, nothing is wiped', async () => {
  const host = recordingHost({ commands: { lsblk: '/dev/vda\n/dev/vda1 11\n/dev/vda5 55\n' } });
  await assert.rejects(async () => runStep<'partition-disk'>(await step(), host), /not found on .*; nothing was written/);
  assert.deepEqual(host.lines.filter((line) => !line.startsWith('lsblk')), []);
});

test('it is looked at before: another one, or one that cannot be mounted, stops the install with nothing written', async () => {
  const check = { kind: 'check-kept', device: '/dev/disk/by-partuuid/p', uuid: fsUuid, startBytes: 4096 * 512, bytes: gib } as const;
  const seen = (change_: object = {}): string => JSON.stringify({ blockdevices: [{ start: 4096, size: gib, uuid: fsUuid, fstype: 'xfs', ...change_ }] });
  const host = recordingHost({ commands: { lsblk: seen(), mount: '', umount: '' } });
  await runStep<'check-kept'>(check, host);
  assert.deepEqual(host.lines.slice(1), ['mount -t xfs -o ro,norecovery,nouuid -- /dev/disk/by-partuuid/p /run/cognos/kept', 'umount /run/cognos/kept']);
  for (const other of [{ start: 4097 }, { size: 1 }, { uuid: 'x' }, { fstype: 'ext4' }, { start: null }]) {
    await assert.rejects(runStep<'check-kept'>(check, recordingHost({ commands: { lsblk: seen(other) } })), { message: 'The models filesystem cannot be kept: it is not the one that the plan is for', exitCode: 5 });
  }
  await assert.rejects(runStep<'check-kept'>(check, recordingHost({ commands: { lsblk: seen(), mount: { exitCode: 32, stderr: 'structure needs cleaning' } } })), /cannot be mounted/);
});

test('an install that failed for good takes its own signatures away, and neither the table nor what is kept', async () => {
  const fresh = installingMachine('uefi-virtio', { 'chroot /target useradd': { exitCode: 1, stderr: 'useradd: /etc/passwd: Input/output error' } });
  const disk = fresh.machine.disks.find(({ isMedium }) => !isMedium);
  assert.ok(disk);
  const before = await installed('layout: btrfs', recordedMachine('uefi-virtio'));
  Object.assign(disk, before.disks.find(({ path }) => path === disk.path));
  const plan = await planFor(fresh.machine, spec(keep));
  const models = tableOf(plan).partitions.find((partition) => partition.keep);
  assert.ok(models);
  const { run } = fresh.host;
  fresh.host.run = async (file, args, options) => (file === 'lsblk' && args.includes('START,SIZE,UUID,FSTYPE') ? JSON.stringify({ blockdevices: [{ start: models.startBytes / 512, size: models.bytes, uuid: fsUuid, fstype: 'xfs' }] })
    : file === 'lsblk' && args.includes('PATH,PARTUUID') ? `/dev/vda5 ${models.uuid}\n` : run(file, args, options));
  await assert.rejects(fresh.install(plan, spec(keep)));
  const failed = fresh.host.lines.findLastIndex((line) => / useradd /.test(line));
  const wiped = fresh.host.lines.slice(failed + 1).filter((line) => line.startsWith('wipefs'));
  assert.deepEqual(wiped, tableOf(plan).partitions.filter((partition) => !partition.keep).map(({ uuid }) => `wipefs --all --quiet /dev/disk/by-partuuid/${uuid}`));
});

test('the wizard keeps them unless told otherwise, and not under encryption or another size', async () => {
  const machine = await installed();
  const [offer] = offerDisks(machine);
  assert.equal(offer?.models, '/dev/vda5');
  assert.ok(offerDisks(blank()).every((each) => each.models === undefined));
  const disk = diskOf(machine);
  const ask = (change_: Partial<Answers['storage']>, here = machine): unknown => {
    const answers = defaultAnswers(here);
    const name = { path: disk.path, bytes: disk.bytes, ...(disk.serial === undefined ? {} : { serial: disk.serial }), ...(disk.wwn === undefined ? {} : { wwn: disk.wwn }) };
    return specFromAnswers({ ...answers, storage: { ...answers.storage, disk: name, ...change_ } }, {}, { machine: here }).cognos.storage?.models;
  };
  assert.deepEqual(ask({}), { keep: true });
  assert.deepEqual(ask({ dropModels: true }), undefined);
  assert.deepEqual(ask({ encrypt: true }), undefined);
  assert.deepEqual(ask({ sizes: { models: '8GiB' } }), { size: '8GiB' });
  assert.deepEqual(ask({}, blank()), undefined);
});

test('where too little room is left before them, the button makes new ones', async () => {
  const machine = await installed();
  const [offer] = offerDisks(machine);
  assert.ok(offer);
  const answers = defaultAnswers(machine);
  const near = (storage: Partial<Answers['storage']>): unknown => nearestStorage['disk-too-small']?.({ severity: 'error', code: 'disk-too-small', path: 'cognos.storage', message: '' }, { machine, disks: [offer], answers: { ...answers, storage: { ...answers.storage, disk: { path: offer.path, bytes: offer.bytes }, ...storage } } });
  assert.equal((near({}) as { word?: string }).word, 'new-models');
  assert.notEqual((near({ dropModels: true }) as { word?: string } | undefined)?.word, 'new-models');
});
