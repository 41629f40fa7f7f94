import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { carriedPackages as folder } from '../../../firstboot/paths.ts';
import { carriedPackages } from '../../../installer/medium/carried-packages.ts';
import { buildDeb } from '../../../installer/medium/deb.ts';
import { localHost } from '../../../shared/system/local-host.ts';

const work = mkdtempSync(join(tmpdir(), 'cognos-carried-'));
after(() => { rmSync(work, { recursive: true, force: true }); });

test('an optional package lies in the image, whole, where the first boot looks for it', async () => {
  const inner = await buildDeb({ name: 'cognos-llama-vulkan', version: '0.5.0-1', architecture: 'amd64', depends: [], description: 'x', files: [] }, work, join(work, 'trees'));
  const outer = await buildDeb(carriedPackages([inner]), work, join(work, 'trees'));
  await localHost.run('dpkg-deb', ['--extract', outer, join(work, 'root')]);
  assert.deepEqual(readFileSync(join(work, 'root', folder, 'cognos-llama-vulkan.deb')), readFileSync(inner));
  assert.equal((await localHost.run('dpkg-deb', ['--field', outer, 'Version'])).trim(), '0.5.0-1');
});
