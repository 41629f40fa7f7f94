import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findPrevious, judgePrevious, type Previous } from '../../../installer/machine/find-previous.ts';
import type { Machine } from '../../../shared/machine/machine.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { recordingHost, type Answer } from '../../fakes/recording-host.ts';

const own = '/dev/disk/by-partuuid/p3';
const plan = { hash: 'a'.repeat(64), disk: { path: '/dev/vda', title: 'virtio disk' }, steps: [{ kind: 'mount', id: 'mount-root', device: own, fs: 'btrfs', at: '/target', options: [] }] } as unknown as Plan;
const journal = '{"event":"begun","hash":"h1","steps":3}\n{"event":"done","id":"a","seconds":1}\n';
const at = '/run/cognos/previous';

const machine = (partitions: unknown[] = []): Machine => ({ disks: [{ path: '/dev/vda', partitions }] }) as unknown as Machine;
const labelled = (type: string): unknown => ({ path: '/dev/vda3', label: 'cognos-root', content: { type } });
const look = (files: Record<string, string>, on = machine(), commands: Record<string, Answer> = { mount: '', umount: '' }) => {
  const host = recordingHost({ files, commands });
  return { host, found: findPrevious({ host, machine: on, plan, secrets: new Map(), signal: new AbortController().signal }) };
};

test('a blank disk is not even looked at', async () => {
  const { host, found } = look({});
  assert.deepEqual({ ...await found, done: [] }, { done: [], finished: false, lines: [] });
  assert.deepEqual(host.lines, []);
});

test('the journal of an earlier run is read from where this plan puts its root, read-only and without a log replay', async () => {
  const { host, found } = look({ [own]: '', [`${at}/var/lib/cognos/install.jsonl`]: journal });
  const { hash, done, finished } = await found;
  assert.deepEqual({ hash, done: [...done], finished }, { hash: 'h1', done: ['a'], finished: false });
  assert.deepEqual(host.lines, [`mount -t btrfs -o ro,subvol=@,rescue=nologreplay -- ${own} ${at}`, `umount ${at}`]);
});

test('another plan\'s root is found by its label, ext4 too', async () => {
  const { host, found } = look({ [`${at}/var/lib/cognos/install.jsonl`]: journal }, machine([{ path: '/dev/vda1' }, labelled('ext4')]));
  assert.equal((await found).hash, 'h1');
  assert.equal(host.lines[0], `mount -t ext4 -o ro,noload -- /dev/vda3 ${at}`);
});

test('what only bears the label, with no filesystem of ours, is left alone', async () => {
  const { host, found } = look({}, machine([labelled('ntfs')]));
  assert.equal((await found).hash, undefined);
  assert.deepEqual(host.lines, []);
});

test('a root that cannot be mounted is none: the run ended before it made one', async () => {
  const { host, found } = look({ [own]: '' }, machine(), { mount: { exitCode: 32, stderr: 'wrong fs type' } });
  assert.equal((await found).hash, undefined);
  assert.deepEqual(host.lines.filter((line) => line.startsWith('umount')), []);
});

test('a root without a journal is none, and is unmounted again', async () => {
  const { host, found } = look({ [own]: '' });
  assert.equal((await found).hash, undefined);
  assert.equal(host.lines.at(-1), `umount ${at}`);
});

test('a journal that cannot be read for another reason is an error, after unmounting', async () => {
  const host = recordingHost({ files: { [own]: '' }, commands: { mount: '', umount: '' } });
  host.readFile = async () => { throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' }); };
  await assert.rejects(findPrevious({ host, machine: machine(), plan, secrets: new Map(), signal: new AbortController().signal }), /EIO/);
  assert.equal(host.lines.at(-1), `umount ${at}`);
});

const mapper = '/dev/mapper/cognos-root-5f0c1d2e';
const encrypted = { ...plan, steps: [
  { kind: 'open-volume', id: 'open-root', device: own, name: 'cognos-root-5f0c1d2e', passphrase: '⟦secret:cognos.storage.encrypt.passphrase⟧' },
  { kind: 'mount', id: 'mount-root', device: mapper, fs: 'btrfs', at: '/target', options: [] },
] } as unknown as Plan;
const lookInto = (files: Record<string, string>, commands: Record<string, Answer>) => {
  const host = recordingHost({ files, commands: { mount: '', umount: '', ...commands } });
  const secrets = new Map([['cognos.storage.encrypt.passphrase', 'seven herons']]);
  return { host, found: findPrevious({ host, machine: machine(), plan: encrypted, secrets, signal: new AbortController().signal }) };
};

test('an encrypted root is opened with the passphrase, which only stdin sees, and closed again', async () => {
  const { host, found } = lookInto({ [own]: '', [`${at}/var/lib/cognos/install.jsonl`]: journal }, {
    'cryptsetup isLuks': '', 'cryptsetup open': () => { host.files.set(mapper, { content: '', mode: 0o600 }); return ''; }, 'cryptsetup close': () => { host.files.delete(mapper); return ''; },
  });
  assert.equal((await found).hash, 'h1');
  assert.deepEqual(host.lines, [
    `cryptsetup isLuks -- ${own}`, `cryptsetup open --type luks2 --allow-discards --key-file - -- ${own} cognos-root-5f0c1d2e`,
    `mount -t btrfs -o ro,subvol=@,rescue=nologreplay -- ${mapper} ${at}`, `umount ${at}`, 'cryptsetup close cognos-root-5f0c1d2e',
  ]);
  assert.equal(host.calls.find(({ args }) => args[0] === 'open')?.stdin, 'seven herons');
});

test('one that another passphrase opens is said to be so, and is nobody\'s to lose without --reset', async () => {
  const { found } = lookInto({ [own]: '' }, { 'cryptsetup isLuks': '', 'cryptsetup open': { exitCode: 2, stderr: 'No key available with this passphrase.' } });
  const previous_ = await found;
  assert.equal(previous_.locked, true);
  const planned = judgePrevious(encrypted, previous_, { mayOverwrite: true, reset: false });
  assert.match(planned.outcome === 'refused' ? planned.findings[0]?.message ?? '' : '', /^virtio disk carries CognOS, installed or begun from this very spec and encrypted with another passphrase; give that one to go on, or run with --reset/);
  for (const options of [{ mayOverwrite: false, reset: true }, { mayOverwrite: false, reset: false, confirmed: true }]) {
    assert.deepEqual(judgePrevious(encrypted, previous_, options), { outcome: 'plan', plan: encrypted, resumes: false });
  }
});

test('a partition that was never encrypted is no obstacle', async () => {
  const { host, found } = lookInto({ [own]: '' }, { 'cryptsetup isLuks': { exitCode: 1, stderr: '' } });
  assert.equal((await found).hash, undefined);
  assert.deepEqual(host.lines, [`cryptsetup isLuks -- ${own}`]);
});

const previous = (hash: string | undefined, finished = false): Previous => ({ ...(hash === undefined ? {} : { hash }), finished, done: new Set(), lines: [] });
const judge = (found: Previous, { mayOverwrite = false, reset = false } = {}): unknown => {
  const planned = judgePrevious(plan, found, { mayOverwrite, reset });
  return planned.outcome === 'plan' ? { outcome: 'plan', resumes: planned.resumes } : { outcome: planned.outcome };
};

test('what becomes of what was found', () => {
  const other = 'b'.repeat(64);
  assert.deepEqual(judge(previous(undefined)), { outcome: 'plan', resumes: false });
  assert.deepEqual(judge(previous(plan.hash)), { outcome: 'plan', resumes: true });
  assert.deepEqual(judge(previous(plan.hash, true)), { outcome: 'installed' });
  assert.deepEqual(judge(previous(other)), { outcome: 'refused' });
  assert.deepEqual(judge(previous(other), { mayOverwrite: true }), { outcome: 'refused' });
  assert.deepEqual(judge(previous(other, true)), { outcome: 'refused' });
  assert.deepEqual(judge(previous(other, true), { mayOverwrite: true }), { outcome: 'plan', resumes: false });
  for (const found of [previous(other), previous(other, true), previous(plan.hash), previous(plan.hash, true)]) {
    assert.deepEqual(judge(found, { reset: true }), { outcome: 'plan', resumes: false });
  }
});

test('a finished installation of another plan is called that', () => {
  const planned = judgePrevious(plan, previous('b'.repeat(64), true), { mayOverwrite: false, reset: false });
  assert.equal(planned.outcome === 'refused' && planned.findings[0]?.message,
    'virtio disk carries a finished CognOS installation of another plan (bbbbbbbbbbbb, this one is aaaaaaaaaaaa), and the two are not mixed; run with --reset to start over and lose it');
});

test('an interrupted install of another plan is lost only when a person confirms this very disk', () => {
  const other = previous('b'.repeat(64), false);
  assert.equal(judgePrevious(plan, other, { mayOverwrite: true, reset: false }).outcome, 'refused');
  assert.deepEqual(judgePrevious(plan, other, { mayOverwrite: false, reset: false, confirmed: true }), { outcome: 'plan', plan, resumes: false });
  const own = previous(plan.hash, false);
  assert.deepEqual(judgePrevious(plan, own, { mayOverwrite: false, reset: false, confirmed: true }), { outcome: 'plan', plan, resumes: true });
});
