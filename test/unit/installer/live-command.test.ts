import assert from 'node:assert/strict';
import { test } from 'node:test';
import { live } from '../../../installer/headless/live-command.ts';
import { recordingHost, type Answer, type RecordingHost } from '../../fakes/recording-host.ts';
import { readCapture } from '../machine/replay.ts';

const userData = (cognos: string): string => `#cloud-config
hostname: edge-01
users: [{name: ada, ssh_authorized_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG9cTL1OzbeUeCAlaYKBQWGmI0o7oRyC1rmTkSJmyGpO ada@example.net]}]
cognos: {version: 1${cognos}}
`;

function started(kernelLine: string, text?: string, commands: Record<string, Answer> = {}): RecordingHost {
  const capture = readCapture('uefi-virtio');
  return recordingHost({
    ...capture, unscripted: 'succeed',
    files: { ...capture.files, '/proc/cmdline': `BOOT_IMAGE=/vmlinuz ${kernelLine}\n`, ...(text === undefined ? {} : { '/var/lib/cloud/instance/user-data.txt': text }) },
    commands: {
      ...capture.commands, 'lsblk --json --bytes --nodeps --output SERIAL,WWN,SIZE': '{"blockdevices": [{"serial": "cognos-vda", "wwn": null, "size": 21474836480}]}',
      'chroot /target getent passwd': 'ada:x:1000:1000::/home/ada:/bin/bash', ...commands,
    },
  });
}

async function run(host: RecordingHost): Promise<{ exitCode: number; screen: string; wrote: boolean; after: string[] }> {
  let screen = '';
  const exitCode = await live(host, (text) => { screen += text; });
  return { exitCode, screen, wrote: host.lines.some((line) => /^(sfdisk|wipefs|mkfs)/.test(line)), after: host.lines.filter((line) => line.startsWith('systemctl')) };
}

test('a medium that was merely left in a machine never wipes it', async () => {
  const { exitCode, screen, wrote, after } = await run(started('quiet', userData('')));
  assert.deepEqual([exitCode, wrote, after], [2, false, []]);
  assert.match(screen, /The plan above is what this user-data asks for\. Nothing was written, because nobody said to:\n/);
});

for (const [what, kernelLine, text] of [['the kernel line', 'cognos.unattended', userData('')], ['the user-data', 'quiet', userData(', unattended: true')]] as const) {
  test(`told to by ${what}: installed, and restarted`, async () => {
    const { exitCode, wrote, after, screen } = await run(started(kernelLine, text));
    assert.deepEqual([exitCode, wrote, after], [0, true, ['systemctl reboot']], screen);
    assert.match(screen, /cognos: done: the system is installed\ncognos: restarting\n$/);
  });
}

test('switched off, or left on, where the spec says so', async () => {
  assert.deepEqual((await run(started('quiet', userData(', unattended: true, install: {after: poweroff}')))).after, ['systemctl poweroff']);
  const stay = await run(started('quiet', userData(', unattended: true, install: {after: stay}')));
  assert.deepEqual(stay.after, []);
  assert.match(stay.screen, /CognOS is installed on this machine\. Remove the medium and restart\./);
});

const wizardStarts = ['systemctl start --no-block cognos-wizard.target'];

test('no user-data: the wizard, and an error only where an install was asked for', async () => {
  const idle = await run(started('quiet'));
  assert.deepEqual([idle.exitCode, idle.wrote, idle.after], [0, false, wizardStarts]);
  const told = await run(started('cognos.unattended'));
  assert.deepEqual([told.exitCode, told.wrote], [1, false]);
  assert.match(told.screen, /CognOS was told to install unattended, but no user-data was found\. Nothing was written\.\n/);
});

for (const open of ['[storage, users]', 'true']) {
  test(`user-data that leaves something to be asked (interactive: ${open}): the wizard, whatever the kernel line says`, async () => {
    const { exitCode, wrote, after } = await run(started('cognos.unattended', userData(`, interactive: ${open}`)));
    assert.deepEqual([exitCode, wrote, after], [0, false, wizardStarts]);
  });
}

test('user-data that leaves nothing to be asked is carried out', async () => {
  const { wrote, after } = await run(started('quiet', userData(', unattended: true, interactive: false')));
  assert.deepEqual([wrote, after], [true, ['systemctl reboot']]);
});

test('user-data that is refused is refused on the screen, with its lines', async () => {
  const { exitCode, screen, wrote, after } = await run(started('cognos.unattended', userData('').replace('hostname', 'hostnam')));
  assert.deepEqual([exitCode, wrote, after], [1, false, []]);
  assert.match(screen, /cognos: refused\n\/var\/lib\/cloud\/instance\/user-data\.txt:2:1: hostnam: unknown key; did you mean hostname\?\n/);
});

test('a failed install is not restarted over', async () => {
  const { exitCode, screen, after } = await run(started('cognos.unattended', userData(''), { 'chroot /target useradd': { exitCode: 10, stderr: 'no' } }));
  assert.deepEqual([exitCode, after], [4, []]);
  assert.match(screen, /The installation did not finish; the lines above say why\.\n/);
});

test('fault 23: a second one says on the screen who is first', async () => {
  const host = started('cognos.unattended', userData(''));
  await host.lock('/run/cognos/install.lock');
  const { exitCode, screen, wrote } = await run(host);
  assert.deepEqual([exitCode, wrote], [75, false]);
  assert.equal(screen, 'cognos: failed: An installation is already running (pid unknown, step: starting)\ncognos: Wait for it, or look at it on the console.\n');
});

const preseed = (more: string): string => `d-i netcfg/get_hostname string web01
d-i passwd/username string ada
d-i passwd/user-password-crypted password !
d-i partman-auto/disk string /dev/vda
d-i partman/confirm boolean true
d-i partman/confirm_nooverwrite boolean true
${more}`;

function withPreseed(kernelLine: string, text: string): RecordingHost {
  const host = started(kernelLine);
  host.files.set('/run/cognos/medium/preseed.cfg', { content: text, mode: 0o644 });
  return host;
}

test('a preseed file that the kernel line names is carried out as debian-installer would', async () => {
  const { exitCode, wrote, after, screen } = await run(withPreseed('auto=true priority=critical file=/cdrom/preseed.cfg', preseed('')));
  assert.deepEqual([exitCode, wrote, after], [0, true, ['systemctl reboot']], screen);
});

test('one with a line that cannot be had is refused on the screen, whatever the kernel line says', async () => {
  const { exitCode, wrote, after, screen } = await run(withPreseed('cognos.unattended preseed/file=/cdrom/preseed.cfg', preseed('d-i partman-auto/method string lvm\n')));
  assert.deepEqual([exitCode, wrote, after], [1, false, []]);
  assert.match(screen, /^cognos: refused\n\/run\/cognos\/medium\/preseed\.cfg:7:1: partman-auto\/method: this release makes no LVM;/);
});

/** A boot server that has this spec for every machine. */
function bootServer(text: string): Answer {
  return ({ stdin = '' }) => (stdin.includes('/spec"') ? `${text}\n200` : `${JSON.stringify({ id: 'abc', state: 'install', spec: '/v1/machines/abc/spec', token: 'once' })}\n200`);
}

test('started from the network: what the boot server gives is installed, whatever lies on a volume', async () => {
  const host = started('cognos.netboot=http://10.0.0.1:8480', userData(', unattended: true').replace('edge-01', 'from-the-volume'), { curl: bootServer(userData(', unattended: true')) });
  const { exitCode, wrote, after, screen } = await run(host);
  assert.deepEqual([exitCode, wrote, after], [0, true, ['systemctl reboot']], screen);
  assert.match(screen, /^cognos: asking the boot server http:\/\/10\.0\.0\.1:8480 what is to be installed here\n/);
  assert.ok([...host.files.values()].some(({ content }) => content === 'edge-01\n'), 'the name is that of the served spec');
});

test('started from the network for a person: the wizard, and no server is asked', async () => {
  const host = started('cognos.netboot=http://10.0.0.1:8480 cognos.gui');
  const { exitCode, wrote, after } = await run(host);
  assert.deepEqual([exitCode, wrote, after], [0, false, wizardStarts]);
  assert.ok(!host.lines.some((line) => line.startsWith('curl')));
});

test('an address on the kernel line that is none is said on the screen', async () => {
  const { exitCode, screen } = await run(started('cognos.netboot=nonsense'));
  assert.equal(exitCode, 1);
  assert.match(screen, /cognos: failed: cognos\.netboot=nonsense on the kernel line is no address of a boot server\ncognos: Give cognos\.netboot=http:\/\/SERVER:PORT/);
});
