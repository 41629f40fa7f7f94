import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

const repository = join(import.meta.dirname, '../../../../..');
const main = join(repository, 'installer/gui/wizard/main.ts');

test('npm run wizard: one address that lets a browser in, marked as a simulation, and nothing left behind', { timeout: 300_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cognos-wizard-test-'));
  t.after(() => { rmSync(folder, { recursive: true }); });
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  const child = spawn(process.execPath, [main, '--machine', join(repository, 'test/fixtures/machines/uefi-virtio.json')], { cwd: folder, env: { ...env, TMPDIR: folder } });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => { said += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { said += text; });
  const ended = new Promise<number | null>((resolve) => { child.on('exit', resolve); });
  while (!said.includes('Ctrl+C') && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.match(said, /Simulation of uefi-virtio: nothing is written\. There is no display here: open the address in a browser\. Ctrl\+C ends it\./);
  const address = /Open it in a browser: (\S+)/.exec(said)?.[1] ?? '';
  const answer = await fetch(address);
  assert.equal(answer.status, 200, said);
  const page = await fetch(new URL('/', address), { headers: { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' } });
  assert.match(await page.text(), /<script type="module"/);
  assert.equal((await fetch(address)).status, 403, 'the same token twice');
  child.kill('SIGINT');
  assert.equal(await ended, 0, said);
  // vite keeps Node's compile cache there when it had to build.
  assert.deepEqual(readdirSync(folder).filter((name) => name !== 'node-compile-cache'), []);
});

test('a machine that is not there is one sentence and exit 1, an unknown option exit 2', async () => {
  for (const [args, code] of [[['--machine', '/nonexistent.json'], 1], [['--fast'], 2]] as const) {
    const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => { said += text; });
    assert.equal(await new Promise((resolve) => { child.on('exit', resolve); }), code, said);
    assert.equal(said.trim().split('\n').length, 1, said);
  }
});
