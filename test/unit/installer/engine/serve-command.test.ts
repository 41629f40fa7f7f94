/** `cognos-install serve` as a process: what it prints, how it ends. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const root = join(import.meta.dirname, '../../../..');
const folder = mkdtempSync(join(tmpdir(), 'cognos-serve-'));
after(() => { rmSync(folder, { recursive: true }); });
const machine = join(root, 'test/fixtures/machines/uefi-virtio.json');

interface Started { child: ChildProcess; out(): string; error(): string; ended: Promise<number | null>; says(text: RegExp): Promise<RegExpExecArray> }

function serve(words: string[], { env = {}, uid }: { env?: Record<string, string>; uid?: number } = {}): Started {
  const child = spawn(process.execPath, [join(root, 'installer/headless/main.ts'), 'serve', ...words], { env: { PATH: process.env['PATH'], ...env }, ...(uid === undefined ? {} : { uid }) });
  let [out, error] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => { out += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { error += text; });
  const ended = new Promise<number | null>((resolve) => { child.on('close', resolve); });
  return {
    child, out: () => out, error: () => error, ended,
    async says(text) {
      for (const end = Date.now() + 60_000; Date.now() < end;) {
        const match = text.exec(out);
        if (match) return match;
        if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${out}${error}`);
        await new Promise((resolve) => { setTimeout(resolve, 50); });
      }
      throw new Error(`did not say ${String(text)}: ${out}${error}`);
    },
  };
}

test('prints the address to open, another one once it was used, and ends when it is told to', async () => {
  const started = serve(['--machine', machine, '--json']);
  const [, open = ''] = await started.says(/^\{"open":"(http:\/\/127\.0\.0\.1:\d+\/enter\?token=[0-9a-f]{64})"\}\n/);
  assert.equal((await fetch(open)).status, 200);
  assert.equal((await fetch(open)).status, 403);
  await started.says(/\n\{"open":"http/);
  started.child.kill('SIGTERM');
  assert.deepEqual([await started.ended, started.error()], [0, 'cognos: a token was given that is not good, or no longer\n']);
});

test('in a journal no token is printed', async () => {
  const started = serve(['--machine', machine], { env: { JOURNAL_STREAM: '8:1' } });
  const [line] = await started.says(/^Open .*\n/);
  assert.match(line, /^Open http:\/\/127\.0\.0\.1:\d+\/\n$/);
  started.child.kill('SIGINT');
  assert.equal(await started.ended, 0);
});

test('a port or a socket that is taken is one sentence, and everything that was begun ends', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => { other.listen(0, '127.0.0.1', resolve); });
  const { port } = other.address() as AddressInfo;
  const taken = serve(['--machine', machine, '--listen', `127.0.0.1:${port}`, '--socket', join(folder, 'a.sock')]);
  assert.equal(await taken.ended, 2);
  assert.equal(taken.error(), `cognos-install: port ${port} of 127.0.0.1 is taken by another program; give another one, or 0 for one that is free\n`);
  other.close();
  const path = join(folder, 'b.sock');
  await new Promise<void>((resolve) => { other.listen(path, resolve); });
  const second = serve(['--machine', machine, '--socket', path]);
  assert.equal(await second.ended, 2);
  assert.match(second.error(), /^cognos-install: another engine listens on .*b\.sock; end it first, or give another --socket\n$/);
  other.close();
});

test('what cannot be meant is exit 2', async () => {
  for (const [words, sentence] of [
    [['--listen', '8080'], /--listen 8080 is no address and port/], [['--listen', '0.0.0.0:80', '--machine', machine], /is not on loopback; --network serves other machines/],
    [['--fail-at', 'mount'], /--fail-at belongs to a simulation/], [['--machine', machine, '--fail-at', 'moult'], /--fail-at moult is no kind of step; one of check-disk, /],
    [['--machine', machine, '--install-seconds', '0'], /is no number of seconds/], [['--machine', machine, '--socket', 'x.sock'], /is no absolute path/], [['a', 'b'], /takes at most one FILE, 2 given/],
    [['--machine', join(root, 'package.json')], /package\.json/],
  ] as const) {
    const started = serve([...words]);
    assert.equal(await started.ended, 2, words.join(' '));
    assert.match(started.error(), sentence);
    assert.equal(started.out(), '');
  }
});

test('without root there is only the simulation', { skip: process.getuid?.() === 0 ? false : 'needs root to be somebody else' }, async () => {
  const started = serve([], { uid: 65534 });
  assert.equal(await started.ended, 2);
  assert.match(started.error(), /^cognos-install: serve needs root: it writes to disks; with --machine FILE it simulates a recorded machine\n$/);
});
