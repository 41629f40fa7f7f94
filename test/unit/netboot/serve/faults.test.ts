/** Fault 41 and its neighbours: a spec fetched by another machine, a token replayed, https dropped; bodies that are anything. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import fc from 'fast-check';
import { eventKey, isSigned } from '../../../../netboot/serve/tokens.ts';
import { handOutSpec } from '../../../../netboot/serve/hand-out.ts';
import { readEvent } from '../../../../netboot/serve/read-event.ts';
import { parseTable, readNeighbours } from '../../../../netboot/serve/neighbours.ts';
import { identify } from '../../../../netboot/serve/identify.ts';
import { makeCertificate } from '../../../../shared/net/certificate.ts';
import { localHost } from '../../../../shared/system/local-host.ts';
import { folderOf, spec as specText } from '../inventory/site.ts';
import { begin, client, fetchSpec, lineOf, post, retry, site, tell, type TestSite } from './site.ts';

const errorOf = (text: string): string => (JSON.parse(text) as { error: string }).error;

test('a token is for one spec, one use, ten minutes and no other machine', async (t) => {
  const it = await site(t);
  const one = await post(it, client(1));
  const two = await post(it, client(2));
  const swapped = await fetchSpec(it, one.spec, two.token);
  assert.deepEqual([swapped.status, errorOf(swapped.text)], [403, 'This token is for the spec of another machine']);
  assert.equal((await fetchSpec(it, one.spec, `${one.token.slice(0, -1)}x`)).status, 401);
  const bare = await fetch(it.url + one.spec);
  assert.deepEqual([bare.status, bare.headers.get('www-authenticate')], [401, 'Bearer']);
  assert.equal((await fetchSpec(it, one.spec, one.token)).status, 200);
  const replayed = await fetchSpec(it, one.spec, one.token);
  assert.deepEqual([replayed.status, errorOf(replayed.text)], [410, 'This token has been used, and a token is for one use; tell the server of the machine again']);
  it.clock.at += 10 * 60_000 + 1;
  const late = await fetchSpec(it, two.spec, two.token);
  assert.deepEqual([late.status, errorOf(late.text)], [401, 'This token has expired; tell the server of the machine again']);
  const again = await post(it, client(2));
  assert.equal((await fetchSpec(it, two.spec, two.token)).status, 401, 'the older of two tokens is none any more');
  assert.equal((await fetchSpec(it, again.spec, again.token)).status, 200);
  const used = await post(it, client(3));
  const both = await Promise.all([fetchSpec(it, used.spec, used.token), fetchSpec(it, used.spec, used.token)]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 410], 'of two at once, one gets it');
});

test('a token is for the address it was given to, and for a network card of its machine', async (t) => {
  const it = await site(t);
  const one = await post(it, client(1));
  const from = async (address: string, neighbour: string | undefined): Promise<[number, string]> => {
    const { status, body = '' } = await handOutSpec({ store: it.store, now: () => it.clock.at, key: eventKey('x'.repeat(43)), log: () => undefined, neighbours: () => Promise.resolve(neighbour) } as never, { id: one.id, authorization: `Bearer ${one.token}`, address, base: it.url });
    return [status, status === 200 ? '' : errorOf(body)];
  };
  assert.deepEqual(await from('10.0.0.66', undefined), [403, 'This token was given to 127.0.0.1, and this request comes from 10.0.0.66']);
  assert.deepEqual(await from('127.0.0.1', '52:54:00:de:ad:00'), [403, 'This request comes from 127.0.0.1, which is 52:54:00:de:ad:00; the machine has no such network card']);
  assert.deepEqual(await from('127.0.0.1', client(1).mac), [200, '']);
});

test('the kernel\'s table of neighbours, complete entries only', async (t) => {
  const table = `IP address       HW type     Flags       HW address            Mask     Device
10.0.0.7         0x1         0x2         52:54:00:aa:bb:cc     *        eth0
10.0.0.8         0x1         0x0         00:00:00:00:00:00     *        eth0
10.0.0.9         0x1         0x6         52:54:00:aa:bb:dd     *        eth0
`;
  assert.deepEqual([...parseTable(table)], [['10.0.0.7', '52:54:00:aa:bb:cc'], ['10.0.0.9', '52:54:00:aa:bb:dd']]);
  const folder = await folderOf(t, { arp: table });
  assert.equal(await readNeighbours(join(folder, 'arp'))('::ffff:10.0.0.7'), '52:54:00:aa:bb:cc');
  assert.equal(await readNeighbours(join(folder, 'nowhere'))('10.0.0.7'), undefined);
});

test('events are taken with their token and their signature, each once', async (t) => {
  const it = await site(t);
  const one = await begin(it, client(1));
  const two = await begin(it, client(2));
  assert.equal(await tell(it, one.id, one.report, { token: two.report.token }), 401);
  assert.equal(await tell(it, one.id, one.report, { secret: two.report.secret }), 401);
  assert.equal(await tell(it, one.id, one.report, { signature: 'sha256=00' }), 401);
  assert.equal(await tell(it, two.id, one.report, {}), 401, 'one machine cannot speak for another');
  assert.equal((await lineOf(it, one.id)).state, 'chosen');
  const delivery = '00000000-1111-4222-8333-444444444444';
  assert.equal(await tell(it, one.id, one.report, { fraction: 0.2, delivery }), 204);
  assert.equal(await tell(it, one.id, one.report, { fraction: 0.4 }), 204);
  assert.equal(await tell(it, one.id, one.report, { fraction: 0.2, delivery }), 204, 'taken, for it is there already');
  assert.equal((await lineOf(it, one.id)).fraction, 0.4);
  assert.equal(isSigned(undefined, '1', Buffer.from(''), 'x'), false);
  assert.equal(isSigned('sha256=', 'x\n', Buffer.from(''), 'x'), false);
});

test('no secret is in the log, in the rollout or in the answer about a machine', async (t) => {
  const it = await site(t, {}, { 'spec.yaml': specText.replace('cognos:', 'write_files: [{path: /etc/x, content: CANARY-in-the-spec}]\ncognos:') });
  const admission = await post(it, client(1));
  const { report } = await fetchSpec(it, admission.spec, admission.token);
  await tell(it, admission.id, report, { fraction: 0.2 });
  await retry(it, admission.id);
  const shown = [...it.lines, ...await Promise.all(['/v1/rollout.json', '/v1/rollout.csv', '/metrics', '/', `/v1/machines/${admission.id}`].map(async (path) => (await fetch(it.url + path)).text()))].join('\n');
  assert.match(shown, /has its spec/);
  const key = (await readFile(join(it.folder, 'state/event-key'), 'utf8')).trim();
  for (const secret of [admission.token, report.token, report.secret, key, 'CANARY-in-the-spec']) assert.ok(!shown.includes(secret));
  const database = (await Promise.all(['rollout.sqlite', 'rollout.sqlite-wal'].map((name) => readFile(join(it.folder, 'state', name), 'latin1')))).join('');
  for (const secret of [admission.token, report.token, report.secret, key]) assert.ok(!database.includes(secret), 'tokens are kept as hashes, the rest is not kept at all');
});

test('the rollout is for who stands at the server or has its token: not for other pages, proxies and names', async (t) => {
  const it = await site(t);
  const token = (await readFile(join(it.folder, 'state/admin-token'), 'utf8')).trim();
  const ask = (headers: Record<string, string>, path = '/v1/rollout.json'): Promise<number> => new Promise((resolve, reject) => {
    request(it.url + path, { headers }, (answer) => { answer.resume(); resolve(answer.statusCode ?? 0); }).on('error', reject).end();
  });
  assert.equal(await ask({}), 200);
  assert.equal(await ask({ 'X-Forwarded-For': '203.0.113.9' }), 401);
  assert.equal(await ask({ Origin: 'https://evil.example' }), 401);
  assert.equal(await ask({ 'Sec-Fetch-Site': 'cross-site' }), 401);
  assert.equal(await ask({ Host: 'evil.example' }), 401, 'DNS rebinding');
  assert.equal(await ask({ 'Host': 'evil.example', 'Authorization': `Bearer ${token}` }), 200);
  assert.equal(await ask({ Authorization: `Bearer ${'x'.repeat(43)}` }), 403);
  assert.equal(await ask({ Host: 'evil.example' }, '/'), 200, 'the page itself tells nothing');
  const one = await begin(it, client(1));
  const form = await fetch(`${it.url}/v1/machines/${one.id}/retry`, { method: 'POST', body: 'a=b', headers: { 'Content-Type': 'text/plain' } });
  assert.equal(form.status, 415, 'what a form of another page could send');
});

test('with a certificate everything is https, and the door for loaders gives nothing that is secret', async (t) => {
  const { key, cert } = await makeCertificate(localHost, ['localhost', '127.0.0.1']);
  const it = await site(t, { tls: { key, cert, ca: cert }, url: 'https://10.0.0.1:8480', plainPort: 0 });
  const plain = `http://127.0.0.1:${it.plainPort}`;
  const down = await fetch(`${plain}/v1/machines`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ version: 1, machine: client(1).machine }) });
  assert.deepEqual([down.status, await down.json()], [426, { error: 'This is spoken over https only' }]);
  for (const path of ['/v1/machines/6c0ffee0-0000-4000-8000-000000000001/spec', '/v1/rollout.json', '/metrics', '/']) assert.equal((await fetch(plain + path)).status, 426, path);
  const menu = await (await fetch(`${plain}/menu/ipxe?mac=52:54:00:00:00:01`)).text();
  assert.match(menu, /cognos\.netboot=https:\/\/10\.0\.0\.1:8480 /);
  await assert.rejects(fetch(`http://127.0.0.1:${it.port}/menu/ipxe?mac=52:54:00:00:00:01`), 'no http on the port of https');
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  t.after(() => { delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']; });
  const { spec, report } = await begin(it, client(1));
  assert.equal(report.url, 'https://10.0.0.1:8480/v1/events/6c0ffee0-0000-4000-8000-000000000001');
  assert.deepEqual(spec.ca_certs, { trusted: [cert] }, 'the installed machine trusts who it reports to');
});

test('whatever a body is, the server says no in a sentence and goes on', async (t) => {
  const it = await site(t);
  const one = await begin(it, client(1));
  const send = async (path: string, body: string | Uint8Array<ArrayBuffer>, type = 'application/json'): Promise<number> => {
    const answer = await fetch(it.url + path, { method: 'POST', body, headers: { 'Content-Type': type, 'Authorization': `Bearer ${one.report.token}` } });
    if (answer.status !== 204) assert.equal(typeof (await answer.json() as { error: unknown }).error, 'string');
    return answer.status;
  };
  const anything = fc.oneof(fc.json(), fc.string({ unit: 'binary' }), fc.constantFrom('', '[]', 'null', '{"version":1}', '{"version":1,"machine":{}}', '{"__proto__":{"version":1}}', `${'['.repeat(20_000)}`),
    fc.object({ maxDepth: 2 }).map((value) => JSON.stringify({ version: 1, machine: value })));
  await fc.assert(fc.asyncProperty(anything, async (body) => {
    assert.ok([400, 422].includes(await send('/v1/machines', body)));
    assert.equal(await send(`/v1/events/${one.id}`, body), 401, 'unsigned');
  }), { numRuns: 25 });
  const signedBodies = fc.oneof(fc.json(), fc.record({ version: fc.constantFrom(1, 2, '1'), id: fc.oneof(fc.string(), fc.uuid()), event: fc.oneof(fc.string(), fc.constantFrom('started', 'progress')), stage: fc.constantFrom('install', 'x'), progress: fc.oneof(fc.anything(), fc.record({ fraction: fc.oneof(fc.double(), fc.string()), label: fc.anything() })), message: fc.anything() }, { requiredKeys: [] }).map((value) => JSON.stringify(value)));
  await fc.assert(fc.asyncProperty(signedBodies, async (body) => {
    readEvent(Buffer.from(body), undefined);
    assert.ok([204, 400].includes(await tell(it, one.id, one.report, { body })));
  }), { numRuns: 40 });
  assert.equal(await send('/v1/machines', '{}', 'text/plain'), 415);
  assert.equal((await lineOf(it, one.id)).fraction <= 1, true);
  assert.ok(!it.lines.some((line) => line.startsWith('A request failed')), it.lines.find((line) => line.startsWith('A request failed')));
});

test('a body that is too long, a method, an address and a header that are none', async (t) => {
  const it = await site(t);
  const answer = await fetch(`${it.url}/v1/machines`, { method: 'POST', body: 'x'.repeat(4 * 1024 ** 2 + 1), headers: { 'Content-Type': 'application/json' } }).catch(() => undefined);
  assert.ok(answer === undefined || answer.status === 413);
  const lie = new ReadableStream({ start(controller) { for (let block = 0; block < 5; block += 1) controller.enqueue(new Uint8Array(1024 ** 2)); controller.close(); } });
  const chunked = await fetch(`${it.url}/v1/machines`, { method: 'POST', body: lie, duplex: 'half', headers: { 'Content-Type': 'application/json' } } as RequestInit).catch(() => undefined);
  assert.ok(chunked === undefined || chunked.status === 413);
  assert.equal((await fetch(`${it.url}/v1/machines`)).status, 405);
  assert.equal((await fetch(`${it.url}/v1/machines/x/spec`)).status, 404);
  assert.equal((await fetch(`${it.url}/v1/rollout.json`, { method: 'DELETE' })).status, 405);
  for (const raw of ['GET http://evil/ HTTP/1.1\r\nHost: x\r\n\r\n', 'GARBAGE\r\n\r\n', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(10_000)}\r\n\r\n`]) {
    const text = await new Promise<string>((resolve) => {
      let got = '';
      const socket = connect(it.port, '127.0.0.1', () => { socket.write(raw); });
      socket.on('data', (chunk) => { got += chunk.toString(); socket.end(); }).on('close', () => { resolve(got); }).on('error', () => undefined);
    });
    assert.doesNotMatch(text, /^HTTP\/1\.1 200/);
  }
  assert.equal((await post(it, client(1))).state, 'install', 'and it goes on');
});

test('a machine with neither UUID nor network card cannot be kept', async (t) => {
  const it: TestSite = await site(t);
  const nobody = client(1);
  nobody.machine.product = {};
  nobody.machine.nics = [];
  const answer = await fetch(`${it.url}/v1/machines`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ version: 1, machine: nobody.machine }) });
  assert.equal(answer.status, 422);
  assert.equal(identify(it.store, { uuid: undefined, macs: [], serial: undefined }), undefined);
});
