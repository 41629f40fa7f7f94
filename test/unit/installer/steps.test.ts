import assert from 'node:assert/strict';
import { test } from 'node:test';
import { revealer, secretReference } from '../../../shared/system/secrets.ts';
import { sfdiskScript } from '../../../installer/steps/partition-disk.ts';
import { render } from '../../../installer/steps/write-file.ts';
import { recordingHost } from '../../fakes/recording-host.ts';
import { runStep as run, type Bare } from '../../fakes/run-step.ts';

const lsblk = (serial: string, size: number) => ({ 'lsblk --json': JSON.stringify({ blockdevices: [{ serial, wwn: null, size }] }) });
const check: Bare<'check-disk'> = { kind: 'check-disk', device: '/dev/disk/by-id/x', byId: [], serial: 'S1', bytes: 100 };

test('the disk that was chosen passes the last look', async () => {
  await run<'check-disk'>(check, recordingHost({ commands: lsblk('S1', 100) }));
});

test('fault 19: another disk under the same name is refused word for word', async () => {
  await assert.rejects(run<'check-disk'>(check, recordingHost({ commands: lsblk('S2', 100) })), {
    message: '/dev/disk/by-id/x is not the disk that was chosen: its serial number is S2, the plan is for S1', exitCode: 5, action: 'Nothing was written. Plan again, so that the disk is chosen anew.',
  });
});

test('fault 19: a disk of another size is refused', async () => {
  await assert.rejects(run<'check-disk'>(check, recordingHost({ commands: lsblk('S1', 99) })), /its size in bytes is 99, the plan is for 100/);
});

const partition: Bare<'partition-disk'> = { kind: 'partition-disk', device: '/dev/vda', tableUuid: 'T', sectorBytes: 512, partitions: [{ number: 1, label: 'cognos-bios', type: 'B', uuid: 'u1', startBytes: 1048576, bytes: 1048576 }] };

test('old signatures go before the new table is written, and udev is waited for', async () => {
  const host = recordingHost({ commands: { lsblk: '/dev/vda disk\n/dev/vda1 part\n', wipefs: '', dd: '', sfdisk: '', udevadm: '' } });
  await run<'partition-disk'>(partition, host);
  assert.deepEqual(host.lines, [
    'lsblk --noheadings --list --paths --output PATH,TYPE /dev/vda',
    'wipefs --all --quiet /dev/vda1',
    'wipefs --all --quiet /dev/vda',
    'dd if=/dev/zero of=/dev/vda bs=1M count=2 conv=fsync status=none',
    'sfdisk --wipe always --wipe-partitions always --quiet /dev/vda',
    'udevadm settle --timeout=30',
    'udevadm wait --timeout=30 /dev/disk/by-partuuid/u1',
  ]);
});

test('sfdisk counts in the sectors of the disk: 4Kn too', () => {
  assert.equal(sfdiskScript({ ...partition, sectorBytes: 4096 } as never),
    'label: gpt\nlabel-id: T\nunit: sectors\n1 : start=256, size=256, type=B, uuid=u1, name="cognos-bios"\n');
});

test('a password hash reaches chpasswd on stdin and no argv', async () => {
  const host = recordingHost({ unscripted: 'succeed' });
  const user = { kind: 'create-user', name: 'ada', options: ['--create-home'], groups: ['sudo'], password: secretReference('users.ada.passwd'), lock: false, sudo: [], authorizedKeys: [] } as const;
  await run<'create-user'>({ ...user, options: [...user.options], groups: [...user.groups], sudo: [], authorizedKeys: [] }, host, new Map([['users.ada.passwd', '$y$CANARY']]));
  assert.deepEqual(host.calls.filter(({ stdin }) => stdin?.includes('CANARY')).map(({ args }) => args), [['/target', 'chpasswd', '--encrypted']]);
  assert.equal(host.lines.some((line) => line.includes('CANARY')), false);
});

test('keys are owned by the user, and 0600 before anyone can read them', async () => {
  const host = recordingHost({ commands: { 'chroot /target getent': 'ada:x:1000:1000::/home/ada:/bin/bash', chroot: '' } });
  await run<'create-user'>({ kind: 'create-user', name: 'ada', options: [], groups: [], lock: true, sudo: [], authorizedKeys: ['ssh-ed25519 AAAA ada'] }, host);
  assert.deepEqual(host.files.get('/target/home/ada/.ssh/authorized_keys'), { content: 'ssh-ed25519 AAAA ada\n', mode: 0o600 });
});

test('a sudo rule that visudo refuses does not stay', async () => {
  const host = recordingHost({ commands: { 'chroot /target visudo': { exitCode: 1, stderr: 'syntax error' }, chroot: '' } });
  await assert.rejects(run<'create-user'>({ kind: 'create-user', name: 'ada', options: [], groups: [], lock: true, sudo: ['nonsense'], authorizedKeys: [] }, host), /visudo|chroot/);
  assert.equal(host.files.size, 0);
});

test('fault 37: a firmware that takes no boot entry is a warning, for \\EFI\\BOOT is there', async () => {
  const host = recordingHost({ commands: { chroot: '', efibootmgr: { exitCode: 2, stderr: 'Could not prepare Boot variable: No space left on device' } } });
  const warnings = await run<'install-bootloader'>({ kind: 'install-bootloader', device: '/dev/vda', espUuid: 'e', firmware: 'uefi', architecture: 'x86_64' }, host);
  assert.deepEqual(warnings, ["The firmware took no boot entry (efibootmgr exited with 2: Could not prepare Boot variable: No space left on device); the machine starts from \\EFI\\BOOT\\BOOTX64.EFI on this disk instead. If it does not, add an entry for that file in the firmware's own setup."]);
});

test('boot code comes last, and \\EFI\\BOOT after the vendor folder', async () => {
  const host = recordingHost({ unscripted: 'succeed' });
  await run<'install-bootloader'>({ kind: 'install-bootloader', device: '/dev/vda', espUuid: 'e', firmware: 'bios', architecture: 'x86_64', biosCoreImage: 'core-btrfs.img' }, host);
  assert.match(host.lines.at(-1) ?? '', /grub-bios-setup .*--core-image=core-btrfs.img/);
  const copies = host.lines.filter((line) => line.includes(' cp '));
  assert.match(copies.at(-1) ?? '', /BOOT\/BOOTX64\.EFI$/);
});

test('YAML for Python is quoted the way Python reads it', () => {
  assert.equal(render({ yaml: { a: 'no', b: secretReference('k') } }, revealer(new Map([['k', 'x: "y"']]))), `a: "no"\nb: 'x: "y"'\n`);
});

test('a reference without a value is an error, never written', () => {
  assert.throws(() => render({ text: secretReference('gone') }, revealer(new Map())), /the secret gone is not known to this run/);
});
