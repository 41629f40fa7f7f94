/** What cloud-init's last stage waits with, with a systemctl that says what a test wants, one answer after the other. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageFolder } from '../agent/unit-file.ts';

const script = join(packageFolder, 'usr/lib/cognos/await-hardening');
const [queued, running, waiting, over, none] = ['SubState=dead\nJob=1203', 'SubState=start', 'SubState=auto-restart', 'SubState=exited', 'SubState=dead'];

/** @param hardened after how many seconds the marker is there @returns how long it waited, in seconds that took no time */
function wait(answers: string[], hardened = Infinity): { seconds: number; status: number | null; stderr: string } {
  const folder = mkdtempSync(join(tmpdir(), 'hardening-'));
  try {
    const state = (second: number): string => join(folder, `state-${second}`);
    answers.forEach((answer, second) => { writeFileSync(state(second), `${answer}\n`); });
    writeFileSync(join(folder, 'slept'), '');
    if (hardened === 0) writeFileSync(join(folder, 'hardened'), '');
    const slept = `$(wc -c < '${folder}/slept')`;
    writeFileSync(join(folder, 'systemctl'), `#!/bin/sh\n[ "$*" = 'show --property=Job,SubState cognos-firstboot.service' ] || exit 1\nlast=${answers.length - 1}; now=${slept}\n[ "$now" -lt "$last" ] || now=$last\ncat '${folder}/state-'"$now"\n`, { mode: 0o755 });
    writeFileSync(join(folder, 'sleep'), `#!/bin/sh\nprintf x >> '${folder}/slept'\n[ ${slept} -lt ${Number.isFinite(hardened) ? hardened : 99999} ] || touch '${folder}/hardened'\n`, { mode: 0o755 });
    const { status, stderr } = spawnSync('sh', [script], { encoding: 'utf8', env: { PATH: `${folder}:/usr/bin:/bin`, COGNOS_RUN: folder } });
    return { seconds: readFileSync(join(folder, 'slept')).length, status, stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('until the machine is hardened, from before first boot has begun', () => {
  assert.deepEqual(wait([queued, queued, running], 5), { seconds: 5, status: 0, stderr: '' });
});

test('not where it is hardened already, or where there is no first boot', () => {
  assert.equal(wait([running], 0).seconds, 0);
  for (const state of [over, none, 'SubState=failed', '']) assert.equal(wait([state]).seconds, 0, state);
});

test('no longer than first boot itself goes on: what it waits for may be in the user-data', () => {
  for (const state of [waiting, 'SubState=failed', none]) assert.deepEqual(wait([running, running, state]), { seconds: 2, status: 0, stderr: '' });
});

test('never for ever, and that is said', () => {
  const { seconds, status, stderr } = wait([running]);
  assert.deepEqual([seconds, status], [1200, 0]);
  assert.match(stderr, /not hardened yet; cloud-init goes on/);
});
