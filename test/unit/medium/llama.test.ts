import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { test } from 'node:test';
import { linkFaults } from '../../../installer/medium/llama/linking.ts';
import { unpackArchive } from '../../../installer/medium/llama/npm-archive.ts';
import { llamaPackages } from '../../../installer/medium/llama/packages.ts';
import { readLlamaSources } from '../../../installer/medium/llama/sources.ts';

const program = resolve(import.meta.dirname, '../../../installer/medium/llama/main.ts');

/** An npm that hands out an archive with the one file `package/README`, first on PATH; its sha512 as npm writes it. */
async function npmWithArchive(t: { after: (clean: () => Promise<void>) => void }): Promise<{ folder: string; integrity: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'llama-'));
  const path = process.env['PATH'] ?? '';
  t.after(async () => { process.env['PATH'] = path; await rm(folder, { recursive: true }); });
  await mkdir(join(folder, 'package'));
  await writeFile(join(folder, 'package/README'), 'from the archive\n');
  assert.equal(spawnSync('tar', ['-czf', 'archive.tgz', 'package'], { cwd: folder }).status, 0);
  await mkdir(join(folder, 'bin'));
  const script = `#!/bin/sh\necho "$*" > ${folder}/argv\ncp ${folder}/archive.tgz thing-1.0.0.tgz\necho '[{"filename": "thing-1.0.0.tgz"}]'\n`;
  await writeFile(join(folder, 'bin/npm'), script);
  await chmod(join(folder, 'bin/npm'), 0o755);
  process.env['PATH'] = `${join(folder, 'bin')}${delimiter}${path}`;
  const digest = createHash('sha512').update(await readFile(join(folder, 'archive.tgz'))).digest('base64');
  return { folder, integrity: `sha512-${digest}` };
}

test('an archive with the pinned checksum is unpacked', async (t) => {
  const { folder, integrity } = await npmWithArchive(t);
  await unpackArchive({ name: '@a/thing', version: '1.0.0', integrity }, join(folder, 'into'));
  assert.equal(await readFile(join(folder, 'into/README'), 'utf8'), 'from the archive\n');
  assert.equal(await readFile(join(folder, 'argv'), 'utf8'), 'pack --json --loglevel=error @a/thing@1.0.0\n');
  assert.deepEqual((await readdir(folder)).filter((name) => name.startsWith('into')), ['into']);
});

test('an archive with another checksum is refused and nothing of it is kept', async (t) => {
  const { folder } = await npmWithArchive(t);
  const pinned = { name: 'thing', version: '1.0.0', integrity: `sha512-${Buffer.alloc(64).toString('base64')}` };
  await assert.rejects(unpackArchive(pinned, join(folder, 'into')), /^Error: thing@1\.0\.0 is not the file that was pinned/);
  assert.deepEqual(await readdir(join(folder, 'into')), []);
  assert.deepEqual((await readdir(folder)).filter((name) => name.startsWith('into')), ['into']);
});

/** Lines of `readelf --wide --dynamic --version-info`. */
const needs = (...versions: string[]): string => versions.map((version, index) => `  0x00${index}0:   Name: ${version}  Flags: none  Version: ${index}\n`).join('');
const runpath = (path: string): string => ` 0x000000000000001d (RUNPATH)            Library runpath: [${path}]\n`;

test('libraries are looked for beside the program and nowhere else', () => {
  assert.deepEqual(linkFaults('a', runpath('$ORIGIN')), []);
  assert.deepEqual(linkFaults('a', runpath('$ORIGIN:')), ['a looks for libraries in "$ORIGIN:", not beside itself']);
  assert.deepEqual(linkFaults('a', runpath('$ORIGIN:/opt/vulkan-sdk/x86_64/lib:')), ['a looks for libraries in "$ORIGIN:/opt/vulkan-sdk/x86_64/lib:", not beside itself']);
});

test('what Debian 12 does not have is not needed', () => {
  assert.deepEqual(linkFaults('a', needs('GLIBC_2.2.5', 'GLIBC_2.36', 'GLIBCXX_3.4.30', 'CXXABI_1.3.13', 'GCC_3.4')), []);
  assert.deepEqual(linkFaults('a', needs('GLIBC_2.38', 'GLIBCXX_3.4.9', 'GLIBCXX_3.4.32')), [
    'a needs GLIBCXX_3.4.32, which Debian 12 does not have', 'a needs GLIBC_2.38, which Debian 12 does not have',
  ]);
});

test("the packages carry llama.cpp's version and stand aside for Debian's", async () => {
  const sources = await readLlamaSources();
  const { programs, vulkan } = llamaPackages(sources, { programs: '/p', vulkan: '/v' });
  assert.equal(programs.version, `${sources.version}-${sources.revision}`);
  assert.deepEqual(programs.conflicts, ['llama.cpp', 'llama.cpp-tools']);
  assert.ok(vulkan?.depends.includes(`cognos-llama (= ${programs.version})`));
});

test('everything that is fetched is pinned by a SHA-512', async () => {
  const { source, libraries, vulkan } = await readLlamaSources();
  for (const { integrity } of [source, ...Object.values(libraries), ...Object.values(vulkan)]) {
    assert.equal(Buffer.from(/^sha512-([A-Za-z0-9+/]{86}==)$/.exec(integrity)?.[1] ?? '', 'base64').length, 64);
  }
});

test('an architecture that cannot be built is refused before anything is fetched', () => {
  const { status, stderr } = spawnSync(process.execPath, [program, '--arch', 'riscv64'], { encoding: 'utf8' });
  assert.deepEqual([status, stderr], [2, '--arch riscv64: amd64 and arm64 can be built\n']);
});
