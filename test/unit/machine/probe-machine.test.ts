import assert from 'node:assert/strict';
import test from 'node:test';
import type { InstallerError } from '../../../shared/errors.ts';
import { probeMachine } from '../../../shared/machine/probe-machine.ts';
import { captureHost, readCapture, replay } from './replay.ts';

test('with root nothing of a captured machine stays unseen', async () => {
  assert.deepEqual((await replay('qemu-many-disks')).unseen, []);
});

test('without root the disks are the same, and what needs root is said', async () => {
  const [root, user] = await Promise.all([replay('qemu-many-disks'), replay('qemu-many-disks-without-root')]);
  assert.deepEqual(user.disks.map(({ path, serial, byId, uses }) => ({ path, serial, byId, uses })), root.disks.map(({ path, serial, byId, uses }) => ({ path, serial, byId, uses })));
  assert.deepEqual(user.unseen, [
    '/sys/class/dmi/id/product_serial needs root to be read.',
    'The volume group on /dev/sde could not be seen: pvs exited with 5: WARNING: Running as a non-root user. Functionality may be unavailable. '
      + '/run/lock/lvm: mkdir failed: Permission denied File locking initialisation failed.',
  ]);
});

test('a tool that fails is a sentence, not a crash', async () => {
  const machine = await replay('qemu-many-disks', ({ commands }) => { delete commands['systemd-detect-virt --vm']; });
  assert.equal(machine.virtualisation, 'unknown');
  assert.match(machine.unseen.join(), /^Virtualisation could not be seen: systemd-detect-virt could not be run/);
});

test('a tool that answers in something else than JSON is a sentence too', async () => {
  const machine = await replay('qemu-many-disks', ({ commands }) => { commands['pvs --reportformat json --options pv_name,vg_name'] = 'WARNING'; });
  assert.deepEqual(machine.unseen, ['The volume group on /dev/sde could not be seen: pvs did not answer in JSON.']);
});

test('bare metal is systemd-detect-virt with exit code 1', async () => {
  const machine = await replay('qemu-many-disks', ({ commands }) => { commands['systemd-detect-virt --vm'] = { exitCode: 1, stderr: '' }; });
  assert.equal(machine.virtualisation, 'none');
});

test('disks that cannot be listed are an error with the reason and what to do', async () => {
  const capture = readCapture('qemu-many-disks');
  for (const line of Object.keys(capture.commands)) if (line.startsWith('lsblk')) capture.commands[line] = { exitCode: 1, stderr: 'lsblk: failed to access sysfs' };
  await assert.rejects(probeMachine(captureHost(capture)), (error: InstallerError) => {
    assert.equal(error.code, 'disks-unlisted');
    assert.equal(error.exitCode, 3);
    assert.equal(error.message, 'The disks of this machine cannot be listed: lsblk exited with 1: lsblk: failed to access sysfs.');
    return true;
  });
});

test('a 32-bit kernel is refused by name', async () => {
  await assert.rejects(replay('bios-virtio', ({ commands }) => { commands['uname -m'] = 'i686\n'; }), /This machine is "i686"; CognOS is built for x86_64, aarch64 and riscv64\./);
});

test('an abort stops the probe with the reason of the signal', async () => {
  const reason = new Error('stopped by the test');
  await assert.rejects(probeMachine(captureHost(readCapture('bios-virtio')), { signal: AbortSignal.abort(reason) }), reason);
});

test('the probe only asks: it writes, mounts and loads nothing', async () => {
  const host = captureHost(readCapture('qemu-many-disks'));
  const forbidden = (): never => { throw new Error('the probe must not change anything'); };
  const reader = { ...host, writeFile: forbidden, appendFile: forbidden, makeDirectory: forbidden, symlink: forbidden, remove: forbidden, copyRanges: forbidden };
  const asked = new Set<string>();
  await probeMachine({ ...reader, run: (file, args, options) => { asked.add(file); return host.run(file, args, options); } });
  assert.deepEqual([...asked].sort(), ['lsblk', 'pvs', 'systemd-detect-virt', 'udevadm', 'uname']);
});
