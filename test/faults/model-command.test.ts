/** `cognos-model` from the outside, with real downloads, on a machine whose agent does not run. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import test from 'node:test';
import { missingPackages } from '../../installer/medium/build-packages.ts';

const missing = await missingPackages([{ name: 'aria2', provides: 'aria2c' }, { name: 'curl', provides: 'curl' }]);
const canUnshare = spawnSync('unshare', ['--mount', '--propagation', 'private', 'mount', '--types', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
const skip = missing.length > 0 ? `missing here: ${missing.join(', ')}` : !canUnshare && 'needs root and mount namespaces';

interface Answer { code: number; out: string; err: string }
interface Listed { models: { id: string; state: string; record?: { sha256: string; licence: { acceptedBy?: string } } }[] }

test('list, add, licence, verify, damage, remove, rollback', { skip }, async (t) => {
  const machine = spawn('unshare', ['--mount', '--propagation', 'private', process.execPath, '--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'model-machine.ts')], { stdio: ['pipe', 'pipe', 'inherit'] });
  t.after(() => { machine.stdin.end(); });
  const lines = createInterface(machine.stdout)[Symbol.asyncIterator]();
  const run = async (...words: string[]): Promise<Answer> => {
    machine.stdin.write(`${JSON.stringify(words)}\n`);
    return JSON.parse(String((await lines.next()).value)) as Answer;
  };
  const states = async (): Promise<string[]> => (JSON.parse((await run('list', '--json')).out) as Listed).models.map(({ id, state }) => `${id} ${state}`);

  assert.deepEqual(await states(), ['small not here', 'other not here']);
  assert.deepEqual(await run('add', 'small'), { code: 0, out: '', err: 'cognos-model: small is here and verified\n' });
  assert.deepEqual(await run('add', 'other'), { code: 1, out: '', err: 'cognos-model: other is under Strict Licence, which must be read and accepted: https://example.net/licence\ncognos-model: Then add --accept-licence strict.\n' });
  assert.equal((await run('add', 'other', '--accept-licence', 'strict')).code, 0);
  const { models } = JSON.parse((await run('list', '--json')).out) as Listed;
  assert.match(models[1]?.record?.licence.acceptedBy ?? '', /^\S+$/);
  assert.deepEqual(await run('verify'), { code: 0, out: 'good    small: 2.4 MB, as it was fetched\ngood    other: 3.0 MB, as it was fetched\n', err: '' });
  await run('rot', 'other.gguf');
  assert.deepEqual(await run('verify', 'other'), { code: 4, out: 'DAMAGED other: other.gguf has 6 bytes, not 2963008; `cognos-model add other` fetches it again\n', err: '' });
  assert.deepEqual(await states(), ['small here', 'other damaged or unfinished']);
  const again = await run('add', 'other');
  assert.equal(again.code, 0);
  assert.match(again.err, /^cognos-model: other\.gguf was damaged \(SHA-256 \w{64}\); it was moved to \S+ and is fetched again\ncognos-model: other is here and verified\n$/);
  assert.deepEqual(await run('remove', 'other'), { code: 0, out: '', err: '' });
  assert.deepEqual(await states(), ['small here', 'other not here']);
  assert.deepEqual(await run('rollback'), { code: 1, out: '', err: 'cognos-model: There is no model to go back to\ncognos-model: `cognos-model use` switches to any that is here.\n' });
  assert.equal((await run('remove', 'nothing')).code, 1);
});
