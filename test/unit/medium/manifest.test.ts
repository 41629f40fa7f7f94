import assert from 'node:assert/strict';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { manifestPath, writeManifest } from '../../../installer/medium/manifest.ts';
import type { Manifest } from '../../../installer/medium/manifest.ts';
import { exportKeyring, signingKey, verify } from '../../../installer/medium/signing-key.ts';

test('the manifest lists what is on the medium, and its signature notices one byte more', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'manifest-'));
  t.after(() => rm(folder, { recursive: true }));
  const key = await signingKey(folder);
  assert.equal(key.development, true);
  const keyring = join(folder, 'keyring.gpg');
  await exportKeyring(key, keyring);
  const tree = join(folder, 'tree');
  await mkdir(join(tree, 'cognos'), { recursive: true });
  await mkdir(join(tree, 'boot/grub'), { recursive: true });
  await writeFile(join(tree, 'cognos/b'), 'abc');
  await writeFile(join(tree, 'cognos/a'), '');
  await writeFile(join(tree, 'boot/grub/bios.img'), 'patched later');

  await writeManifest({ tree, id: '0', epoch: 0, contents: { kernel: '', bytes: 0, files: [], packages: [] }, key });

  const file = join(tree, manifestPath);
  const { medium, unlisted } = JSON.parse(await readFile(file, 'utf8')) as Manifest;
  assert.deepEqual(medium, [
    { path: 'cognos/a', bytes: 0, sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
    { path: 'cognos/b', bytes: 3, sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' },
  ]);
  assert.ok(unlisted.includes('boot/grub/bios.img'));
  await verify(keyring, `${file}.sig`, file);
  await appendFile(file, ' ');
  await assert.rejects(verify(keyring, `${file}.sig`, file));
});
