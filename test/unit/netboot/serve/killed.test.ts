/** The server as its own process, killed in the middle of a rollout: nothing that it has answered is lost. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test, type TestContext } from 'node:test';
import { parseCommandLine } from '../../../../netboot/command-line.ts';
import { matchCommand } from '../../../../netboot/inventory/match-command.ts';
import { statusCommand } from '../../../../netboot/rollout/status-command.ts';
import { serveCommand } from '../../../../netboot/serve/serve-command.ts';
import { folderOf, spec } from '../inventory/site.ts';
import { begin, client, fetchSpec, inventoryText, lineOf, menu, post, publicUrl, tell } from './site.ts';

const program = new URL('../../../../netboot/main.ts', import.meta.url).pathname;

async function serve(t: TestContext, folder: string, words: string[] = []): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, 'serve', '--inventory', join(folder, 'site.yaml'), '--folder', join(folder, 'state'), '--listen', '127.0.0.1:0', '--url', publicUrl, ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
  t.after(() => { child.kill('SIGKILL'); });
  for await (const line of createInterface(child.stderr)) {
    const port = /^Listens on port (\d+)/.exec(line)?.[1];
    if (port !== undefined) return { url: `http://127.0.0.1:${port}`, child };
  }
  throw new Error('the server ended before it listened');
}

async function run(words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => { texts.stdout += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { texts.stderr += chunk.toString(); });
  const [code] = await once(child, 'close') as [number];
  return { code, ...texts };
}

test('kill -9 in the middle of a rollout, a start, and every machine is where it was', async (t) => {
  const folder = await folderOf(t, { 'site.yaml': inventoryText, 'machines.csv': `serial,hostname\n${Array.from({ length: 12 }, (_, index) => `S${index},web-${index}`).join('\n')}\n`, 'spec.yaml': spec });
  const first = await serve(t, folder);
  const begun = [];
  for (let number = 0; number < 8; number += 1) begun.push(await begin(first, client(number)));
  const told = await Promise.all(begun.map(({ id, report }, index) => tell(first, id, report, index < 4 ? { fraction: (index + 1) / 10 } : { event: 'finished' })));
  assert.deepEqual(new Set(told), new Set([204]));
  const pending = await post(first, client(8));
  // Some of these are answered, some are not: what was answered has to be there afterwards.
  const racing = begun.slice(0, 4).map(async ({ id, report }) => [id, await tell(first, id, report, { event: 'finished' }).catch(() => 0)] as const);
  await racing[0];
  const ended = once(first.child, 'close');
  first.child.kill('SIGKILL');
  const answered = await Promise.all(racing);
  await ended;

  const second = await serve(t, folder);
  for (const [id, status] of answered) if (status === 204) assert.equal((await lineOf(second, id)).state, 'firstboot');
  for (const { id } of begun.slice(4)) assert.equal((await lineOf(second, id)).state, 'firstboot');
  assert.equal(await menu(second, client(7)), 'local');
  assert.equal((await fetchSpec(second, pending.spec, pending.token)).status, 200);
  assert.equal(await tell(second, begun[5]?.id ?? '', begun[5]?.report ?? { token: '', secret: '' }, { stage: 'firstboot', event: 'finished' }), 204);

  const state = ['--folder', join(folder, 'state')];
  const status = await run(['status', ...state]);
  assert.match(status.stdout, /^9 machines: 1 chosen, .*first boot, 1 ready\n/);
  assert.match((await run(['status', '--csv', '--state', 'ready', ...state])).stdout, /\r\n6c0ffee0-0000-4000-8000-000000000005,web-5,ready,100,/);
  const retried = await run(['retry', 'web-5', 'nobody', ...state]);
  assert.deepEqual([retried.code, retried.stdout, retried.stderr], [3, 'web-5 is installed again at its next boot from the network\n', 'nobody is no machine of this rollout\n']);
  assert.equal(await menu(second, client(5)), 'install', 'the server goes by what another process has written');
  const double = await run(['serve', '--inventory', join(folder, 'site.yaml'), ...state]);
  assert.deepEqual([double.code, double.stderr.includes('Another cognos-netboot serve uses')], [75, true]);
  second.child.kill('SIGTERM');
  assert.deepEqual(await once(second.child, 'close'), [0, null]);
});

test('the commands that only look: inventory and match', async (t) => {
  const folder = await folderOf(t, { 'site.yaml': inventoryText, 'machines.csv': 'serial,hostname\nS1,web-01\n', 'spec.yaml': spec, 'bad.yaml': 'version: 2\n' });
  const site = join(folder, 'site.yaml');
  assert.deepEqual(await run(['inventory', site]), { code: 0, stdout: `${site}: valid, 1 rules (all), 1 machines listed\n`, stderr: '' });
  const bad = await run(['inventory', join(folder, 'bad.yaml')]);
  assert.deepEqual([bad.code, bad.stderr.split('\n')[0]], [1, `${folder}/bad.yaml:1:10: version: an inventory begins with version: 1`]);
  const recorded = new URL('../../../fixtures/machines/uefi-virtio.json', import.meta.url).pathname;
  const match = await run(['match', site, '--machine', recorded, '--serial', 'S1', '--mac', '52:54:00:00:00:01']);
  assert.equal(match.code, 0, match.stderr);
  assert.match(match.stdout, /^rule: all\nhost name: web-01\n\n#cloud-config\nhostname: web-01\n/);
  const json = await run(['match', site, '--machine', recorded, '--json']);
  assert.deepEqual([json.code, (JSON.parse(json.stdout) as { outcome: string }).outcome], [3, 'none']);
});

test('command lines that cannot be meant, each with a sentence', async () => {
  const runners = { serve: serveCommand, match: matchCommand, status: statusCommand };
  for (const [words, sentence] of [
    ['boot', /^boot is not a command; see cognos-netboot --help$/], ['serve', /serve wants --inventory FILE/], ['match site.yaml', /match wants --machine FILE/], ['inventory', /^inventory is used as cognos-netboot inventory FILE, and 0 words were given/],
    ['serve --inventory x --concurrency 0', /--concurrency is a whole number from 1 to 100000, and "0" is none/], ['status --state gone', /--state is one of seen,/], ['status --inventory x', /--inventory means nothing to status/],
    ['serve --inventory x --plain-port 80', /--plain-port stands beside TLS/], ['serve --inventory x --listen nowhere', /--listen is ADDRESS:PORT/], ['serve --inventory x --url ftp://x', /--url is an address such as/],
    ['serve --inventory x --dhcp both', /--dhcp is proxy, beside a DHCP server, or full/], ['serve --inventory x --dhcp proxy', /--dhcp wants --interface NAME/], ['serve --inventory x --dhcp proxy --interface e0', /--dhcp wants --artefacts DIR/], ['serve --inventory x --range 1,2', /belong to --dhcp/],
  ] as const) {
    await assert.rejects(async () => {
      const line = parseCommandLine(words.split(' '));
      if ('command' in line && line.command in runners) await runners[line.command as 'serve'](line);
    }, { name: 'UsageError', message: sentence });
  }
  const help = parseCommandLine(['serve', '--help']);
  assert.ok('help' in help && help.help.includes('--concurrency N') && help.help.split('\n').every((line) => line.length <= 120));
});
