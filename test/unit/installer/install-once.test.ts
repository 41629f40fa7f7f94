import assert from 'node:assert/strict';
import { test } from 'node:test';
import { installOnce } from '../../../installer/headless/install-once.ts';
import { recordingHost, type Answer, type RecordingHost } from '../../fakes/recording-host.ts';
import { readCapture } from '../machine/replay.ts';

const spec = `#cloud-config
hostname: edge-01
users: [{name: ada, ssh_authorized_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG9cTL1OzbeUeCAlaYKBQWGmI0o7oRyC1rmTkSJmyGpO ada@example.net]}]
cognos: {version: 1}
`;

/** A captured machine, probed for real; every tool of the install succeeds with nothing to say. */
function capturedHost(commands: Record<string, Answer> = {}): RecordingHost {
  const capture = readCapture('uefi-virtio');
  return recordingHost({
    ...capture, unscripted: 'succeed',
    commands: {
      ...capture.commands,
      'lsblk --json --bytes --nodeps --output SERIAL,WWN,SIZE': '{"blockdevices": [{"serial": "cognos-vda", "wwn": null, "size": 21474836480}]}',
      'chroot /target getent passwd': 'ada:x:1000:1000::/home/ada:/bin/bash', ...commands,
    },
  });
}

async function run(host: RecordingHost): Promise<{ exitCode: number; output: string }> {
  let output = '';
  const { exitCode } = await installOnce({
    host, given: { file: 'user-data', bytes: new TextEncoder().encode(spec) }, reset: false,
    confirm: () => Promise.resolve(true), write: (text) => { output += text; },
  });
  return { exitCode, output };
}

test('a run logs every command and every line, and leaves neither state nor lock', async () => {
  const host = capturedHost();
  const { exitCode, output } = await run(host);
  assert.equal(exitCode, 0, output);
  const log = host.files.get('/var/log/cognos/installer.log')?.content ?? '';
  assert.match(log, /^\d{4}-\d\d-\d\dT[\d:.]+Z op \d+: chroot \/target useradd /m);
  assert.match(log, /Z cognos: done: the system is installed\n$/);
  assert.equal(host.files.has('/run/cognos/state.json'), false);
  assert.ok(await host.lock('/run/cognos/install.lock'));
});

test('fault 22: a whole install ends well although /var/log is full, and says so once', async () => {
  const host = capturedHost();
  const { appendFile } = host;
  host.appendFile = async (path, content) => {
    if (path.startsWith('/var/log/')) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    await appendFile(path, content);
  };
  const { exitCode, output } = await run(host);
  assert.equal(exitCode, 0, output);
  assert.equal(output.split('going on without it').length, 2);
});

test('while it runs its state names this process and the step; a second run is refused', async () => {
  const host = capturedHost({
    'chroot /target useradd': async () => {
      await new Promise(setImmediate);
      assert.deepEqual(JSON.parse(host.files.get('/run/cognos/state.json')?.content ?? ''), { pid: process.pid, step: 'Creating the user ada' });
      host.files.set(`/proc/${process.pid}/stat`, { content: '', mode: 0o444 });
      await assert.rejects(run(host), { message: `An installation is already running (pid ${process.pid}, step: Creating the user ada)`, exitCode: 75 });
      return '';
    },
  });
  assert.equal((await run(host)).exitCode, 0);
});

test('a signal ends it resumable, and the turn is given up only after the target was unmounted', async () => {
  const order: string[] = [];
  const host = capturedHost({
    'chroot /target useradd': async () => {
      process.emit('SIGTERM', 'SIGTERM');
      await new Promise((resolve) => { setTimeout(resolve, 20); });
      return '';
    },
    'findmnt --noheadings --output TARGET --mountpoint /target': () => (order.push('looked for the target'), ''),
  });
  const { lock } = host;
  host.lock = async (path) => {
    const held = await lock(path);
    return held && { release: async () => { order.push('released'); await held.release(); } };
  };
  const { exitCode, output } = await run(host);
  assert.equal(exitCode, 4);
  assert.match(output, /cognos: failed: The installation was cancelled\ncognos: Fix the cause and run the same command again: it goes on where it stopped\.\n$/);
  assert.deepEqual(order.slice(-2), ['looked for the target', 'released']);
  assert.equal(process.listenerCount('SIGTERM'), 0);
});
