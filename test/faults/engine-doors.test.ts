/** Who must not get in does not: hostile pages, other names, no cookie, guessed tokens and PINs; and whoever is in can send what they like. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Agent, createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect as connectSocket, type AddressInfo, type Socket } from 'node:net';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { openRemote } from '../../installer/engine/transport/remote.ts';
import { openPinGate } from '../../installer/engine/transport/pin-gate.ts';
import { mostRequestBytes } from '../../shared/protocol/read-message.ts';
import type { Message, Snapshot } from '../../shared/protocol/snapshot.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { enter, openWebSocket, seen, servingEngine, type ServingEngine } from '../fakes/serving-engine.ts';
import { countFaults } from './count-faults.ts';

const faults = countFaults('the doors of the engine', 10_500);

interface Answered { status: number; headers: IncomingHttpHeaders; body: string }

function ask(url: string, headers: Record<string, string> = {}, { method = 'GET', body }: { method?: string; body?: string } = {}, agent?: Agent): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const asked = send(url, { method, agent, headers: { ...headers, ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }) }, rejectUnauthorized: false } as Parameters<typeof httpRequest>[1], (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => { text += chunk; }).on('end', () => { resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }); });
    });
    asked.on('error', reject).end(body);
  });
}

const upgrades = (address: string, headers: Record<string, string>, path = '/ws'): Promise<string> => new Promise((resolve) => {
  const socket = new WebSocket(`${address.replace('http', 'ws')}${path}`, { headers, rejectUnauthorized: false });
  socket.on('open', () => { resolve('open'); socket.terminate(); });
  socket.on('unexpected-response', (_, response) => { resolve(String(response.statusCode)); socket.terminate(); });
  socket.on('error', (error) => { resolve(error.message); });
});

test('a hostile page in the same browser gets no WebSocket, cookie or not', async () => {
  await using serving = await servingEngine();
  const { address } = serving;
  const cookie = await enter(serving);
  assert.equal(await upgrades(address, { Cookie: cookie, Origin: address }), 'open');
  const port = new URL(address).port;
  for (const origin of ['https://evil.example', `http://evil.example:${port}`, `https://127.0.0.1:${port}`, 'http://127.0.0.1', `http://127.0.0.1:${Number(port) + 1}`, `http://localhost:${port}`, 'null', '', `${address}.evil.example`, `${address}/`, 'file://']) {
    faults.inject();
    assert.equal(await upgrades(address, { Cookie: cookie, Origin: origin }), '403', origin);
  }
  faults.inject();
  assert.equal(await upgrades(address, { Cookie: cookie }), '403', 'a browser always says where it comes from');
  faults.inject();
  assert.equal(await upgrades(address, { Cookie: cookie, Origin: address }, '/ws/other'), '403');
  assert.ok(serving.log.some((line) => line.includes('a WebSocket from 127.0.0.1 was refused') && line.includes('evil.example')), 'it is logged');
});

test('a foreign page can neither embed nor fetch the wizard', async () => {
  await using serving = await servingEngine();
  const cookie = await enter(serving);
  for (const headers of [{ Origin: 'https://evil.example' }, { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' }, { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'cors' }] as Record<string, string>[]) {
    faults.inject();
    assert.equal((await ask(`${serving.address}/`, { Cookie: cookie, ...headers })).status, 403, JSON.stringify(headers));
  }
  for (const path of ['/', '/enter?token=x', '/none']) {
    const { headers } = await ask(`${serving.address}${path}`, { Cookie: cookie });
    assert.match(String(headers['content-security-policy']), /default-src 'none'; script-src 'self';.*frame-ancestors 'none'/);
    assert.deepEqual([headers['x-frame-options'], headers['x-content-type-options'], headers['cross-origin-resource-policy'], headers['access-control-allow-origin']], ['DENY', 'nosniff', 'same-origin', undefined]);
  }
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
    faults.inject();
    const { status } = await ask(`${serving.address}/`, { Cookie: cookie, Origin: serving.address }, { method });
    assert.equal(status, 405, method);
  }
});

test('under another name nothing is answered (DNS rebinding)', async () => {
  await using serving = await servingEngine();
  const { address } = serving;
  const cookie = await enter(serving);
  const { port } = new URL(address);
  for (const host of ['evil.example', `evil.example:${port}`, 'localhost', `localhost:${port}`, '127.0.0.1', `127.0.0.2:${port}`, `127.0.0.1:${Number(port) + 1}`, `127.0.0.1:${port}.evil.example`, `[::1]:${port}`, `0:${port}`, `2130706433:${port}`]) {
    faults.inject();
    assert.equal((await ask(`${address}/`, { Cookie: cookie, Host: host })).status, 403, host);
    assert.equal((await ask(`${address}/enter?token=${serving.token()}`, { Host: host })).status, 403, host);
    assert.equal(await upgrades(address, { Cookie: cookie, Origin: `http://${host}`, Host: host }), '403', host);
  }
  assert.notEqual(await enter(serving), '', 'a token that was sent to another name is not used up');
  assert.ok(serving.log.some((line) => line.includes('Host "evil.example"')));
});

test('without the cookie there is nothing, and guesses of cookie and token are refused', async () => {
  await using serving = await servingEngine();
  const { address } = serving;
  const cookie = await enter(serving);
  const [name = ''] = cookie.split('=');
  assert.equal((await ask(`${address}/`, {})).status, 403);
  assert.equal(await upgrades(address, { Origin: address }), '403');
  for (let index = 0; index < 500; index += 1) {
    faults.inject();
    const guess = index === 0 ? '' : randomBytes(32).toString('hex');
    if (index % 2 === 0) assert.equal((await ask(`${address}/`, { Cookie: `${name}=${guess}` })).status, 403);
    else assert.equal((await ask(`${address}/enter?token=${guess}`)).status, 403);
  }
  for (const near of [`${cookie}0`, cookie.slice(0, -1), cookie.toUpperCase().replace('COGNOS', 'cognos'), `x${cookie}`]) {
    faults.inject();
    assert.equal(await upgrades(address, { Cookie: near, Origin: address }), '403', near);
  }
  assert.ok(serving.log.length < 80, `${serving.log.length} lines for ${faults.count} faults`);
});

test('10,000 wrong PINs: hardly any is heard, every fifth makes another PIN, and the log stays short', async () => {
  let clock = 0;
  let drawn = 0;
  const shown: string[] = [];
  const log: string[] = [];
  const gate = openPinGate({ now: () => clock, log: (line) => { log.push(line); }, show: (digits) => { shown.push(digits); }, draw: () => String(500_000 + (drawn += 1)) });
  const server = createServer((request, response) => { void gate.answer(request, response, () => 'cookie=1'); });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/pin`;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const counts: Record<number, number> = {};
  for (let index = 0; index < 10_000; index += 1) {
    faults.inject();
    clock += 1;
    const { status } = await ask(url, {}, { method: 'POST', body: `pin=${String(index % 400_000).padStart(6, '0')}` }, agent);
    counts[status] = (counts[status] ?? 0) + 1;
  }
  assert.deepEqual(Object.keys(counts), ['403', '429']);
  // Five in each minute of the clock.
  assert.ok((counts[403] ?? 0) <= 5 * (10_000 / 60 + 1), JSON.stringify(counts));
  assert.ok(shown.length >= (counts[403] ?? 0) / 5, `${shown.length} PINs`);
  assert.equal(new Set(shown).size, shown.length);
  assert.ok(log.length < 40, log.join('\n'));
  assert.doesNotMatch(log.join('\n'), /5000\d\d/, 'no PIN in the log');
  clock += 61;
  const right = await ask(url, {}, { method: 'POST', body: `pin=${shown.at(-1) ?? ''}` }, agent);
  assert.deepEqual([right.status, right.headers['set-cookie']], [303, ['cookie=1']]);
  // An old one is good no more, and neither is the newest after a quarter of an hour.
  clock += 61;
  assert.equal((await ask(url, {}, { method: 'POST', body: `pin=${shown[0] ?? ''}` }, agent)).status, 403);
  const last = shown.at(-1) ?? '';
  clock += 16 * 60;
  gate.refresh();
  assert.notEqual(shown.at(-1), last);
  assert.equal((await ask(url, {}, { method: 'POST', body: `pin=${last}` }, agent)).status, 403);
  agent.destroy();
  server.close();
});

test('on the network there is TLS, a PIN and no console', async () => {
  await using serving = await servingEngine();
  const said: string[] = [];
  const log: string[] = [];
  const remote = await openRemote({ engine: serving.engine, host: localHost, gui: serving.folder, network: true, log: (line) => { log.push(line); }, onAddress: () => undefined, onPin: (text) => { said.push(text); } }, undefined, 0);
  try {
    const address = `https://127.0.0.1:${remote.port}`;
    assert.match(said[0] ?? '', new RegExp(`PIN \\d{6}\\nIts certificate: [0-9A-F:]{95}`));
    const pin = /PIN (\d{6})/.exec(said[0] ?? '')?.[1] ?? '';
    const first = await ask(`${address}/`);
    assert.deepEqual([first.status, /<label for="pin">/.test(first.body)], [200, true]);
    assert.equal((await ask(`${address}/assets/x.js`)).status, 403, 'no file without the PIN');
    const post = (body: string, headers: Record<string, string> = { Origin: address }): Promise<Answered> => ask(`${address}/pin`, headers, { method: 'POST', body });
    for (const headers of [{}, { Origin: 'null' }, { Origin: 'https://evil.example' }, { Origin: address, Host: 'evil.example' }] as Record<string, string>[]) {
      faults.inject();
      const refused = await post(`pin=${pin}`, headers);
      assert.deepEqual([refused.status, refused.headers['set-cookie']], [403, undefined], JSON.stringify(headers));
    }
    faults.inject();
    assert.equal((await post(`pin=${pin === '000000' ? '000001' : '000000'}`)).status, 403);
    faults.inject();
    assert.equal((await post(`pin=${'0'.repeat(5000)}`)).status, 403);
    const right = await post(`pin=${pin.slice(0, 3)} ${pin.slice(3)}`);
    const [cookie = ''] = right.headers['set-cookie'] ?? [];
    assert.match(cookie, /^__Host-cognos-\d+=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
    assert.deepEqual([right.status, right.headers.location], [303, '/']);
    assert.equal(await upgrades(address, { Origin: address }), '403');
    const socket = new WebSocket(`${address.replace('http', 'ws')}/ws`, { headers: { Cookie: cookie.split(';')[0] ?? '', Origin: address }, rejectUnauthorized: false });
    const messages: Message[] = [];
    await new Promise<void>((resolve) => { socket.on('message', (data) => { messages.push(JSON.parse(String(data as Buffer)) as Message); resolve(); }); });
    assert.ok(messages[0]?.type === 'snapshot' && !messages[0].snapshot.you.local);
    socket.send('{"id":1,"type":"control.take"}');
    socket.send('{"id":2,"type":"console.show"}');
    const reply = await new Promise<Message>((resolve) => { socket.on('message', (data) => { const message = JSON.parse(String(data as Buffer)) as Message; if (message.type === 'reply' && message.id === 2) resolve(message); }); });
    assert.ok(reply.type === 'reply' && !reply.ok && reply.error.code === 'only-local');
    socket.terminate();
    assert.ok(log.some((line) => line.startsWith('the right PIN came from')));
    assert.doesNotMatch(log.join('\n'), new RegExp(pin));
    await assert.rejects(ask(`http://127.0.0.1:${remote.port}/`), 'no plain HTTP');
  } finally {
    await remote.stop();
  }
});

/** Raw text on the unix socket; what came back until it was closed or had been quiet. */
async function speak(serving: ServingEngine, texts: string[], hello = true): Promise<string> {
  const token = await readFile(join(serving.folder, 'ui/token'), 'utf8');
  const socket: Socket = connectSocket(serving.socket);
  let got = '';
  socket.setEncoding('utf8').on('data', (text: string) => { got += text; }).on('error', () => undefined);
  if (hello) socket.write(`${JSON.stringify({ id: 1, type: 'hello', protocol: 1, token })}\n`);
  for (const text of texts) socket.write(text);
  socket.write(`${JSON.stringify({ id: 999_999, type: 'spec.text', withSecrets: false })}\n`);
  await new Promise<void>((resolve) => {
    socket.on('close', () => { resolve(); });
    socket.on('data', () => { if (got.includes('"id":999999')) resolve(); });
    setTimeout(resolve, 3000).unref();
  });
  socket.destroy();
  return got;
}

test('the socket lets nobody in without its token', async () => {
  await using serving = await servingEngine();
  for (const first of ['', 'x', '{}', '{"id":1,"type":"plan.make"}', '{"id":1,"type":"hello","protocol":1}', `{"id":1,"type":"hello","protocol":1,"token":"${'0'.repeat(64)}"}`, '{"id":1,"type":"hello","protocol":2,"token":"x"}', 'GET / HTTP/1.1\r\nHost: x\r\n\r']) {
    faults.inject();
    const got = await speak(serving, [`${first}\n`], false);
    assert.doesNotMatch(got, /"snapshot"/, first);
    assert.match(got, /"ok":false/, first);
  }
});

test('garbage and oversized messages harm nobody but who sends them', async () => {
  await using serving = await servingEngine();
  const watcher = await serving.client();
  await seen(watcher, ({ state }) => state === 'asking');
  const lines = fc.array(fc.oneof(fc.string(), fc.json(), fc.string({ unit: 'binary' }), fc.constantFrom('{"id":1,"type":"run","command":"rm -rf /"}', '{"id":2,"type":"install.confirm"}', '{"id":3,"type":"answers.set","section":"you","value":{}}', '[]', 'null', '{"id":1e999,"type":"plan.make"}')), { minLength: 1, maxLength: 20 });
  await fc.assert(fc.asyncProperty(lines, async (texts) => {
    texts.forEach(() => { faults.inject(); });
    const got = await speak(serving, texts.map((text) => `${text.replaceAll('\n', ' ')}\n`));
    assert.match(got, /"id":999999,"ok":true/, 'a request among garbage is answered');
  }), { numRuns: 60 });
  faults.inject();
  assert.match(await speak(serving, ['x'.repeat(mostRequestBytes + 10)]), /"code":"too-large"/);
  faults.inject();
  assert.match(await speak(serving, [`${JSON.stringify({ id: 5, type: 'secret.judge', value: 'x'.repeat(mostRequestBytes) })}\n`]), /"code":"too-large"/);
  const address = serving.address;
  const cookie = await enter(serving);
  for (const message of ['x', '{"id":1,"type":"no.verb"}', Buffer.from([0, 1, 2, 255]), 'x'.repeat(mostRequestBytes + 10), '{'.repeat(100_000)]) {
    faults.inject();
    const browser = await openWebSocket(address, cookie);
    browser.socket.send(message);
    await new Promise((resolve) => { browser.socket.on('message', resolve).on('close', resolve); });
    browser.socket.terminate();
  }
  const { state } = await seen(watcher, () => true);
  assert.equal(state, 'asking');
  assert.deepEqual(await watcher.ask({ type: 'volumes.find' }), []);
});

test('a window that asks without end is told so, and others are served', async () => {
  await using serving = await servingEngine();
  const client = await serving.client();
  const other = await serving.client();
  const { next } = await client.ask({ type: 'logs.read', from: 0 }) as { next: number };
  const asked = Array.from({ length: 200 }, () => client.ask({ type: 'logs.read', from: next }).then(() => 'read', (error: unknown) => (error as { code: string }).code));
  faults.inject();
  await other.ask({ type: 'control.take' });
  const codes = await Promise.all(asked);
  assert.equal(codes.filter((code) => code === 'too-many').length, 200 - 64);
  assert.equal(codes.filter((code) => code === 'read').length, 64, 'the line of the new control woke them');
});

test('the snapshot tells no token, PIN or cookie', async () => {
  await using serving = await servingEngine();
  const token = serving.token();
  const cookie = await enter(serving);
  const browser = await openWebSocket(serving.address, cookie);
  const text = JSON.stringify(browser.snapshot satisfies Snapshot | undefined) + serving.log.join('\n');
  for (const secret of [token, serving.token(), cookie.split('=')[1] ?? 'none', await readFile(join(serving.folder, 'ui/token'), 'utf8')]) assert.ok(!text.includes(secret));
  browser.close();
});
