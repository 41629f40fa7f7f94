import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { copyAdded, withParents } from '../../../../installer/medium/gui/added-files.ts';
import { isOfLayer } from '../../../../installer/medium/gui/gui-layer.ts';
import { listFiles } from '../../../../installer/medium/tree-digest.ts';

function tree(root: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
    utimesSync(join(root, path), 1000, 1000);
  }
}

test('only what is new or changed gets into the layer', async (t) => {
  const work = mkdtempSync(join(tmpdir(), 'cognos-added-'));
  t.after(() => { rmSync(work, { recursive: true }); });
  const [before, after, into] = ['before', 'after', 'into'].map((name) => join(work, name)) as [string, string, string];
  tree(before, { 'etc/same': 'same', 'etc/grown': 'a', 'etc/link-target': '' });
  tree(after, { 'etc/same': 'same', 'etc/grown': 'ab', 'etc/link-target': '', 'usr/bin/new': 'new', 'var/lib/dpkg/status': 'more', 'etc/passwd-': 'old' });
  utimesSync(join(after, 'etc/grown'), 2000, 2000);
  symlinkSync('link-target', join(after, 'etc/link'));
  await copyAdded(before, after, into, isOfLayer);
  assert.deepEqual(await listFiles(into), ['etc/grown', 'etc/link', 'usr/bin/new']);
  assert.equal(readFileSync(join(into, 'etc/grown'), 'utf8'), 'ab');
});

test('every folder on the way is named', () => {
  assert.deepEqual(withParents(['/usr/bin/new', '/usr/lib']), ['/usr', '/usr/bin', '/usr/bin/new', '/usr/lib']);
});
