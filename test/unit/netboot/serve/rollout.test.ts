import assert from 'node:assert/strict';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readUserData } from '../../../../cloud-init/read-user-data.ts';
import { spec as specText } from '../inventory/site.ts';
import { begin, client, fetchSpec, lineOf, menu, post, publicUrl, retry, site, tell } from './site.ts';

test('a machine from its first menu to ready, and every state of it in the rollout', async (t) => {
  const it = await site(t);
  const one = client(1);
  assert.equal(await menu(it, one), 'install');
  assert.equal((await lineOf(it, one.uuid)).state, 'seen');
  const admission = await post(it, one);
  assert.deepEqual(Object.keys(admission).sort(), ['expires', 'id', 'spec', 'state', 'token']);
  assert.equal(admission.state, 'install');
  assert.equal(admission.id, one.uuid);
  assert.deepEqual([(await lineOf(it, one.uuid)).state, (await lineOf(it, one.uuid)).rule, (await lineOf(it, one.uuid)).hostname], ['chosen', 'all', 'web-01']);
  const served = await fetchSpec(it, admission.spec, admission.token);
  assert.equal(served.status, 200);
  const read = await readUserData(new TextEncoder().encode(served.text), 'served');
  assert.ok(read.ok, read.ok ? '' : JSON.stringify(read.findings));
  assert.equal(read.spec.hostname, 'web-01');
  assert.equal(served.report.url, `${publicUrl}/v1/events/${one.uuid}`);

  const says = async (told: Parameters<typeof tell>[3]): Promise<string> => {
    assert.equal(await tell(it, one.uuid, served.report, told), 204);
    const { state, fraction, reason } = await lineOf(it, one.uuid);
    return `${state} ${Math.round(fraction * 100)}${reason === undefined ? '' : ` ${reason}`}`;
  };
  assert.equal(await says({ event: 'started' }), 'installing 0');
  assert.equal(await says({ fraction: 0.43 }), 'installing 43');
  assert.equal((await lineOf(it, one.uuid)).label, 'Writing the system');
  assert.equal(await menu(it, one), 'install');
  assert.equal(await says({ event: 'finished' }), 'firstboot 0');
  assert.equal(await menu(it, one), 'local');
  assert.equal(await says({ fraction: 0.99 }), 'firstboot 0', 'a late event of the install changes nothing');
  assert.equal(await says({ stage: 'firstboot', event: 'started' }), 'firstboot 0');
  assert.equal(await says({ stage: 'firstboot', event: 'failed', state: 'waiting', message: 'There is no network' }), 'firstboot 0 There is no network');
  assert.equal(await says({ stage: 'firstboot', fraction: 0.5 }), 'firstboot 50');
  assert.equal(await says({ stage: 'firstboot', event: 'finished', report: { version: 1 } }), 'ready 100');
  assert.equal(await says({ stage: 'firstboot', event: 'failed', message: 'late' }), 'ready 100');
  assert.equal(await menu(it, one), 'local');
  assert.deepEqual(await post(it, one), { id: one.uuid, state: 'done', reason: 'This machine has been installed. To install it again, ask for it: cognos-netboot retry' });
});

test('a machine that failed is not tried again until somebody asks; then it gets fresh secrets, and may lose its CognOS', async (t) => {
  const it = await site(t);
  const one = client(1);
  const first = await begin(it, one);
  await tell(it, first.id, first.report, { event: 'started' });
  await tell(it, first.id, first.report, { event: 'failed', message: 'The disk vanished' });
  assert.equal((await fetch(`${it.url}/v1/machines/${first.id}/log`, { method: 'POST', body: 'the log\n', headers: { Authorization: `Bearer ${first.report.token}` } })).status, 204);
  assert.deepEqual([(await lineOf(it, first.id)).state, (await lineOf(it, first.id)).reason, (await lineOf(it, first.id)).hasLog], ['failed', 'The disk vanished', true]);
  assert.match(await (await fetch(`${it.url}/v1/machines/${first.id}/log`)).text(), /^== attempt 1, .*\nthe log\n/);
  assert.equal(await menu(it, one), 'local');
  assert.equal((await post(it, one)).state, 'done');
  assert.equal(await retry(it, first.id), 200);
  assert.equal(await menu(it, one), 'install');
  const admission = await post(it, one);
  assert.equal(admission.reset, true);
  const second = await fetchSpec(it, admission.spec, admission.token);
  assert.notEqual(second.report.token, first.report.token);
  assert.notEqual(second.report.secret, first.report.secret);
  assert.equal(await tell(it, first.id, first.report, { fraction: 0.9 }), 410, 'of an attempt that was given up');
  assert.equal(await tell(it, first.id, second.report, { fraction: 0.1 }), 204);
  assert.equal((await lineOf(it, first.id)).attempt, 2);
});

test('a machine that lost power goes on with the very same spec, whatever the inventory says by now', async (t) => {
  const it = await site(t);
  const first = await begin(it, client(1));
  await tell(it, first.id, first.report, { event: 'started' });
  await writeFile(join(it.folder, 'spec.yaml'), specText.replace('users:', 'timezone: Europe/Berlin\nusers:'));
  const second = await begin(it, client(1));
  assert.equal(second.text, first.text, 'another token would be another plan, and nothing could go on');
  assert.equal((await begin(it, client(2))).spec.timezone, 'Europe/Berlin');
  await retry(it, first.id);
  assert.equal((await begin(it, client(1))).spec.timezone, 'Europe/Berlin');
});

test('an installation that begins again and again has failed', async (t) => {
  const it = await site(t);
  for (let start = 0; start < 5; start += 1) assert.equal((await begin(it, client(1))).status, 200);
  assert.equal((await post(it, client(1))).reason, 'It began its installation 5 times and never came to an end');
  assert.equal((await lineOf(it, client(1).uuid)).state, 'failed');
});

test('no rule, and a broken edit while machines boot: they wait, are told why, and go on when it is mended', async (t) => {
  const it = await site(t);
  const stranger = client(9);
  const told = await post(it, stranger);
  assert.equal(told.state, 'wait');
  assert.match(told.reason ?? '', /^no rule of .*site\.yaml is for this machine \(52:54:00:00:00:09, serial S9, UUID 6c0ffee0-.*, from 127\.0\.0\.1\)$/);
  assert.equal((await lineOf(it, stranger.uuid)).state, 'waiting');
  await writeFile(join(it.folder, 'machines.csv'), 'serial;hostname\nS9;new\n');
  assert.equal((await post(it, stranger)).state, 'wait');
  assert.equal((await begin(it, client(1))).status, 200, 'the last good inventory counts');
  const { inventory } = await (await fetch(`${it.url}/v1/rollout.json`)).json() as { inventory: { problems: string[] } };
  assert.match(inventory.problems[0] ?? '', /machines\.csv:1:1: "serial;hostname" is no name for a column/);
  assert.ok(it.lines.some((line) => line.startsWith('The inventory was edited into something that cannot be, the last good one counts: ')));
  await writeFile(join(it.folder, 'machines.csv'), 'serial,hostname\nS9,new-09\n');
  assert.equal((await begin(it, stranger)).spec.hostname, 'new-09');
});

test('two rules, and a rule whose disk rule matches two disks, are refused with their names', async (t) => {
  const it = await site(t, {}, {
    'site.yaml': 'version: 1\nrules:\n  - {name: a, match: {serial: "S?"}, spec: spec.yaml, values: {hostname: x}}\n  - {name: b, match: {serial: [S2]}, spec: spec.yaml, values: {hostname: y}}\n',
    'spec.yaml': specText.replace('{match: {prefer: largest}, wipe: any}', '{match: {size: ">=1G"}}'),
  });
  assert.match((await post(it, client(2))).reason ?? '', /^2 rules are for this machine, and CognOS does not guess: a \(.*\), b \(/);
  const twoDisks = client(1, 'identical-disks');
  assert.match((await post(it, twoDisks)).reason ?? '', /^rule a: cognos\.storage\.disk\.match: \d disks match, and CognOS does not guess/);
  const line = await lineOf(it, twoDisks.uuid);
  assert.equal(line.state, 'waiting');
  assert.match(line.reason ?? '', /disks match/);
});

test('so many at once, one after the other, first come first served', async (t) => {
  const it = await site(t, { limits: { concurrency: 1, stagger: 30 } });
  const first = await begin(it, client(1));
  const waiting = await post(it, client(2));
  assert.equal(waiting.reason, '1 machines are being installed, of 1 at a time');
  it.clock.at += 1000;
  assert.equal((await post(it, client(3))).reason, '1 machines are being installed, of 1 at a time, 1 waits before this one');
  await tell(it, first.id, first.report, { event: 'finished' });
  assert.equal((await post(it, client(3))).state, 'wait', 'another one was there before');
  assert.equal((await post(it, client(2))).reason, 'one machine begins every 30 s, and it is not this one\'s turn yet');
  it.clock.at += 30_000;
  assert.equal((await post(it, client(2))).state, 'install');
  it.clock.at += 31 * 60_000;
  assert.equal((await lineOf(it, client(2).uuid)).quiet, true);
  assert.equal((await post(it, client(3))).state, 'install', 'who was not heard of for half an hour holds no place');
});

test('GRUB knows a MAC address only; the machine that tells of itself later is the same one', async (t) => {
  const it = await site(t);
  const one = client(1);
  const answer = await fetch(`${it.url}/menu/grub?mac=${one.mac.replaceAll(':', '-')}`);
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), /cognos\.netboot=http:\/\/10\.0\.0\.1:8480/);
  assert.equal((await lineOf(it, one.mac)).state, 'seen');
  await post(it, one);
  const { machines } = await (await fetch(`${it.url}/v1/rollout.json`)).json() as { machines: { id: string }[] };
  assert.deepEqual(machines.map(({ id }) => id), [one.uuid]);
  const twin = client(2);
  twin.machine.product.uuid = one.uuid; // Boards that come with the same UUID.
  assert.equal((await post(it, twin)).id, twin.mac);
  assert.equal((await fetch(`${it.url}/menu/ipxe?uuid=00000000-0000-0000-0000-000000000000`)).status, 400);
});

test('nothing of it is lost when the server is started again, and its secrets are for root only', async (t) => {
  const before = await site(t);
  const one = await begin(before, client(1));
  await tell(before, one.id, one.report, { fraction: 0.43, delivery: '11111111-2222-4333-8444-555555555555' });
  const pending = await post(before, client(2));
  const it = await before.again();
  assert.deepEqual([(await lineOf(it, one.id)).state, (await lineOf(it, one.id)).fraction], ['installing', 0.43]);
  assert.equal((await fetchSpec(it, pending.spec, pending.token)).status, 200, 'a token that was given before counts');
  assert.equal(await tell(it, one.id, one.report, { fraction: 0.1, delivery: '11111111-2222-4333-8444-555555555555' }), 204);
  assert.equal((await lineOf(it, one.id)).fraction, 0.43, 'and so does that an event was there');
  for (const name of ['rollout.sqlite', 'event-key', 'admin-token']) assert.equal((await stat(join(it.folder, 'state', name))).mode & 0o777, 0o600, name);
  await assert.rejects(before.again, /Another cognos-netboot serve uses/);
});
