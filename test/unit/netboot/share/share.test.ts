import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { makeTorrent } from '../../../../netboot/share/make-torrent.ts';
import { shareCommand } from '../../../../netboot/share/share-command.ts';
import { readTorrent } from '../../../../shared/torrent/torrent.ts';

function folderOf(t: TestContext, files: Record<string, Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'cognos-share-'));
  t.after(() => { rmSync(folder, { recursive: true, force: true }); });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

async function share(words: string[]): Promise<{ code: number; said: string[]; out: string }> {
  const [said, out]: [string[], string[]] = [[], []];
  const code = await shareCommand(words, { say: (sentence) => { said.push(sentence); }, out: (text) => { out.push(text); } });
  return { code, said, out: out.join('') };
}

test('each piece has its SHA-1, the last one is shorter', async (t) => {
  const content = Buffer.alloc(256 * 1024 + 3, 'x');
  const made = await makeTorrent(join(folderOf(t, { 'a.gguf': content }), 'a.gguf'));
  const digests = [content.subarray(0, 256 * 1024), content.subarray(256 * 1024)].map((piece) => createHash('sha1').update(piece).digest());
  assert.deepEqual(made, { name: 'a.gguf', bytes: content.length, pieceBytes: 256 * 1024, pieces: Buffer.concat(digests) });
});

test('a torrent beside each model, made once, and again when the model was touched since', async (t) => {
  const folder = folderOf(t, { 'a.gguf': Buffer.from('weights'), 'b.gguf': Buffer.from('more'), 'notes.txt': Buffer.from('x'), '.c.gguf': Buffer.from('x') });
  const first = await share([folder, '--url', 'http://192.0.2.1/models']);
  assert.equal(first.code, 0);
  assert.deepEqual(readdirSync(folder).sort(), ['.c.gguf', 'a.gguf', 'a.gguf.torrent', 'b.gguf', 'b.gguf.torrent', 'notes.txt']);
  const bytes = readFileSync(join(folder, 'a.gguf.torrent'));
  assert.equal(readTorrent(bytes, { name: 'a.gguf', bytes: 7 }).pieces.length, 20);
  assert.match(bytes.toString('latin1'), /url-listl30:http:\/\/192\.0\.2\.1\/models\/a\.gguf/);
  assert.match((await share([folder])).said[0] ?? '', /a\.gguf\.torrent is there and newer than its model$/);
  // An older one is put in its place; a file system's clock may stand still for some milliseconds, so it is until it went on.
  do utimesSync(join(folder, 'a.gguf'), 1, 1); while (statSync(join(folder, 'a.gguf')).ctimeMs <= statSync(join(folder, 'a.gguf.torrent')).mtimeMs);
  assert.match((await share([folder])).said[0] ?? '', /is made \(infohash [0-9a-f]{40}\)$/);
});

test('what cannot be meant, and what cannot be done, is said', async (t) => {
  const cases: [string[], number, RegExp][] = [
    [[], 2, /^share takes one folder/], [['a', 'b'], 2, /^share takes one folder/], [['a', '--url', 'ftp://x'], 2, /^--url ftp:\/\/x is no http or https address$/], [['a', '--seed'], 2, /Unknown option/],
    [[folderOf(t, {})], 4, /holds no model \(\*\.gguf\): nothing is shared$/], [['/nonexistent'], 4, /ENOENT/], [[folderOf(t, { 'a.gguf': Buffer.alloc(0) })], 4, /a\.gguf is empty: there is nothing to share$/],
  ];
  for (const [words, code, message] of cases) {
    const ended = await share(words);
    assert.equal(ended.code, code);
    assert.match(ended.said.join('\n'), message);
  }
  assert.match((await share(['--help'])).out, /^Usage: cognos-netboot share DIR/);
});
