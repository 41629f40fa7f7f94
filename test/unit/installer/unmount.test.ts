import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unmountLeftovers } from '../../../installer/machine/unmount.ts';
import { recordingHost } from '../../fakes/recording-host.ts';

test('what a killed run left mounted is freed before the disk is looked at', async () => {
  let mounted = true;
  const host = recordingHost({
    files: { '/target/etc/fstab': '' },
    commands: { findmnt: () => (mounted ? '/target' : ''), umount: () => { mounted = false; return ''; } },
  });
  await unmountLeftovers(host);
  assert.deepEqual(host.lines.filter((line) => line.startsWith('umount')), ['umount --recursive /target']);
});

test('a disk that was pulled out is unmounted lazily', async () => {
  const host = recordingHost({ files: { '/target/etc/fstab': '' }, commands: { findmnt: '/target', umount: '' } });
  await unmountLeftovers(host);
  assert.equal(host.lines.at(-1), 'umount --recursive --lazy /target');
});

test('a system in which nothing was ever mounted runs no command', async () => {
  const host = recordingHost();
  await unmountLeftovers(host);
  assert.deepEqual(host.lines, []);
});
