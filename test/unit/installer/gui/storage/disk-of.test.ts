import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSameDisk, nameOfDisk } from '../../../../../installer/gui/renderer/screens/storage/disk-of.ts';

const disk = { path: '/dev/sda', serial: 'S1', wwn: 'naa.1', bytes: 1e12 };

test('a disk is the same under another name of today', () => {
  assert.ok(isSameDisk(nameOfDisk(disk), { ...disk, path: '/dev/sdb' }));
});

test('another serial, WWN or size at the same path is another disk', () => {
  for (const other of [{ serial: 'S2' }, { wwn: 'naa.2' }, { bytes: 2e12 }]) assert.ok(!isSameDisk(nameOfDisk(disk), { ...disk, ...other }), JSON.stringify(other));
});

test('only a disk without serial and WWN is known by its path', () => {
  const nameless = { path: '/dev/vda', bytes: 1e10 };
  assert.ok(isSameDisk(nameOfDisk(nameless), nameless));
  assert.ok(!isSameDisk(nameOfDisk(nameless), { ...nameless, path: '/dev/vdb' }));
  assert.ok(!isSameDisk(nameOfDisk(nameless), { ...nameless, path: '/dev/vdb', serial: 'S1' }));
});

test('nothing chosen is no disk', () => { assert.ok(!isSameDisk(undefined, disk)); });
