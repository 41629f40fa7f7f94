import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { freshBundle } from '../../../installer/medium/fresh-bundle.ts';

test('what is older than a source is made anew, and nothing else', async (context) => {
  const root = mkdtempSync(join(tmpdir(), 'bundle-'));
  context.after(() => { rmSync(root, { recursive: true }); });
  const file = (path: string, seconds: number): void => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), '');
    utimesSync(join(root, path), seconds, seconds);
  };
  const isBuilt = async (): Promise<boolean> => {
    rmSync(join(root, 'built'), { force: true });
    await freshBundle(root);
    return existsSync(join(root, 'built'));
  };
  writeFileSync(join(root, 'package.json'), '{"scripts": {"build": "touch built"}}');
  for (const folder of ['assets', 'cloud-init', 'dialects', 'firstboot', 'installer', 'netboot', 'preseed', 'shared']) file(`${folder}/deep/a.ts`, 1000);
  file('package-lock.json', 1000);
  assert.equal(await isBuilt(), true, 'nothing was made yet');
  for (const folder of ['dist', 'dist-gui', 'dist-gui-electron']) file(`${folder}/a.mjs`, 2000);
  assert.equal(await isBuilt(), false);
  file('shared/deep/a.ts', 3000);
  assert.equal(await isBuilt(), true);
});
