import assert from 'node:assert/strict';
import { test } from 'node:test';
import { targetHost } from '../../../shared/system/target-host.ts';
import { recordingHost } from '../../fakes/recording-host.ts';

test('commands run in the root of the target', async () => {
  const host = recordingHost({ unscripted: 'succeed' });
  await targetHost(host, '/target').run('useradd', ['--', 'ada']);
  assert.deepEqual(host.lines, ['chroot /target useradd -- ada']);
});

test('dots cannot climb out of the target', async () => {
  const host = recordingHost();
  await targetHost(host, '/target').writeFile('/etc/../../../etc/shadow', 'x');
  assert.deepEqual([...host.files.keys()], ['/target/etc/shadow']);
});

test('an absolute link in the target means a place in the target', async () => {
  const host = recordingHost({ links: { '/target/etc/cognos': '/etc' } });
  await targetHost(host, '/target').writeFile('/etc/cognos/passwd', 'x');
  assert.deepEqual([...host.files.keys()], ['/target/etc/passwd']);
});

test('a relative link that climbs too far ends at the root of the target', async () => {
  const host = recordingHost({ links: { '/target/models': '../../../../etc' } });
  await targetHost(host, '/target').writeFile('/models/passwd', 'x');
  assert.deepEqual([...host.files.keys()], ['/target/etc/passwd']);
});

test('writing over a link replaces the link, not what it points to', async () => {
  const host = recordingHost({ links: { '/target/etc/localtime': '/usr/share/zoneinfo/UTC' } });
  const target = targetHost(host, '/target');
  await target.symlink('/usr/share/zoneinfo/Europe/Berlin', '/etc/localtime');
  assert.equal(host.links.get('/target/etc/localtime'), '/usr/share/zoneinfo/Europe/Berlin');
});

test('links in a circle are an error, not a hang', async () => {
  const host = recordingHost({ links: { '/target/a': '/b', '/target/b': '/a' } });
  await assert.rejects(targetHost(host, '/target').readFile('/a/x'), /too many levels of symbolic links/);
});
