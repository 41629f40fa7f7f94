import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { folderOf } from '../inventory/site.ts';
import { site, type TestSite } from './site.ts';

async function served(t: TestContext): Promise<TestSite> {
  const folder = await folderOf(t, { secret: 'CANARY' });
  const artefacts = join(folder, 'boot');
  await mkdir(join(artefacts, 'medium/cognos'), { recursive: true });
  await writeFile(join(artefacts, 'vmlinuz'), '0123456789');
  await writeFile(join(artefacts, 'medium/cognos/system.img'), 'image');
  await writeFile(join(artefacts, 'empty'), '');
  await symlink('../secret', join(artefacts, 'link'));
  await symlink('vmlinuz', join(artefacts, 'kernel'));
  return await site(t, { artefacts });
}

const range = async ({ url }: TestSite, value: string, more: Record<string, string> = {}): Promise<[number, string, string | null]> => {
  const answer = await fetch(`${url}/boot/vmlinuz`, { headers: { Range: value, ...more } });
  return [answer.status, await answer.text(), answer.headers.get('content-range')];
};

test('files whole, in ranges, and as a client that has them already asks', async (t) => {
  const it = await served(t);
  const whole = await fetch(`${it.url}/boot/vmlinuz`);
  assert.deepEqual([whole.status, await whole.text(), whole.headers.get('accept-ranges'), whole.headers.get('content-length')], [200, '0123456789', 'bytes', '10']);
  assert.equal(await (await fetch(`${it.url}/boot/medium/cognos/system.img`)).text(), 'image');
  assert.equal(await (await fetch(`${it.url}/boot/kernel`)).text(), '0123456789', 'a link within the folder');
  assert.deepEqual(await range(it, 'bytes=2-4'), [206, '234', 'bytes 2-4/10']);
  assert.deepEqual(await range(it, 'bytes=7-'), [206, '789', 'bytes 7-9/10']);
  assert.deepEqual(await range(it, 'bytes=-3'), [206, '789', 'bytes 7-9/10']);
  assert.deepEqual(await range(it, 'bytes=5-99'), [206, '56789', 'bytes 5-9/10']);
  assert.equal((await range(it, 'bytes=10-'))[0], 416);
  assert.equal((await range(it, 'bytes=0-1,4-5'))[0], 200, 'several ranges: all of it');
  assert.equal((await range(it, 'bytes=2-4', { 'If-Range': '"another"' }))[0], 200);
  const tag = whole.headers.get('etag') ?? '';
  assert.equal((await range(it, 'bytes=2-4', { 'If-Range': tag }))[0], 206);
  assert.equal((await fetch(`${it.url}/boot/vmlinuz`, { headers: { 'If-None-Match': tag } })).status, 304);
  const head = await fetch(`${it.url}/boot/vmlinuz`, { method: 'HEAD' });
  assert.deepEqual([head.status, head.headers.get('content-length'), await head.text()], [200, '10', '']);
  assert.deepEqual([(await fetch(`${it.url}/boot/empty`)).status, await (await fetch(`${it.url}/boot/empty`)).text()], [200, '']);
});

test('nothing but what lies in the folder', async (t) => {
  const it = await served(t);
  const raw = (path: string): Promise<[number, string]> => new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: it.port, path }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => { text += chunk.toString(); }).on('end', () => { resolve([answer.statusCode ?? 0, text]); });
    }).on('error', reject).end();
  });
  for (const path of ['/boot/../secret', '/boot/%2e%2e/secret', '/boot/..%2fsecret', '/boot/link', '/boot/medium', '/boot/medium/', '/boot/nowhere', '/boot/%00', '/boot/%zz', '/boot//etc/passwd', `/boot/${'a'.repeat(300)}`]) {
    const [status, text] = await raw(path);
    assert.ok(status === 404 || status === 400, `${path}: ${status}`);
    assert.doesNotMatch(text, /CANARY|root:/);
  }
});
