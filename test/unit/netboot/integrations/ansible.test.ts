/** The Ansible inventory against the boot server's own view of a rollout, served from loopback. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import type { Rollout, RolloutMachine } from '../../../../netboot/rollout/view.ts';

const script = join(import.meta.dirname, '../../../../netboot/integrations/ansible/cognos_inventory.py');
/** Debian's own: what the script promises to need. */
const python = '/usr/bin/python3';
const skip = existsSync(python) ? false : 'no Python 3 here';
const ansible = '/usr/bin/ansible-inventory';
const noAnsible = existsSync(ansible) ? skip : 'no ansible-inventory here (package ansible-core)';

const machine = (id: string, more: Partial<RolloutMachine>): RolloutMachine => ({ id, state: 'ready', fraction: 1, macs: [`52:54:00:00:00:${id}`], attempt: 1, seenAt: '2026-11-29T01:00:00.000Z', heardAt: '2026-11-29T02:00:00.000Z', ...more });
const machines = [
  machine('01', { hostname: 'edge-01', address: '192.0.2.11', rule: 'Edge GPUs', product: 'PowerEdge R760', specDigest: 'abc' }),
  machine('02', { state: 'failed', fraction: 0.43, reason: 'The disk is too small', hostname: 'edge-02', address: '192.0.2.12' }),
  machine('03', { state: 'waiting', reason: 'no rule matches it' }),
  machine('04', { hostname: 'edge-01' }),
];
const rollout: Omit<Rollout, 'counts' | 'rates'> = { version: 1, at: '2026-11-29T02:00:00.000Z', machines };

interface Server { url: string; asked: string[] }

async function serve(t: TestContext, body: unknown = rollout, status = 200): Promise<Server> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`.trim());
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.after(() => { server.closeAllConnections(); server.close(); });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

interface Ended { code: number; out: string; err: string }

function run(file: string, words: string[], env: Record<string, string>): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(file, words, { env: { PATH: '/usr/bin:/bin', HOME: tmpdir(), ...env } }, (error, out, err) => { resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }); });
  });
}

const inventory = (words: string[], env: Record<string, string> = {}): Promise<Ended> => run(python, [script, ...words], env);

test('--list: groups by state, rule and product, and what is known of each machine', { skip }, async (t) => {
  const { url, asked } = await serve(t);
  const { code, out } = await inventory(['--list'], { COGNOS_NETBOOT_URL: `${url}/` });
  const found = JSON.parse(out) as Record<string, { hosts: string[] }> & { _meta: { hostvars: Record<string, object> } };
  assert.equal(code, 0);
  assert.deepEqual(asked, ['GET /v1/rollout.json']);
  assert.deepEqual(found['cognos']?.hosts, ['03', 'edge-01', 'edge-01-04', 'edge-02']);
  assert.deepEqual([found['cognos_ready']?.hosts, found['cognos_failed']?.hosts, found['cognos_rule_edge_gpus']?.hosts, found['cognos_product_poweredge_r760']?.hosts], [['edge-01', 'edge-01-04'], ['edge-02'], ['edge-01'], ['edge-01']]);
  assert.deepEqual(found._meta.hostvars['edge-01'], {
    ansible_host: '192.0.2.11', cognos_address: '192.0.2.11', cognos_attempt: 1, cognos_fraction: 1, cognos_heard_at: '2026-11-29T02:00:00.000Z', cognos_hostname: 'edge-01', cognos_id: '01', cognos_macs: ['52:54:00:00:00:01'],
    cognos_product: 'PowerEdge R760', cognos_rule: 'Edge GPUs', cognos_seen_at: '2026-11-29T01:00:00.000Z', cognos_spec_digest: 'abc', cognos_state: 'ready',
  });
});

test('--host, of one that is there and of one that is not', { skip }, async (t) => {
  const { url } = await serve(t);
  assert.match((await inventory(['--host', 'edge-02'], { COGNOS_NETBOOT_URL: url })).out, /"cognos_reason": "The disk is too small"/);
  assert.deepEqual(JSON.parse((await inventory(['--host', 'nobody'], { COGNOS_NETBOOT_URL: url })).out), {});
});

test('the admin token comes from a file and goes into a header', { skip }, async (t) => {
  const { url, asked } = await serve(t);
  const folder = mkdtempSync(join(tmpdir(), 'cognos-ansible-'));
  t.after(() => { rmSync(folder, { recursive: true }); });
  writeFileSync(join(folder, 'token'), 'a-token-of-an-admin\n');
  assert.equal((await inventory(['--list'], { COGNOS_NETBOOT_URL: url, COGNOS_NETBOOT_TOKEN_FILE: join(folder, 'token') })).code, 0);
  assert.deepEqual(asked, ['GET /v1/rollout.json Bearer a-token-of-an-admin']);
});

test('what cannot be read is said in a sentence, without a trace', { skip }, async (t) => {
  const cases: [Record<string, string>, RegExp][] = [
    [{ COGNOS_NETBOOT_URL: (await serve(t, '{"error":"no"}', 401)).url }, /rollout\.json says 401: name a file with the boot server's admin token in COGNOS_NETBOOT_TOKEN_FILE$/m],
    [{ COGNOS_NETBOOT_URL: (await serve(t, '<html>')).url }, /cannot be read: Expecting value/],
    [{ COGNOS_NETBOOT_URL: (await serve(t, { version: 2, machines: [] })).url }, /is no rollout of version 1: is it the address of a CognOS boot server\?$/m],
    [{ COGNOS_NETBOOT_URL: 'http://127.0.0.1:1' }, /cannot be read: .*refused/],
    [{ COGNOS_NETBOOT_URL: 'file:///etc/passwd' }, /COGNOS_NETBOOT_URL is 'file:/],
    [{ COGNOS_NETBOOT_TOKEN_FILE: '/nonexistent' }, /^cognos_inventory\.py: the token of COGNOS_NETBOOT_TOKEN_FILE cannot be read: .*No such file/],
  ];
  for (const [env, message] of cases) {
    const { code, out, err } = await inventory(['--list'], env);
    assert.deepEqual([code, out], [1, '']);
    assert.match(err, message);
    assert.doesNotMatch(err, /Traceback/);
  }
  assert.equal((await inventory(['--all'])).code, 2);
});

test('Ansible itself takes it', { skip: noAnsible }, async (t) => {
  const { url } = await serve(t);
  const env = { COGNOS_NETBOOT_URL: url, LC_ALL: 'C.UTF-8', ANSIBLE_LOCALHOST_WARNING: 'False' };
  const { out, err } = await run(ansible, ['-i', script, '--graph', 'cognos_ready'], env);
  assert.equal(out, '@cognos_ready:\n  |--edge-01\n  |--edge-01-04\n', err);
  assert.match((await run(ansible, ['-i', script, '--host', 'edge-01'], env)).out, /"ansible_host": "192\.0\.2\.11"/);
});

test('Ansible takes the playbook', { skip: noAnsible || (existsSync('/usr/bin/ansible-playbook') ? false : 'no ansible-playbook here') }, async () => {
  const { code, err } = await run('/usr/bin/ansible-playbook', ['--syntax-check', '-i', 'edge-01,', join(script, '../ready.yaml')], { LC_ALL: 'C.UTF-8' });
  assert.equal(code, 0, err);
});
