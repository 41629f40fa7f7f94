/** The real server, asked by curl. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:https';
import { after, before, suite, test } from 'node:test';
import type { Server } from 'node:http';
import type { PageSettings } from '../../../../firstboot/page/page-settings.ts';
import { pageServer } from '../../../../firstboot/page/page-server.ts';
import { makeCertificate } from '../../../../shared/net/certificate.ts';
import type { FirstbootState } from '../../../../firstboot/progress/state.ts';
import { localHost } from '../../../../shared/system/local-host.ts';

const state: FirstbootState = {
  pid: 4711, phase: 'running', step: 'fetch-models', label: 'Downloading the model', fraction: 0.43, bytes: { done: 1.2e9, total: 4.1e9 }, secondsLeft: 180,
  line: 'Downloading the model', since: '2026-11-24T12:00:00.000Z', steps: [{ id: 'ssh-host-keys', label: 'Making the ssh host keys', state: 'done', seconds: 0.3 }], notes: ['<b>odd</b>'],
};
const pin = '042137';

interface Running { server: Server; port: number; log: string[]; clock: { seconds: number } }

async function start(tls?: PageSettings['tls']): Promise<Running> {
  const log: string[] = [];
  const clock = { seconds: 0 };
  const settings: PageSettings = { port: 0, name: 'edge-01', names: ['localhost', 'edge-01'], ...(tls ? { tls } : {}) };
  const server = pageServer({ settings, now: () => clock.seconds, log: (line) => log.push(line), readState: () => Promise.resolve(state) });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  return { server, log, clock, port: typeof address === 'object' && address ? address.port : 0 };
}

/** Status line and headers first. */
const curl = (...args: string[]): Promise<string> => localHost.run('curl', ['--disable', '--silent', '--show-error', '--include', '--insecure', '--max-time', '20', ...args]);

/** A POST of a PIN over a connection that stays: every curl would be a handshake of its own. */
function statusOf(port: number, agent: Agent, digits: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, agent, method: 'POST', path: '/pin', headers: { Origin: `https://127.0.0.1:${port}` } }, (response) => {
      response.resume().on('end', () => { resolve(response.statusCode); });
    });
    sent.on('error', reject).end(`pin=${digits}`);
  });
}

suite('on this machine alone', () => {
  let it: Running;
  before(async () => { it = await start(); });
  after(() => { it.server.close(); it.server.closeAllConnections(); });

  test('shows the state, without script, and comes back by itself', async () => {
    const page = await curl(`http://127.0.0.1:${it.port}/`);
    assert.match(page, /^HTTP\/1.1 200/);
    assert.match(page, /^Refresh: 5\r$/m);
    assert.match(page, /<title>43% edge-01: First boot is running<\/title>/);
    assert.match(page, /Downloading the model · 1.2 GB of 4.1 GB · 3 min left/);
    assert.match(page, /&lt;b&gt;odd&lt;\/b&gt;/);
    assert.doesNotMatch(page, /<script/);
  });

  test('its headers let nothing else in', async () => {
    const page = await curl(`http://127.0.0.1:${it.port}/`);
    const nonce = /style-src 'nonce-([^']+)'/.exec(page)?.[1] ?? '';
    assert.ok(page.includes(`<style nonce="${nonce}">`));
    for (const header of ["Content-Security-Policy: default-src 'none';", 'X-Content-Type-Options: nosniff', 'X-Frame-Options: DENY', 'Referrer-Policy: no-referrer', 'Cache-Control: no-store']) {
      assert.ok(page.includes(header), header);
    }
    assert.notEqual(/nonce-([^']+)/.exec(await curl(`http://127.0.0.1:${it.port}/`))?.[1], nonce);
  });

  test('/status.json is the state', async () => {
    const [, body = ''] = (await curl(`http://localhost:${it.port}/status.json`)).split('\r\n\r\n');
    assert.deepEqual(JSON.parse(body), state);
  });

  test('another name than the machine\'s is refused (DNS rebinding), its own and addresses are not', async () => {
    for (const name of ['evil.example', 'localhost.evil.example', '']) assert.match(await curl('--header', `Host: ${name};`.replace(';', name ? '' : ';'), `http://127.0.0.1:${it.port}/status.json`), /^HTTP\/1.1 (421|400)/, name);
    for (const name of ['edge-01', 'EDGE-01:8090', '192.0.2.7', '[2001:db8::1]:8090']) assert.match(await curl('--header', `Host: ${name}`, `http://127.0.0.1:${it.port}/`), /^HTTP\/1.1 200/, name);
  });

  test('it is for reading: no other verb, no other address', async () => {
    for (const verb of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      assert.match(await curl('--request', verb, '--header', `Origin: https://127.0.0.1:${it.port}`, `http://127.0.0.1:${it.port}/`), /^HTTP\/1.1 405/, verb);
    }
    assert.match(await curl('--head', `http://127.0.0.1:${it.port}/`), /^HTTP\/1.1 200/);
    assert.match(await curl('--path-as-is', `http://127.0.0.1:${it.port}/../../etc/shadow`), /^HTTP\/1.1 404/);
  });
});

suite('over the network', () => {
  let it: Running;
  const address = (): string => `https://127.0.0.1:${it.port}`;
  const tryPin = (digits: string, ...more: string[]): Promise<string> => curl('--header', `Origin: ${address()}`, '--data', `pin=${digits}`, ...more, `${address()}/pin`);
  before(async () => { it = await start({ ...await makeCertificate(localHost, ['edge-01', '127.0.0.1']), pin }); });
  after(() => { it.server.close(); it.server.closeAllConnections(); });

  test('nothing is shown before the PIN', async () => {
    const page = await curl(`${address()}/`);
    assert.match(page, /The console of the machine shows a PIN/);
    assert.doesNotMatch(page, /Downloading/);
    assert.match(await curl(`${address()}/status.json`), /^HTTP\/1.1 401/);
    assert.match(await curl('--header', `Cookie: cognos=${'0'.repeat(64)}`, `${address()}/status.json`), /^HTTP\/1.1 401/);
  });

  test('the PIN opens it to the browser that sent it; from another site it is not taken', async () => {
    assert.match(await curl('--header', 'Origin: https://evil.example', '--data', `pin=${pin}`, `${address()}/pin`), /^HTTP\/1.1 421/);
    assert.match(await curl('--data', `pin=${pin}`, `${address()}/pin`), /^HTTP\/1.1 421/);
    const answer = await tryPin(pin);
    assert.match(answer, /^HTTP\/1.1 303/);
    const [, cookie = ''] = /^Set-Cookie: (cognos=[0-9a-f]{64}); Path=\/; Secure; HttpOnly; SameSite=Strict\r$/m.exec(answer) ?? [];
    assert.match(await curl('--header', `Cookie: a=b; ${cookie}`, `${address()}/`), /Downloading the model/);
  });

  test('it does not speak without TLS', async () => {
    await assert.rejects(curl(`http://127.0.0.1:${it.port}/`));
  });

  test('a body that is no PIN is not read to its end', async () => {
    assert.match(await tryPin('1'.repeat(100_000)), /^HTTP\/1.1 (403|429)/);
  });

  test('wrong PINs are refused and noted; the right one after them is refused, too, until a minute has passed', async () => {
    it.clock.seconds += 3600;
    const agent = new Agent({ keepAlive: true, maxSockets: 4, rejectUnauthorized: false });
    const codes = await Promise.all(Array.from({ length: 500 }, (_, index) => statusOf(it.port, agent, String(900_000 + index))));
    agent.destroy();
    assert.equal(codes.length, 500);
    assert.deepEqual(Object.fromEntries([403, 429].map((code) => [code, codes.filter((one) => one === code).length])), { 403: 10, 429: 490 });
    assert.match(await tryPin(pin), /^HTTP\/1.1 429[^]*^Retry-After: \d+\r$/m);
    assert.match(it.log.at(-1) ?? '', /^A PIN from 127\.0\.0\.1 was not heard: too many tries \(256 so far\)$/);
    assert.ok(it.log.every((line) => !line.includes(pin)));
    it.clock.seconds += 61;
    assert.match(await tryPin(pin), /^HTTP\/1.1 303/, 'a minute later the person at the console is heard again');
  });
});

test('10,000 wrong PINs are refused and noted, and do not fill the journal', async () => {
  const { openGate } = await import('../../../../firstboot/page/gate.ts');
  const log: string[] = [];
  const gate = openGate({ pin, now: () => 0, log: (line) => log.push(line) });
  const verdicts = Array.from({ length: 10_000 }, (_, index) => gate.try(String(900_000 + index), '192.0.2.1').outcome);
  assert.deepEqual([verdicts.filter((one) => one === 'wrong').length, verdicts.filter((one) => one === 'not-now').length], [10, 9_990]);
  assert.ok(log.length >= 2 && log.length < 40, `${log.length} lines`);
  assert.equal(log.at(-1), 'A PIN from 192.0.2.1 was not heard: too many tries (8192 so far)');
});

test('after a hundred wrong PINs the gate stays shut', async () => {
  const { openGate } = await import('../../../../firstboot/page/gate.ts');
  let seconds = 0;
  const gate = openGate({ pin, now: () => seconds, log: () => undefined });
  for (let tries = 0; tries < 100; tries += 1, seconds += 10) assert.equal(gate.try('999999', 'x').outcome, 'wrong');
  assert.equal(gate.try(pin, 'x').outcome, 'not-now');
  seconds += 86_400;
  assert.equal(gate.try(pin, 'x').outcome, 'not-now');
  assert.ok(!gate.knows(`cognos=${randomUUID()}`));
});
