import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { appendArchive, liveFileList } from '../../../installer/medium/initrd.ts';
import { liveFiles } from '../../../installer/medium/live-files.ts';

test('a further archive begins at a multiple of four, or the kernel does not see it', () => {
  for (const length of [4, 5, 6, 7, 8]) {
    const whole = Buffer.from(appendArchive(Buffer.alloc(length, 'i'), Buffer.from('070701')));
    assert.equal(whole.indexOf('070701') % 4, 0);
    assert.equal(whole.subarray(length, whole.indexOf('070701')).every((byte) => byte === 0), true);
  }
});

test('what the initrd fetches: a line a file, with digest and bytes', async () => {
  const tree = mkdtempSync(join(tmpdir(), 'live-files-'));
  try {
    mkdirSync(join(tree, 'cognos'));
    mkdirSync(join(tree, 'apt'));
    for (const [name, text] of [['cognos/system.img', 'abc'], ['cognos/id-1', ''], ['apt/x', 'not for the live system']] as const) writeFileSync(join(tree, name), text);
    assert.equal(liveFileList(await liveFiles(tree)), `e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 0 cognos/id-1
ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad 3 cognos/system.img
`);
  } finally {
    rmSync(tree, { recursive: true });
  }
});
