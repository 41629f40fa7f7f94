import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { rolloutCsv } from '../../../../netboot/rollout/csv.ts';
import { describeSeconds } from '../../../../netboot/rollout/describe.ts';
import { rolloutMetrics } from '../../../../netboot/rollout/metrics.ts';
import { rolloutPage } from '../../../../netboot/rollout/page.ts';
import { ratesOf } from '../../../../netboot/rollout/rates.ts';
import { rolloutTable } from '../../../../netboot/rollout/table.ts';
import { rolloutOf, type Rollout } from '../../../../netboot/rollout/view.ts';
import { openWebhooks } from '../../../../netboot/rollout/webhooks.ts';
import { giveMacs, insertMachine, listMachines, updateMachine } from '../../../../netboot/store/machines.ts';
import type { MachineRecord } from '../../../../netboot/store/machine-record.ts';
import { openStore, type Store } from '../../../../netboot/store/open-store.ts';
import { begin, client, site, tell } from '../serve/site.ts';

const at = Date.UTC(2026, 10, 29, 12);
const minute = 60_000;

async function rollout(): Promise<{ store: Store; view: Rollout }> {
  const store = openStore(':memory:');
  const machines: Partial<MachineRecord>[] = [
    { id: 'aaaaaaaaaaaa', state: 'ready', hostname: 'web-01', rule: 'web', chosen_at: at - 30 * minute, installed_at: at - 20 * minute, ended_at: at - 10 * minute, address: '10.0.0.1' },
    { id: 'bbbbbbbbbbbb', state: 'installing', hostname: 'web-02', rule: 'web', fraction: 0.437, label: 'Writing the system', chosen_at: at - 5 * minute, heard_at: at },
    { id: 'cccccccccccc', state: 'failed', hostname: 'db-01', rule: 'db', reason: 'The disk \u001b[31mvanished, "it" said', serial: '=cmd|x' },
    { id: 'dddddddddddd', state: 'waiting', reason: '2 rules are for this machine' },
    { id: 'eeeeeeeeeeee', state: 'firstboot', fraction: 0.2, heard_at: at - 40 * minute, chosen_at: at - 50 * minute, installed_at: at - 40 * minute },
  ];
  await store.write(() => {
    for (const { id = '', ...change } of machines) {
      insertMachine(store, id, 'seen', at - 60 * minute);
      updateMachine(store, id, change);
      giveMacs(store, id, [`52:54:00:00:00:${id.slice(0, 2)}`]);
    }
  });
  return { store, view: rolloutOf(store, at) };
}

test('the table: what needs somebody first, and nothing of it drives a terminal', async () => {
  const { view } = await rollout();
  assert.equal(rolloutTable(view, { columns: 100 }), `5 machines: 1 waiting, 1 installing, 1 first boot, 1 ready, 1 failed
1 ready an hour, 20 min a machine, 2 h 30 min left

machine            state                  rule  address
db-01              failed                 db              The disk \\u{1b}[31mvanished, "it" said
52:54:00:00:00:dd  waiting                                2 rules are for this machine
web-02             installing 43%         web             Writing the system
52:54:00:00:00:ee  first boot 20%, quiet
web-01             ready                  web   10.0.0.1
`);
  const small = rolloutTable(view, { columns: 40, rows: 8 });
  assert.ok(small.split('\n').every((line) => line.length <= 40));
  assert.match(small, /… and 2 more\n$/);
});

test('rates and the time that is left', async () => {
  const { store } = await rollout();
  const records = listMachines(store);
  assert.deepEqual(ratesOf(records, at), { readyPerHour: 1, secondsToInstall: 600, secondsToReady: 1200, secondsLeft: 9000 });
  assert.deepEqual(ratesOf([], at), {});
  assert.deepEqual([describeSeconds(43), describeSeconds(3900), describeSeconds(600)], ['43 s', '1 h 05 min', '10 min']);
});

test('CSV that no spreadsheet takes for formulas, and figures for Prometheus', async () => {
  const { view } = await rollout();
  const lines = rolloutCsv(view).split('\r\n');
  assert.equal(lines[0], 'id,hostname,state,percent,reason,rule,attempt,mac,serial,asset,product,address,seen,heard,chosen,installed,ended');
  assert.match(lines[3] ?? '', /^cccccccccccc,db-01,failed,0,"The disk .*vanished, ""it"" said",db,1,52:54:00:00:00:cc,'=cmd\|x,/);
  const metrics = rolloutMetrics(view);
  assert.match(metrics, /^cognos_netboot_machines\{state="failed"\} 1$/m);
  assert.match(metrics, /^cognos_netboot_quiet_machines 1$/m);
  assert.match(metrics, /^cognos_netboot_progress_ratio\{machine="bbbbbbbbbbbb",hostname="web-02",stage="install"\} 0\.437$/m);
  for (const line of metrics.split('\n').filter((each) => each !== '' && !each.startsWith('#'))) assert.match(line, /^[a-z_]+(\{[^{}]*\})? -?[\d.]+$/);
});

test('the page loads nothing from elsewhere and takes no inline script but its own', () => {
  const { html, policy } = rolloutPage('bm9uY2U=');
  assert.match(policy, /default-src 'none'; script-src 'nonce-bm9uY2U='/);
  assert.doesNotMatch(html, /\bsrc=|https?:| on[a-z]+=/);
  assert.doesNotMatch(html, /innerHTML|eval|document\.write/);
});

test('a webhook for each machine that is ready or has failed, signed, again until it is taken, across a restart', async (t) => {
  const received: { status: number; body: string; signature: string; timestamp: string; delivery: string }[] = [];
  const answers = [500, 204, 204];
  let arrived: () => void = () => undefined;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
    request.on('end', () => {
      const status = answers.shift() ?? 204;
      received.push({ status, body, signature: String(request.headers['x-cognos-signature']), timestamp: String(request.headers['x-cognos-timestamp']), delivery: String(request.headers['x-cognos-delivery']) });
      response.writeHead(status).end();
      arrived();
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  t.after(() => { server.closeAllConnections(); server.close(); });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?token=CANARY`;
  const it = await site(t, { webhook: { url, secret: 'hook-secret' } });
  const one = await begin(it, client(1));
  const first = new Promise<void>((resolve) => { arrived = resolve; });
  await tell(it, one.id, one.report, { event: 'failed', message: 'The disk vanished' });
  await first;
  const two = await begin(it, client(2));
  const rest = new Promise<void>((resolve) => { arrived = () => { if (received.length === 3) resolve(); }; });
  await tell(it, two.id, two.report, { stage: 'firstboot', event: 'finished' });
  const again = await it.again();
  again.clock.at += 6000;
  const hooks = openWebhooks({ store: again.store, url, secret: 'hook-secret', now: () => again.clock.at, log: () => undefined });
  await rest;
  await hooks.stop();
  const bodies = received.map(({ body }) => JSON.parse(body) as { event: string; message?: string; machine: { hostname: string } });
  assert.deepEqual(bodies.map(({ event, message, machine }) => [event, message, machine.hostname]), [['failed', 'The disk vanished', 'web-01'], ['failed', 'The disk vanished', 'web-01'], ['ready', undefined, 'web-02']]);
  assert.equal(received[0]?.delivery, received[1]?.delivery);
  for (const { body, signature, timestamp } of received) assert.equal(signature, `sha256=${createHmac('sha256', 'hook-secret').update(`${timestamp}.${body}`).digest('hex')}`);
  assert.ok([...it.lines, ...again.lines].every((line) => !line.includes('CANARY')));
});
