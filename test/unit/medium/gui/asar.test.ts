import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readAsar, writeAsar } from '../../../../installer/medium/gui/asar.ts';

test('every file comes out of the archive as it went in', async (t) => {
  const work = mkdtempSync(join(tmpdir(), 'cognos-asar-'));
  t.after(() => { rmSync(work, { recursive: true }); });
  const large = Buffer.alloc(5 * 1024 ** 2, 'x');
  mkdirSync(join(work, 'app/gui/assets'), { recursive: true });
  writeFileSync(join(work, 'app/main.mjs'), 'start();\n');
  writeFileSync(join(work, 'app/gui/index.html'), '');
  writeFileSync(join(work, 'app/gui/assets/größe.js'), large);
  const archive = join(work, 'app.asar');
  await writeAsar(join(work, 'app'), archive);
  assert.equal((await readAsar(archive, 'main.mjs')).toString(), 'start();\n');
  assert.equal((await readAsar(archive, 'gui/index.html')).length, 0);
  assert.ok((await readAsar(archive, 'gui/assets/größe.js')).equals(large));
  await assert.rejects(readAsar(archive, 'gui'), /has no file gui/);
});

test('the header has sizes, offsets and digests by blocks, after two pickles', async (t) => {
  const work = mkdtempSync(join(tmpdir(), 'cognos-asar-'));
  t.after(() => { rmSync(work, { recursive: true }); });
  mkdirSync(join(work, 'app'));
  writeFileSync(join(work, 'app/a'), 'aaa');
  writeFileSync(join(work, 'app/b'), Buffer.alloc(4 * 1024 ** 2 + 1));
  await writeAsar(join(work, 'app'), join(work, 'app.asar'));
  const bytes = readFileSync(join(work, 'app.asar'));
  const [four, headerSize, payloadSize, jsonSize] = [0, 4, 8, 12].map((at) => bytes.readUInt32LE(at)) as [number, number, number, number];
  assert.deepEqual([four, headerSize - payloadSize, payloadSize % 4, payloadSize >= jsonSize + 4], [4, 4, 0, true]);
  const { files } = JSON.parse(bytes.toString('utf8', 16, 16 + jsonSize)) as { files: Record<string, { size: number; offset: string; integrity: { hash: string; blocks: string[] } }> };
  assert.deepEqual([files['a']?.size, files['a']?.offset, files['b']?.offset, files['b']?.integrity.blocks.length], [3, '0', '3', 2]);
  assert.equal(files['a']?.integrity.hash, createHash('sha256').update('aaa').digest('hex'));
  assert.equal(bytes.length, 8 + headerSize + 3 + 4 * 1024 ** 2 + 1);
});
