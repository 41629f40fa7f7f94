/** A machine asks its boot server by real curl: over TLS with the authority of the initrd, with another one, without, and downgraded. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createPlain } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { askServer } from '../../installer/headless/netboot-server.ts';
import { localHost } from '../../shared/system/local-host.ts';

let folder = '';
let server: Server;
let base = '';
const seen: { url: string | undefined; token: string | undefined; body: string }[] = [];

function certificate(name: string, host: string): { cert: string; key: string } {
  const [cert, key] = [join(folder, `${name}.pem`), join(folder, `${name}.key`)];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', `/CN=${name}`, '-addext', `subjectAltName=${host}`, '-days', '2', '-keyout', key, '-out', cert], { stdio: 'pipe' });
  return { cert, key };
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'netboot-tls-'));
  const { cert, key } = certificate('site', 'IP:127.0.0.1');
  certificate('other', 'IP:127.0.0.1');
  server = createServer({ cert: readFileSync(cert), key: readFileSync(key) }, (request, response) => {
    let body = '';
    request.on('data', (chunk) => { body += String(chunk); });
    request.on('end', () => {
      seen.push({ url: request.url, token: request.headers.authorization, body });
      if (request.url === '/elsewhere') response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end('moved');
      else response.writeHead(200).end('two\nlines\n');
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  base = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

after(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
});

const site = (): string => join(folder, 'site.pem');

test('the authority of the initrd vouches for the server: body, token and answer pass', async () => {
  const file = join(folder, 'body.json');
  writeFileSync(file, '{"a":"ä"}');
  const answer = await askServer(localHost, { base, authority: site() }, { method: 'POST', path: '/v1/machines', content: { file, type: 'application/json' }, token: 'a"b\\c' });
  assert.deepEqual(answer, { status: 200, body: 'two\nlines\n' });
  assert.deepEqual(seen.at(-1), { url: '/v1/machines', token: 'Bearer a"b\\c', body: '{"a":"ä"}' });
});

test('another authority, a system that trusts nobody of ours, another name: nothing is sent, and it is said', async () => {
  const count = seen.length;
  for (const [from, authority] of [[base, join(folder, 'other.pem')], [base, undefined], [base.replace('127.0.0.1', 'localhost'), site()]] as const) {
    const answer = await askServer(localHost, { base: from, ...authority === undefined ? {} : { authority } }, { method: 'GET', path: '/v1/machines/x/spec', token: 'secret' });
    assert.match(String(answer), /^curl: \((60|35)\)/);
  }
  assert.equal(seen.length, count);
});

test('a redirection to plain http is not followed, and plain http is not spoken where there is an authority', async () => {
  const moved = await askServer(localHost, { base, authority: site() }, { method: 'GET', path: '/elsewhere', token: 'secret' });
  assert.deepEqual(moved, { status: 302, body: 'moved' });
  const heard: string[] = [];
  const plain = createPlain((request, response) => { heard.push(request.url ?? ''); response.end(); });
  await new Promise<void>((resolve) => { plain.listen(0, '127.0.0.1', resolve); });
  try {
    const answer = await askServer(localHost, { base: `http://127.0.0.1:${(plain.address() as AddressInfo).port}`, authority: site() }, { method: 'GET', path: '/v1/machines/x/spec', token: 'secret' });
    assert.match(String(answer), /^curl: \(1\)/);
    assert.deepEqual(heard, []);
  } finally {
    plain.close();
  }
});

test('nobody there: a sentence of curl', async () => {
  assert.match(String(await askServer(localHost, { base: 'http://127.0.0.1:9' }, { method: 'GET', path: '/' })), /^curl: \(7\)/);
});
