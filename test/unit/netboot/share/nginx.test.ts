/** The cache of netboot/share/nginx.conf under Debian's nginx: what the origin is asked, and what machines get. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createListener, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

const nginx = '/usr/sbin/nginx';
const skip = existsSync(nginx) ? false : 'no nginx here (package nginx-light)';
const site = readFileSync(join(import.meta.dirname, '../../../../netboot/share/nginx.conf'), 'utf8');
const mib = 1024 ** 2;
const content = Buffer.alloc(20 * mib + 5, 'CognOS ');

interface Origin { server: Server; port: number; asked: string[] }

async function origin(t: TestContext): Promise<Origin> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const [, from = 0, to = content.length - 1] = (/^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []).map(Number);
    asked.push(`${request.url} ${request.headers.range ?? 'whole'}`);
    if (request.url?.endsWith('/missing.gguf')) return void response.writeHead(404).end();
    const end = Math.min(to, content.length - 1);
    response.writeHead(206, { 'ETag': '"1"', 'Content-Range': `bytes ${from}-${end}/${content.length}`, 'Content-Length': end - from + 1, 'Cache-Control': 'no-store' }).end(content.subarray(from, end + 1));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.after(() => { server.closeAllConnections(); server.close(); });
  return { server, port: (server.address() as AddressInfo).port, asked };
}

/** @returns where the cache listens, without a slash at the end */
async function cache(t: TestContext, { port }: Origin): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'cognos-nginx-'));
  t.after(() => { rmSync(root, { recursive: true, force: true }); });
  mkdirSync(join(root, 'cache'));
  const listen = await freePort();
  const own = site.replaceAll('/var/cache/nginx/cognos', join(root, 'cache/cognos')).replace('listen 8481', `listen 127.0.0.1:${listen}`)
    .replace('http://models.example.net/gguf/', `http://127.0.0.1:${port}/gguf/`).replace('http://boot.example.net:8480', `http://127.0.0.1:${port}`);
  writeFileSync(join(root, 'nginx.conf'), `user ${process.getuid?.() === 0 ? 'root' : ''};\ndaemon off;\npid ${root}/pid;\nerror_log ${root}/error.log;\nevents {}\nhttp { access_log off; client_body_temp_path ${root}/a; fastcgi_temp_path ${root}/b; uwsgi_temp_path ${root}/c; scgi_temp_path ${root}/d; proxy_temp_path ${root}/e;\n${own}\n}\n`.replace(/^user ;\n/, ''));
  const words = ['-c', join(root, 'nginx.conf'), '-e', join(root, 'error.log')];
  const { status, stderr } = spawnSync(nginx, ['-t', ...words], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  assert.doesNotMatch(stderr, /\[(warn|error|emerg)\]/);
  const child = spawn(nginx, words, { stdio: 'ignore' });
  t.after(async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  while (!await fetch(`http://127.0.0.1:${listen}/`).catch(() => undefined)) await sleep(20);
  return `http://127.0.0.1:${listen}`;
}

async function freePort(): Promise<number> {
  const server = createListener().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function get(address: string, headers: Record<string, string> = {}): Promise<{ status: number; body: Buffer; cache: string | null }> {
  const response = await fetch(address, { headers });
  return { status: response.status, body: Buffer.from(await response.arrayBuffer()), cache: response.headers.get('x-cache-status') };
}

test('a model is asked of the origin once, slice for slice, whatever the origin says of caching', { skip }, async (t) => {
  const from = await origin(t);
  const base = await cache(t, from);
  const first = await get(`${base}/models/a.gguf`);
  assert.deepEqual([first.status, first.cache, first.body.equals(content)], [200, 'MISS', true]);
  assert.deepEqual(from.asked, ['/gguf/a.gguf bytes=0-8388607', '/gguf/a.gguf bytes=8388608-16777215', '/gguf/a.gguf bytes=16777216-25165823']);
  const second = await get(`${base}/models/a.gguf`);
  assert.deepEqual([second.cache, second.body.equals(content), from.asked.length], ['HIT', true, 3]);
});

test('parts are what they should be, from what is there already; one byte costs one slice', { skip }, async (t) => {
  const from = await origin(t);
  const base = await cache(t, from);
  const probe = await get(`${base}/models/a.gguf`, { Range: 'bytes=0-0' });
  assert.deepEqual([probe.status, probe.body.toString(), from.asked.length], [206, 'C', 1]);
  const across = await get(`${base}/models/a.gguf`, { Range: `bytes=${8 * mib - 3}-${8 * mib + 3}` });
  assert.deepEqual([across.status, across.body.equals(content.subarray(8 * mib - 3, 8 * mib + 4)), from.asked.length], [206, true, 2]);
  const rest = await get(`${base}/models/a.gguf`, { Range: `bytes=${mib}-` });
  assert.deepEqual([rest.status, rest.body.equals(content.subarray(mib)), from.asked.length], [206, true, 3]);
});

test('six machines at once are one request for each slice', { skip }, async (t) => {
  const from = await origin(t);
  const base = await cache(t, from);
  const all = await Promise.all(Array.from({ length: 6 }, () => get(`${base}/boot/medium/live.squashfs`)));
  assert.ok(all.every(({ body }) => body.equals(content)));
  assert.deepEqual(from.asked.toSorted(), ['/boot/medium/live.squashfs bytes=0-8388607', '/boot/medium/live.squashfs bytes=16777216-25165823', '/boot/medium/live.squashfs bytes=8388608-16777215']);
});

test('the origin is gone: what is here is served; what is not there is not kept; all else is refused', { skip }, async (t) => {
  const from = await origin(t);
  const base = await cache(t, from);
  await get(`${base}/models/a.gguf`);
  for (let times = 0; times < 2; times += 1) assert.equal((await get(`${base}/models/missing.gguf`)).status, 404);
  assert.equal(from.asked.filter((line) => line.includes('missing')).length, 2);
  assert.equal((await get(`${base}/v1/machines`)).status, 404);
  from.server.closeAllConnections();
  from.server.close();
  const gone = await get(`${base}/models/a.gguf`);
  assert.deepEqual([gone.status, gone.body.equals(content)], [200, true]);
});
