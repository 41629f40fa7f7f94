import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

const live = join(import.meta.dirname, '../../../installer/medium/packages/cognos-live/usr/lib/cognos');

/** One of the medium's scripts with its folders below `root`, its programs replaced, and its patience in seconds for minutes. */
function script(root: string, name: string): string {
  program(root, 'bin/install', 'for word; do shift; case "$word" in -g|cognos-ui) ;; *) set -- "$@" "$word" ;; esac; done\nexec /usr/bin/install "$@"');
  const path = join(root, name);
  writeFileSync(path, readFileSync(join(live, name), 'utf8').replace(/(?<=[\s=])\/(run|usr)\//g, `${root}/$1/`).replace('patience=180', 'patience=3'), { mode: 0o755 });
  return path;
}

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'cognos-open-wizard-'));
  for (const each of ['run/cognos/ui', 'run/cognos-ui']) mkdirSync(join(path, each), { recursive: true });
  t.after(() => { rmSync(path, { recursive: true }); });
  return path;
}

function program(root: string, path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
}

function start(t: TestContext, root: string, name: string, ...words: string[]): ChildProcess {
  const child = spawn(script(root, name), words, { stdio: 'ignore', detached: true, env: { PATH: `${root}/bin:${process.env['PATH']}` } });
  t.after(() => { try { process.kill(-(child.pid ?? 0)); } catch { /* It has ended. */ } });
  return child;
}

async function until(what: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !what(); await sleep(20)) assert.ok(Date.now() < end, `not within 20 s: ${what}`);
}

function startingPage(root: string): void {
  writeFileSync(join(root, 'run/cognos/ui/enter.html'), '<meta http-equiv="refresh" content="1">\n');
}

/** As the engine's: under its name in one moment. */
function enginesPage(root: string, token: string): void {
  writeFileSync(join(root, 'new.html'), `<meta http-equiv="refresh" content="0;url=http://127.0.0.1:8082/enter?token=${token}">\n`);
  renameSync(join(root, 'new.html'), join(root, 'run/cognos/ui/enter.html'));
}

test('before the engine runs its folder has a page that asks again, for the window alone', async (t) => {
  const root = folder(t);
  const enter = join(root, 'run/cognos/ui/enter.html');
  program(root, 'usr/bin/cognos-install', `cp ${enter} ${root}/seen; echo "$*" > ${root}/told`);
  enginesPage(root, 'of an engine that was killed');
  await once(start(t, root, 'serve-wizard'), 'exit');
  assert.match(readFileSync(join(root, 'seen'), 'utf8'), /http-equiv="refresh" content="1"/);
  assert.doesNotMatch(readFileSync(join(root, 'seen'), 'utf8'), /token/);
  assert.equal(statSync(enter).mode & 0o777, 0o640);
  assert.equal(statSync(join(enter, '..')).mode & 0o777, 0o750);
  assert.match(readFileSync(join(root, 'told'), 'utf8'), /^serve --socket .*\/engine\.sock --listen 127\.0\.0\.1:8082$/m);
});

test('the browser starts beside the engine, and is started anew only when it does not come in after it could', async (t) => {
  const root = folder(t);
  program(root, 'usr/lib/chromium/chromium', `echo "$*" > ${root}/opened; exec sleep 30`);
  const window = start(t, root, 'open-wizard', '1024x768');
  startingPage(root);
  await until(() => existsSync(join(root, 'opened')));
  await sleep(4500); // The engine takes longer than the window's patience: that is not the window's fault.
  assert.equal(window.exitCode ?? window.signalCode, null);
  enginesPage(root, 'a');
  const [, signal] = await once(window, 'exit') as [unknown, string];
  assert.equal(signal, 'SIGTERM');
});

test('a browser that came in is left alone', async (t) => {
  const root = folder(t);
  program(root, 'usr/lib/chromium/chromium', `echo "$*" > ${root}/opened; exec sleep 30`);
  program(root, 'bin/sleep', `echo "$1" >> ${root}/slept; exec /usr/bin/sleep "$1"`); // What it waits for, the patience too.
  const window = start(t, root, 'open-wizard', '1024x768');
  enginesPage(root, 'a');
  await until(() => existsSync(join(root, 'opened')) && /^3$/m.test(readFileSync(join(root, 'slept'), 'utf8')));
  enginesPage(root, 'b'); // The engine's, for the next one, once the first was used.
  await sleep(4500);
  assert.equal(window.exitCode ?? window.signalCode, null);
});

test('Electron, which reads the token once, waits for the engine', async (t) => {
  const root = folder(t);
  program(root, 'usr/lib/cognos/electron/electron', `echo "$*" > ${root}/opened; exec sleep 30`);
  startingPage(root);
  start(t, root, 'open-wizard', '1024x768');
  await sleep(1500);
  assert.equal(existsSync(join(root, 'opened')), false);
  enginesPage(root, 'a');
  await until(() => existsSync(join(root, 'opened')));
});
