import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { CommandError } from '../../../shared/system/host.ts';
import { localHost } from '../../../shared/system/local-host.ts';

const folder = (): Promise<string> => mkdtemp(join(tmpdir(), 'cognos-host-'));

test('a failing command throws with its status and its own words', async () => {
  await assert.rejects(localHost.run('sh', ['-c', 'echo broken >&2; exit 3']), (error: unknown) =>
    error instanceof CommandError && error.exitCode === 3 && error.message === 'sh exited with 3: broken');
});

test('a command that does not exist throws too', async () => {
  await assert.rejects(localHost.run('cognos-no-such-tool', []), (error: unknown) => error instanceof CommandError && error.exitCode === undefined);
});

test('an exit status that is an answer does not throw', async () => {
  assert.equal(await localHost.run('sh', ['-c', 'echo none; exit 2'], { okExitCodes: [0, 2] }), 'none');
});

test('stdin reaches the command and argv is never a shell', async () => {
  assert.equal(await localHost.run('cat', [], { stdin: 'secret' }), 'secret');
  assert.equal(await localHost.run('echo', ['$(id)', 'a;b']), '$(id) a;b');
});

test('a command is started before its stdin is there, and may end without it', async () => {
  const at = await folder();
  const { promise, resolve } = Promise.withResolvers<string>();
  const output = localHost.run('sh', ['-c', `touch ${at}/started; cat`], { lateStdin: promise });
  while (!await localHost.exists(join(at, 'started'))) await new Promise(setImmediate);
  resolve('late');
  assert.equal(await output, 'late');
  const unheard = Promise.withResolvers<string>();
  assert.equal(await localHost.run('echo', ['done'], { lateStdin: unheard.promise }), 'done');
  unheard.resolve('nobody listens');
  const waiting = localHost.run('cat', [], { lateStdin: new Promise(() => undefined), signal: AbortSignal.timeout(50) });
  await assert.rejects(waiting, { name: 'TimeoutError' });
});

test('a file is read in parts, into a buffer that is used again', async () => {
  const path = join(await folder(), 'letters');
  await writeFile(path, 'abcdefgh');
  const buffer = new Uint8Array(3);
  const part = async (offset: number, length = 3): Promise<string> => {
    const bytes = await localHost.readBytes(path, length, offset, buffer);
    assert.equal(bytes.buffer, buffer.buffer);
    return Buffer.from(bytes).toString();
  };
  assert.deepEqual([await part(0), await part(3, 2), await part(6), await part(8)], ['abc', 'de', 'gh', '']);
});

test('an aborted command is killed', async () => {
  await assert.rejects(localHost.run('sleep', ['60'], { signal: AbortSignal.timeout(50) }), { name: 'TimeoutError' });
});

test('a file is replaced whole, with its mode, and no temporary is left', async () => {
  const at = await folder();
  await localHost.writeFile(join(at, 'shadow'), 'old', { mode: 0o644 });
  await localHost.writeFile(join(at, 'shadow'), 'new', { mode: 0o600 });
  assert.equal(await readFile(join(at, 'shadow'), 'utf8'), 'new');
  assert.equal((await stat(join(at, 'shadow'))).mode & 0o777, 0o600);
  assert.deepEqual(await readdir(at), ['shadow']);
});

test('a link is replaced by writing, its target is not touched', async () => {
  const at = await folder();
  await writeFile(join(at, 'victim'), 'precious');
  await symlink(join(at, 'victim'), join(at, 'link'));
  await localHost.writeFile(join(at, 'link'), 'new');
  assert.equal(await readFile(join(at, 'victim'), 'utf8'), 'precious');
});

test('ranges land where they belong and nothing else changes', async () => {
  const at = await folder();
  await writeFile(join(at, 'packed'), 'AAAABBBB');
  await writeFile(join(at, 'disk'), '................');
  const seen: number[] = [];
  await localHost.copyRanges(join(at, 'packed'), join(at, 'disk'), [{ from: 0, to: 2, length: 4 }, { from: 4, to: 10, length: 4 }], { onProgress: (bytes) => { seen.push(bytes); } });
  assert.equal(await readFile(join(at, 'disk'), 'utf8'), '..AAAA....BBBB..');
  assert.deepEqual(seen, [4, 8]);
});

test('ranges larger than a chunk are copied whole', async () => {
  const at = await folder();
  const data = Buffer.alloc(9 * 1024 * 1024 + 17, 'x');
  data.writeUInt32BE(0xdeadbeef, 8 * 1024 * 1024);
  await writeFile(join(at, 'packed'), data);
  await writeFile(join(at, 'disk'), '');
  await localHost.copyRanges(join(at, 'packed'), join(at, 'disk'), [{ from: 0, to: 0, length: data.length }]);
  assert.ok(data.equals(await readFile(join(at, 'disk'))));
});

test('a source that is too short is an error with the place', async () => {
  const at = await folder();
  await writeFile(join(at, 'packed'), 'AAA');
  await writeFile(join(at, 'disk'), '');
  await assert.rejects(localHost.copyRanges(join(at, 'packed'), join(at, 'disk'), [{ from: 0, to: 0, length: 4 }]), /the source ends at byte 3, 1 bytes too early/);
});

test('a lock is held once, and free again after release', async () => {
  const path = join(await folder(), 'lock');
  const first = await localHost.lock(path);
  assert.ok(first);
  assert.equal(await localHost.lock(path), undefined);
  await first.release();
  const second = await localHost.lock(path);
  assert.ok(second);
  await second.release();
});

test('looking for what is not there is an answer', async () => {
  const at = await folder();
  assert.equal(await localHost.exists(join(at, 'no')), false);
  assert.deepEqual(await localHost.list(join(at, 'no')), []);
  assert.equal(await localHost.readLink(join(at, 'no')), undefined);
  await localHost.remove(join(at, 'no'));
});

test('a killed command says by which signal', async () => {
  await assert.rejects(localHost.run('sh', ['-c', 'echo assert >&2; kill -ABRT $$']), (error: unknown) =>
    error instanceof CommandError && error.signal === 'SIGABRT' && error.exitCode === undefined && error.message === 'sh was killed by SIGABRT: assert');
});

test('chunks are written one after the other, into a new file only', async () => {
  const path = join(await folder(), 'slice');
  await localHost.writeChunks(path, [Buffer.from('ab'), Buffer.from('cd')]);
  assert.equal(await readFile(path, 'utf8'), 'abcd');
  assert.equal((await stat(path)).mode & 0o777, 0o600);
  await assert.rejects(localHost.writeChunks(path, [Buffer.from('x')]), { code: 'EEXIST' });
});

test('an abort ends the writing', async () => {
  await assert.rejects(localHost.writeChunks(join(await folder(), 'slice'), [Buffer.from('ab')], { signal: AbortSignal.abort() }), { name: 'AbortError' });
});
