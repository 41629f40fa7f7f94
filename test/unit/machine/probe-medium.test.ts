import assert from 'node:assert/strict';
import test from 'node:test';
import { changeDevice, replay } from './replay.ts';

const manifest = '/run/cognos/medium/cognos/system.json';

test('the medium in a CD drive: the drive is a disk marked as medium, the image is read', async () => {
  const { disks, medium } = await replay('uefi-virtio');
  assert.deepEqual(disks.map(({ path, isMedium }) => [path, isMedium]), [['/dev/sr0', true], ['/dev/vda', false]]);
  assert.equal(medium?.label, 'COGNOS_0_1_AMD64');
  assert.equal(medium?.mountpoint, '/run/cognos/medium');
  assert.equal(medium?.image.usedBytes, 440401920);
});

test('the medium on a partition marks the whole stick', async () => {
  const { disks, medium } = await replay('qemu-many-disks', (capture) => {
    changeDevice(capture, 'sdk', (device) => { device['mountpoints'] = [null]; });
    changeDevice(capture, 'sdk1', (device) => { device['mountpoints'] = ['/run/cognos/medium']; });
  });
  assert.deepEqual(disks.filter(({ isMedium }) => isMedium).map(({ path, uses }) => [path, uses]), [['/dev/sdk', [{ kind: 'medium', detail: '/run/cognos/medium' }]]]);
  assert.equal(medium?.label, 'COGNOS_0_1_AMD64');
});

test('booted over the network there is a medium and no disk that holds it', async () => {
  const { disks, medium } = await replay('uefi-virtio', (capture) => changeDevice(capture, 'sr0', (device) => { device['mountpoints'] = [null]; }));
  assert.deepEqual(disks.map(({ path }) => path), ['/dev/vda']);
  assert.equal(medium?.label, '');
});

test('no medium without its manifest', async () => {
  const machine = await replay('uefi-virtio', ({ files }) => { delete files[manifest]; });
  assert.equal(machine.medium, undefined);
  assert.deepEqual(machine.unseen, []);
});

test('a manifest that is not one is told, with the fault', async () => {
  const truncated = await replay('uefi-virtio', ({ files }) => { files[manifest] = files[manifest]?.slice(0, 50) ?? ''; });
  assert.deepEqual(truncated.unseen, [`The system on the medium could not be read: ${manifest} is not JSON.`]);
  const wrong = await replay('uefi-virtio', ({ files }) => { files[manifest] = files[manifest]?.replace('"files":31874', '"files":-1') ?? ''; });
  assert.deepEqual(wrong.unseen, [`The system on the medium could not be read: ${manifest} has a fault: files is -1, expected a whole number from 0.`]);
  assert.equal(wrong.medium, undefined);
});
