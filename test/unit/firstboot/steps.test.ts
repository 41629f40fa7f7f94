import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hardenedPath } from '../../../firstboot/paths.ts';
import type { RecordingHost } from '../../fakes/recording-host.ts';
import { boot, bootedMachine, canary, largerDisk, notesOf } from './booted-machine.ts';

const rootOnly = '# no models\nUUID=a / btrfs defaults 0 0\n# UUID=b /var/lib/cognos/models xfs defaults 0 0\n';
const modelsMount = 'findmnt --noheadings --nofsroot --output SOURCE,FSTYPE --mountpoint /var/lib/cognos/models';
const rootMount = 'findmnt --noheadings --nofsroot --output SOURCE,FSTYPE --mountpoint /';

test('a disk of the size it was installed with keeps its partition table', async () => {
  const host = bootedMachine();
  await boot(host);
  assert.ok(!host.lines.some((line) => line.startsWith('growpart')));
});

test('on a larger disk the models partition and its filesystem grow', async () => {
  const host = bootedMachine({ files: largerDisk });
  await boot(host);
  const grows = host.lines.filter((line) => /^(growpart|xfs_growfs|btrfs|resize2fs)/.test(line));
  assert.deepEqual(grows, ['growpart /dev/vda 5', 'xfs_growfs /var/lib/cognos/models']);
});

test('without a models filesystem the root grows: btrfs by mount point, ext4 by device', async () => {
  for (const [fs, command] of [['btrfs', 'btrfs filesystem resize max /'], ['ext4', 'resize2fs /dev/vda3']]) {
    const host = bootedMachine({ files: { ...largerDisk, '/etc/fstab': rootOnly }, commands: { [rootMount]: `/dev/vda3 ${fs}\n` } });
    await boot(host);
    assert.deepEqual(host.lines.filter((line) => /^(growpart|xfs_growfs|btrfs|resize2fs)/.test(line)), ['growpart /dev/vda 3', command]);
  }
});

test('growing that fails is noted and does not keep the machine from being ready', async () => {
  const host = bootedMachine({ files: largerDisk, commands: { growpart: { exitCode: 2, stderr: 'FAILED: no' }, xfs_growfs: { exitCode: 1, stderr: 'cannot' } } });
  await boot(host);
  assert.deepEqual(notesOf(host), [
    'The partition /dev/vda5 was not grown: growpart exited with 2: FAILED: no',
    'The filesystem at /var/lib/cognos/models was not grown: xfs_growfs exited with 1: cannot',
  ]);
  assert.ok(host.files.has('/run/cognos/ready'));
});

test('growpart finding another partition behind this one is nothing to note', async () => {
  const host = bootedMachine({ files: largerDisk, commands: { growpart: { exitCode: 1 } } });
  await boot(host);
  assert.deepEqual(notesOf(host), []);
});

test('a models filesystem that is not mounted is noted', async () => {
  const host = bootedMachine({ commands: { [modelsMount]: { exitCode: 1 } } });
  await boot(host);
  assert.deepEqual(notesOf(host), ['Nothing on a disk is mounted at /var/lib/cognos/models: its partition was not grown']);
});

test('a mapped device has no partition to grow, its filesystem is tried', async () => {
  const host = bootedMachine({ files: largerDisk, commands: { [modelsMount]: '/dev/mapper/models xfs\n' } });
  await boot(host);
  assert.deepEqual(host.lines.filter((line) => /^(growpart|xfs_growfs)/.test(line)), ['xfs_growfs /var/lib/cognos/models']);
});

test('the machine id is committed; made only where there is none', async () => {
  const setups = async (id: string | undefined): Promise<string[]> => {
    const host = bootedMachine({ files: { '/etc/machine-id': id } });
    await boot(host);
    return host.lines.filter((line) => line.startsWith('systemd-machine-id-setup'));
  };
  assert.deepEqual(await setups('0123456789abcdef0123456789abcdef\n'), ['systemd-machine-id-setup --commit']);
  for (const id of [undefined, '', 'uninitialized\n', '0'.repeat(32)]) {
    assert.deepEqual(await setups(id), ['systemd-machine-id-setup', 'systemd-machine-id-setup --commit']);
  }
});

test('host keys are made when the last kind is missing or empty, and sshd is told', async () => {
  for (const key of [undefined, '']) {
    const host = bootedMachine({ files: { '/etc/ssh/ssh_host_ed25519_key': key, '/etc/ssh/ssh_host_rsa_key': 'half done' } });
    await boot(host);
    assert.deepEqual(host.lines.slice(0, 5), [
      'ssh-keygen -A', 'systemctl is-enabled ssh.service', 'systemctl reset-failed ssh.service',
      'systemctl --no-block reload-or-restart ssh.service', 'sync --file-system /',
    ]);
  }
});

test('an sshd that is not enabled is not started', async () => {
  const host = bootedMachine({ files: { '/etc/ssh/ssh_host_ed25519_key': undefined }, commands: { 'systemctl is-enabled ssh.service': 'masked\n' } });
  await boot(host);
  assert.ok(host.lines.includes('ssh-keygen -A'));
  assert.ok(!host.lines.some((line) => line.includes('reload-or-restart')));
});

test('host keys that are there stay, and without sshd none are made', async () => {
  for (const files of [{}, { '/usr/sbin/sshd': undefined, '/etc/ssh/ssh_host_ed25519_key': undefined }]) {
    const host = bootedMachine({ files });
    await boot(host);
    assert.ok(!host.lines.includes('ssh-keygen -A'));
  }
});

test('cloud-init is waited for while it is queued and while it runs, and was let go before: its last stage waits for that', async () => {
  const answers = ['ActiveState=inactive\nJob=212\n', 'ActiveState=activating\nJob=212\n', 'ActiveState=active\n'];
  const goes: boolean[] = [];
  const host: RecordingHost = bootedMachine({ commands: { 'systemctl show --property=ActiveState,Job cloud-final.service': () => {
    goes.push(host.files.has(hardenedPath));
    return answers.shift() ?? '';
  } } });
  await boot(host);
  assert.deepEqual(goes, [true, true, true]);
  assert.equal(host.lines.filter((line) => line === 'sleep 1').length, 2);
  assert.deepEqual(answers, []);
});

test("cloud-init's errors are named by module and not quoted", async () => {
  const errors = [`('runcmd', ProcessExecutionError("Command: ['curl', '${canary}']"))`, `${canary} went wrong`];
  const host = bootedMachine({ files: { '/run/cloud-init/result.json': JSON.stringify({ v1: { datasource: null, errors } }) } });
  await boot(host);
  assert.deepEqual(notesOf(host), [
    'cloud-init: the module runcmd failed; /var/log/cloud-init.log says why',
    'cloud-init: a stage failed; /var/log/cloud-init.log says why',
  ]);
  assert.ok(host.files.has('/run/cognos/ready'));
});

test('a cloud-init that died before its end is noted, and its copies of the user-data still go', async () => {
  const host = bootedMachine({ files: { '/run/cloud-init/result.json': undefined } });
  await boot(host);
  assert.deepEqual(notesOf(host), ['cloud-init did not come to its end: see `journalctl -u cloud-final` and /var/log/cloud-init.log']);
  assert.deepEqual(pathsWith(host.files, canary), []);
});

test('no secret of the user-data remains: not in its copies, the journal, the report or any argv', async () => {
  const host = bootedMachine();
  assert.notDeepEqual(pathsWith(host.files, canary), []);
  await boot(host);
  assert.deepEqual(pathsWith(host.files, canary), []);
  assert.ok(!host.lines.some((line) => line.includes(canary)));
  assert.ok(host.files.has('/etc/cloud/cloud-init.disabled'));
});

test('bootcmd, which cloud-init would repeat on every boot, is noted', async () => {
  const host = bootedMachine({ files: { '/var/lib/cloud/seed/nocloud/user-data': '#cloud-config\nbootcmd:\n  - [modprobe, dummy]\n' } });
  await boot(host);
  assert.deepEqual(notesOf(host), ['bootcmd ran on the first boot only: cloud-init is switched off from the next boot on']);
});

test('nothing handed over: cloud-init is not waited for and its file stays as the installer wrote it', async () => {
  const host = bootedMachine({ files: { '/etc/cloud/cloud-init.disabled': 'The spec left nothing', '/var/lib/cloud/seed/nocloud/user-data': undefined, '/run/cloud-init/enabled': undefined } });
  await boot(host);
  assert.ok(!host.lines.some((line) => line.startsWith('systemctl show')));
  assert.equal(host.files.get('/etc/cloud/cloud-init.disabled')?.content, 'The spec left nothing');
});

test('user-data that cloud-init was kept from applying is not wiped as if it had been', async () => {
  const host = bootedMachine({ files: { '/run/cloud-init/enabled': undefined } });
  await assert.rejects(boot(host), /Waiting for cloud-init: The rest of the user-data was not applied: cloud-init is switched off on this boot/);
  assert.ok(host.files.has('/var/lib/cloud/seed/nocloud/user-data'));
});

function pathsWith(files: Map<string, { content: string }>, text: string): string[] {
  return [...files].filter(([, { content }]) => content.includes(text)).map(([path]) => path);
}
