import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Stages } from '../../../installer/medium/stage.ts';

test('a stage runs once for the same inputs and replaces its result for others', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'stages-'));
  t.after(() => rm(folder, { recursive: true }));
  let runs = 0;
  const make = async (into: string): Promise<void> => { runs += 1; await writeFile(join(into, 'x'), ''); };
  const first = await new Stages(folder).run('root', { a: 1 }, make);
  assert.equal(await new Stages(folder).run('root', { a: 1 }, make), first);
  assert.equal(runs, 1);
  const second = await new Stages(folder).run('root', { a: 2 }, make);
  assert.notEqual(second, first);
  assert.deepEqual(await readdir(folder), [second.slice(folder.length + 1)]);
});

test('a stage that failed leaves nothing that looks finished', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'stages-'));
  t.after(() => rm(folder, { recursive: true }));
  const stages = new Stages(folder);
  await assert.rejects(stages.run('root', 1, () => Promise.reject(new Error('no network'))), /no network/);
  let ran = false;
  await stages.run('root', 1, () => { ran = true; return Promise.resolve(); });
  assert.ok(ran);
});
