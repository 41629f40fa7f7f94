import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { lockFolder } from '../../../installer/medium/lock-folder.ts';

test('a second build is refused until the first is done', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'lock-'));
  t.after(() => rm(folder, { recursive: true }));
  const unlock = await lockFolder(folder);
  await assert.rejects(lockFolder(folder), new RegExp(`another build is running in .* \\(process ${process.pid}\\)`));
  await unlock();
  await (await lockFolder(folder))();
  assert.deepEqual(await readdir(folder), []);
});

test('the lock of a process that is gone is taken over', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'lock-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'lock'), '4194305');
  await (await lockFolder(folder))();
});
