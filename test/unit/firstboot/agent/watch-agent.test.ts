/** The watchdog's script, with curl and systemctl that say what a test wants. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageFolder } from './unit-file.ts';

const script = join(packageFolder, 'usr/lib/cognos/watch-agent');
const key = 'CANARY-key-55d0';

/** @param answers exit codes of curl, one after the other; @param ready of `systemctl is-active`, likewise */
function watch(unit: string, answers: number[], ready: number[]): { status: number | null; stdout: string; calls: string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'watch-'));
  try {
    writeFileSync(join(folder, 'api-key'), `${key}\n`);
    writeFileSync(join(folder, 'answers'), answers.join('\n'));
    writeFileSync(join(folder, 'ready'), ready.join('\n'));
    const next = (file: string): string => `code=$(head -n 1 '${folder}/${file}'); sed -i 1d '${folder}/${file}'; exit "\${code:-0}"`;
    const log = `echo "$(basename "$0") $*" >> '${folder}/calls'`;
    writeFileSync(join(folder, 'curl'), `#!/bin/sh\n${log}\ncat > '${folder}/stdin'\n${next('answers')}\n`, { mode: 0o755 });
    writeFileSync(join(folder, 'systemctl'), `#!/bin/sh\n${log}\n[ "$1" = is-active ] || exit 0\n${next('ready')}\n`, { mode: 0o755 });
    writeFileSync(join(folder, 'sleep'), '#!/bin/sh\n', { mode: 0o755 });
    const { status, stdout } = spawnSync('sh', [script, unit], {
      encoding: 'utf8', env: { PATH: `${folder}:/usr/bin:/bin`, CREDENTIALS_DIRECTORY: folder, COGNOS_AGENT_URL: 'http://127.0.0.1:8080' },
    });
    const calls = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
    if (calls.some((line) => line.startsWith('curl'))) assert.equal(readFileSync(join(folder, 'stdin'), 'utf8'), `header = "Authorization: Bearer ${key}"\n`);
    assert.ok(!calls.join().includes(key));
    return { status, stdout, calls };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const restarts = (calls: readonly string[]): string[] => calls.filter((line) => line.includes('restart'));

test('one that answers is left alone, also when it did not at first', () => {
  for (const answers of [[0], [28, 0], [7, 22, 0]]) {
    const { status, calls } = watch('cognos-agent.service', answers, []);
    assert.deepEqual([status, restarts(calls)], [0, []]);
    assert.equal(calls.filter((line) => line.startsWith('curl')).length, answers.length);
  }
});

test('one that does not answer three times is restarted, and that is said', () => {
  const { stdout, calls } = watch('cognos-agent@chat.service', [28, 28, 28], []);
  assert.deepEqual(restarts(calls), ['systemctl --no-block try-restart cognos-agent@chat.service']);
  assert.equal(calls[0], 'systemctl is-active --quiet cognos-agent-ready@chat.service');
  assert.match(stdout, /^<4>cognos-agent@chat.service does not answer at http:\/\/127.0.0.1:8080 any more/);
});

test('one that is loading, was stopped or crashed meanwhile is not its business', () => {
  assert.deepEqual(watch('cognos-agent.service', [], [3]).calls, ['systemctl is-active --quiet cognos-agent-ready.service']);
  assert.deepEqual(restarts(watch('cognos-agent.service', [7, 7, 7], [0, 0, 0, 3]).calls), []);
});
