import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { partsAfter, partsBefore } from '../../../../../installer/gui/renderer/screens/storage/disk-parts.ts';
import type { Disk, Machine } from '../../../../../shared/machine/machine.ts';

function disks(name: string): Disk[] {
  return (JSON.parse(readFileSync(join(import.meta.dirname, '../../../../fixtures/machines', `${name}.json`), 'utf8')) as Machine).disks;
}

test('Windows is named, the parts fill the disk in their order', () => {
  const disk = disks('sata-windows').find(({ partitions }) => partitions.some(({ content }) => content?.os?.startsWith('Windows')));
  assert.ok(disk);
  const parts = partsBefore(disk);
  const windows = parts.find(({ role }) => role === 'foreign');
  assert.match(windows?.names[0] ?? '', /^Windows/);
  assert.equal(parts.find(({ word }) => word === 'esp')?.role, 'boot');
  const sum = parts.reduce((total, { bytes }) => total + bytes, 0);
  assert.ok(Math.abs(sum - disk.bytes) < 64 * 2 ** 20, `${sum} of ${disk.bytes}`);
});

test('a blank disk is one free stretch', () => {
  const disk = disks('uefi-virtio').find(({ bytes }) => bytes > 2 ** 30);
  assert.ok(disk);
  const blank: Disk = { ...disk, partitions: [] };
  delete blank.content;
  assert.deepEqual(partsBefore(blank).map(({ role, bytes }) => [role, bytes]), [['free', disk.bytes]]);
});

test('an encrypted partition says so, whoever made it', () => {
  const words = disks('bitlocker-laptop').flatMap(partsBefore).map(({ word }) => word);
  assert.ok(words.includes('encrypted'), String(words));
});

test('members of an array carry its name', () => {
  const parts = disks('degraded-md').flatMap(partsBefore).filter(({ word }) => word === 'raid');
  assert.ok(parts.length > 0 && parts.every(({ names }) => names.length > 0), JSON.stringify(parts));
});

test('a gap between two partitions is shown where it is', () => {
  const disk = disks('uefi-virtio').find(({ bytes }) => bytes > 2 ** 30);
  assert.ok(disk);
  const gib = 2 ** 30;
  const at = (number: number, startBytes: number): Disk['partitions'][number] => ({ path: `/dev/vda${number}`, number, startBytes, bytes: gib, mountpoints: [] });
  const gapped: Disk = { ...disk, bytes: 10 * gib, partitions: [at(2, 5 * gib), at(1, 2 ** 20)] };
  delete gapped.content;
  assert.deepEqual(partsBefore(gapped).map(({ role, label }) => label || role), ['/dev/vda1', 'free', '/dev/vda2', 'free']);
});

test('an extended partition is not counted beside the logical ones in it', () => {
  const disk = disks('bios-virtio').find(({ bytes }) => bytes > 2 ** 30);
  assert.ok(disk);
  const gib = 2 ** 30;
  const dos: Disk = { ...disk, bytes: 8 * gib, partitions: [
    { path: '/dev/vda1', number: 1, startBytes: 2 ** 20, bytes: 4 * gib - 2 ** 20, typeUuid: '0x5', mountpoints: [] },
    { path: '/dev/vda5', number: 5, startBytes: 2 ** 21, bytes: 4 * gib - 2 ** 21, typeUuid: '0x83', mountpoints: [] },
  ] };
  delete dos.content;
  assert.deepEqual(partsBefore(dos).map(({ label, word }) => label || word), ['/dev/vda5', 'free']);
});

test('the plan’s partitions have a role, a word and their filesystem', () => {
  const mib = 2 ** 20;
  const parts = partsAfter({ table: 'gpt', parts: [
    { label: 'cognos-bios', content: 'BIOS boot code', bytes: mib },
    { label: 'cognos-esp', content: 'vfat', bytes: 512 * mib, mountpoint: '/boot/efi' },
    { label: 'cognos-root', content: 'btrfs', bytes: 9000 * mib, mountpoint: '/' },
    { label: 'cognos-swap', content: 'swap', bytes: 1000 * mib },
    { label: 'cognos-models', content: 'xfs', bytes: 9000 * mib, mountpoint: '/var/lib/cognos/models' },
  ] }, 20_000 * mib);
  assert.deepEqual(parts.map(({ role, word, names }) => [role, word, ...names]), [
    ['boot', 'biosBoot'], ['boot', 'esp', 'FAT'], ['system', 'system', 'btrfs'], ['swap', 'swap'], ['models', 'models', 'XFS'], ['free', 'free'],
  ]);
});
