import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostSystem } from '../../../../installer/engine/system/host-system.ts';
import { keysOf } from '../../../../installer/engine/volumes/find-keys.ts';
import { findVolumes } from '../../../../installer/engine/volumes/find-volumes.ts';
import { volumeMount } from '../../../../installer/engine/volumes/with-volume.ts';
import { recordingHost, type Answer, type RecordingHost } from '../../../fakes/recording-host.ts';

const device = (path: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({ path, type: 'disk', size: 8e9, ro: false, vendor: 'SanDisk ', model: 'Ultra', fstype: null, label: null, mountpoints: [null], ...more });
const part = (path: string, fstype: string, more: Record<string, unknown> = {}): Record<string, unknown> => device(path, { type: 'part', fstype, vendor: null, model: null, ...more });
const lsblk = JSON.stringify({ blockdevices: [
  device('/dev/sda', { children: [part('/dev/sda1', 'vfat', { label: 'BOX' }), part('/dev/sda2', 'ntfs'), part('/dev/sda3', 'swap'), part('/dev/sda4', 'crypto_LUKS')] }),
  device('/dev/sdb', { fstype: 'ext4' }),
  device('/dev/sdc', { children: [part('/dev/sdc1', 'iso9660', { mountpoints: ['/run/cognos/medium'] }), part('/dev/sdc2', 'vfat')] }),
  device('/dev/vda', { children: [part('/dev/vda2', 'ext4')] }),
  device('/dev/sdd', { children: [part('/dev/sdd1', 'exfat', { ro: true })] }),
  device('/dev/sr0', { type: 'rom', fstype: 'iso9660' }),
] });
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG9cTL1OzbeUeCAlaYKBQWGmI0o7oRyC1rmTkSJmyGpO ada@example.net';

function plugged(files: Record<string, string> = {}, commands: Record<string, Answer> = {}): RecordingHost {
  return recordingHost({
    unscripted: 'succeed', files: Object.fromEntries(Object.entries(files).map(([path, text]) => [path.startsWith('/var') || path.startsWith('/run') ? path : `${volumeMount}${path}`, text])),
    commands: { lsblk, findmnt: { exitCode: 0 }, ...commands },
  });
}

test('volumes: what was plugged in, not the medium and not the disk of the plan', async () => {
  const found = await findVolumes(plugged(), ['/dev/vda']);
  assert.deepEqual(found.map(({ path, writable }) => [path, writable]), [['/dev/sda1', true], ['/dev/sda2', false], ['/dev/sdb', true], ['/dev/sdd1', false], ['/dev/sr0', false]]);
  assert.equal(found[0]?.title, '"BOX", SanDisk Ultra, 8.0 GB');
});

test('a spec is saved on a volume under a name that is free, and the volume is unmounted', async () => {
  const host = plugged({ '/cognos-user-data.yaml': 'somebody else\'s' });
  const system = hostSystem(host, host, () => undefined);
  assert.deepEqual(await system.volumes(['/dev/vda']), [{ path: '/dev/sda1', title: '"BOX", SanDisk Ultra, 8.0 GB' }, { path: '/dev/sdb', title: 'SanDisk Ultra, 8.0 GB' }]);
  assert.equal(await system.saveText('/dev/sda1', ['/dev/vda'], 'cognos-user-data.yaml', '#cloud-config\n'), 'cognos-user-data-2.yaml');
  assert.deepEqual(host.files.get(`${volumeMount}/cognos-user-data-2.yaml`), { content: '#cloud-config\n', mode: 0o600 });
  assert.equal(host.files.get(`${volumeMount}/cognos-user-data.yaml`)?.content, 'somebody else\'s');
  assert.ok(host.lines.includes('mount -t vfat -o rw,quiet,umask=077,nosuid,nodev,noexec -- /dev/sda1 /run/cognos/volume'));
});

test('only what was offered can be written to', async () => {
  const host = plugged();
  const system = hostSystem(host, host, () => undefined);
  for (const path of ['/dev/vda2', '/dev/sdc1', '/dev/sdc2', '/dev/sda2', '/dev/sdd1', '/dev/sda', '/dev/nowhere', '/etc']) {
    await assert.rejects(system.saveText(path, ['/dev/vda'], 'x', 'x'), /is no volume that can be written to/, path);
    await assert.rejects(system.saveLogs(path, ['/dev/vda']), /is no volume that can be written to/, path);
  }
  assert.deepEqual(host.lines.filter((line) => line.startsWith('mount')), []);
});

test('logs go to the volume, and a link on it does not lead out of it', async () => {
  const host = plugged({ '/var/log/cognos/installer.log': 'op 1', '/run/cognos/journal.jsonl': '{}' }, { dmesg: 'kernel words' });
  host.links.set(`${volumeMount}/cognos-logs`, '/etc');
  const system = hostSystem(host, host, () => undefined);
  assert.equal(await system.saveLogs('/dev/sdb', []), 'cognos-logs');
  assert.deepEqual([...host.files.keys()].filter((path) => path.startsWith('/etc/')), []);
  assert.equal(host.files.get(`${volumeMount}/etc/installer.log`)?.content, 'op 1', 'inside the volume, where the link would point in its own root');
  assert.equal(host.files.get(`${volumeMount}/etc/kernel.log`)?.content, 'kernel words');
});

test('a volume that cannot be mounted is said, and left unmounted', async () => {
  const host = plugged({}, { mount: { exitCode: 32, stderr: 'wrong fs type' } });
  await assert.rejects(hostSystem(host, host, () => undefined).saveText('/dev/sdb', [], 'x', 'x'), /mount exited with 32: wrong fs type/);
});

test('public keys where people keep them, looked at read-only; private ones are passed by', async () => {
  const log: string[] = [];
  const host = plugged({ '/ada.pub': `${key}\n`, '/.ssh/authorized_keys': `# mine\n${key}\nssh-rsa short\n`, '/id_ed25519': '-----BEGIN OPENSSH PRIVATE KEY-----', '/wrong.pub': '-----BEGIN OPENSSH PRIVATE KEY-----\nx\n', '/home/bea/.ssh/id.pub': key, '/notes.txt': key },
    { 'mount -t ntfs3': { exitCode: 32, stderr: 'unclean' } });
  const found = await hostSystem(host, host, (line) => { log.push(line); }).findKeys(['/dev/vda', '/dev/sdb', '/dev/sdd', '/dev/sr0']);
  assert.deepEqual(found.map(({ volume, file, keys }) => [volume, file, keys.length]), [['"BOX", SanDisk Ultra, 8.0 GB', '/ada.pub', 1], ['"BOX", SanDisk Ultra, 8.0 GB', '/.ssh/authorized_keys', 1], ['"BOX", SanDisk Ultra, 8.0 GB', '/home/bea/.ssh/id.pub', 1]]);
  assert.ok(host.lines.filter((line) => line.startsWith('mount')).every((line) => line.includes(' -o ro')));
  assert.match(log.join('\n'), /^\/dev\/sda2 could not be looked at for keys: mount exited with 32: unclean$/);
});

test('of a file of keys, those lines that sshd takes', () => {
  assert.deepEqual(keysOf(`${key}\n\n# x\n${key}\ncommand="x" ${key}\nssh-dss AAAA x\nnonsense\n`), [key]);
  assert.deepEqual(keysOf(''), []);
});
