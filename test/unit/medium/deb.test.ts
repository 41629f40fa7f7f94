import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildDeb, debInputs } from '../../../installer/medium/deb.ts';
import type { Deb } from '../../../installer/medium/deb.ts';

async function sample(t: { after: (clean: () => Promise<void>) => void }): Promise<{ folder: string; deb: Deb }> {
  const folder = await mkdtemp(join(tmpdir(), 'deb-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'program'), '#!/bin/sh\n', { mode: 0o600 });
  return { folder, deb: {
    name: 'sample', version: '1', architecture: 'all', depends: ['libc6'], description: 'A sample\nof a package',
    files: [{ path: '/usr/bin/sample', from: join(folder, 'program'), mode: 0o755 }], enable: ['sample.service'],
  } };
}

async function build(deb: Deb, folder: string, name: string): Promise<string> {
  const into = join(folder, name);
  await mkdir(into);
  return buildDeb(deb, into, join(folder, `${name}-work`));
}

test('the same files are the same package, whenever they were written', async (t) => {
  const { folder, deb } = await sample(t);
  const first = await readFile(await build(deb, folder, 'a'));
  await utimes(join(folder, 'program'), 1, 1);
  assert.ok(first.equals(await readFile(await build(deb, folder, 'b'))));
});

test('files belong to root and have the bits that were asked for', async (t) => {
  const { folder, deb } = await sample(t);
  const file = await build(deb, folder, 'a');
  const list = execFileSync('dpkg-deb', ['--contents', file], { encoding: 'utf8' });
  assert.match(list, /^-rwxr-xr-x root\/root +\d+ \S+ \S+ \.\/usr\/bin\/sample$/m);
  assert.equal(execFileSync('dpkg-deb', ['--field', file, 'Depends'], { encoding: 'utf8' }), 'libc6\n');
});

test("inputs change with content and not with the checkout's path", async (t) => {
  const one = await sample(t);
  const two = await sample(t);
  assert.deepEqual(await debInputs(one.deb), await debInputs(two.deb));
  await writeFile(join(two.folder, 'program'), 'other');
  assert.notDeepEqual(await debInputs(one.deb), await debInputs(two.deb));
});

test('links of a tree stay as they are, and size and conflicts are told to apt', async (t) => {
  const { folder, deb } = await sample(t);
  await mkdir(join(folder, 'tree/usr/bin'), { recursive: true });
  await symlink('../lib/sample/other', join(folder, 'tree/usr/bin/other'));
  await writeFile(join(folder, 'program'), Buffer.alloc(2049));
  const file = await build({ ...deb, tree: join(folder, 'tree'), conflicts: ['other', 'another'] }, folder, 'a');
  const list = execFileSync('dpkg-deb', ['--contents', file], { encoding: 'utf8' });
  assert.match(list, / \.\/usr\/bin\/other -> \.\.\/lib\/sample\/other$/m);
  const field = (name: string): string => execFileSync('dpkg-deb', ['--field', file, name], { encoding: 'utf8' }).trim();
  assert.equal(field('Installed-Size'), '6'); // Three for the file, one each for the link and two folders.
  assert.equal(field('Conflicts'), 'other, another');
});
