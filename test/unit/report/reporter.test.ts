import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { emptyOutbox, type OutboxPlaces } from '../../../shared/report/empty-outbox.ts';
import { listOutbox } from '../../../shared/report/outbox.ts';
import type { EventName } from '../../../shared/report/report-event.ts';
import { openReporter, type Reporter } from '../../../shared/report/reporter.ts';
import type { Host, RunOptions } from '../../../shared/system/host.ts';
import { localHost } from '../../../shared/system/local-host.ts';
import { recordingHost } from '../../fakes/recording-host.ts';
import { isSigned, openReceiver, type Receiver } from './receiver.ts';

const token = 'CANARY-token-7f3a';
const secret = 'CANARY-secret-91bc "quoted" \\';
const all: ReadonlySet<EventName> = new Set(['started', 'progress', 'failed', 'finished']);

interface Rig { receiver: Receiver; places: OutboxPlaces; commands: { argv: string; stdin?: string | undefined }[]; complaints: string[]; host: Host; clock: { at: number } }

async function rig(t: TestContext): Promise<Rig> {
  const receiver = await openReceiver(t);
  const commands: Rig['commands'] = [];
  const host: Host = { ...localHost, run: (file, args, options: RunOptions = {}) => {
    commands.push({ argv: [file, ...args].join(' '), stdin: options.stdin });
    return localHost.run(file, args, options);
  } };
  const places = { folder: join(receiver.folder, 'outbox'), retry: join(receiver.folder, 'retry.json'), lock: join(receiver.folder, 'lock') };
  return { receiver, places, commands, complaints: [], host, clock: { at: Date.UTC(2026, 10, 24) } };
}

function reporterOf({ receiver, places, complaints, host, clock }: Rig, events = all, onLeft?: () => void): Reporter {
  return openReporter({
    host, places, target: { url: receiver.url, token, secret }, events, stage: 'firstboot', machine: { name: 'edge-01' },
    clock: () => new Date(clock.at), now: () => clock.at / 1000, complain: (sentence) => complaints.push(sentence), ...(onLeft ? { onLeft } : {}),
  });
}

const deliver = ({ host, places, receiver, clock, complaints }: Rig): Promise<boolean> => emptyOutbox({
  host, places, target: { url: receiver.url, token, secret }, clock: () => new Date(clock.at), complain: (sentence) => complaints.push(sentence),
});

test('events arrive in order, signed, each with an id of its own, and nothing stays on disk', async (t) => {
  const it = await rig(t);
  const reporter = reporterOf(it);
  reporter.tell('started', {});
  reporter.progress({ fraction: 0.4, label: 'Größe: "x" \\ ', stepId: 'x' });
  reporter.tell('finished', { report: { version: 1, notes: ['a'] } });
  await reporter.settle(10_000);
  const { received } = it.receiver;
  assert.deepEqual(received.map(({ headers }) => headers['x-cognos-event']), ['started', 'progress', 'finished']);
  for (const one of received) {
    assert.ok(isSigned(one, secret));
    assert.equal(one.method, 'POST');
    assert.equal(one.headers['content-type'], 'application/json');
    assert.equal(one.headers.authorization, `Bearer ${token}`);
    assert.equal(one.headers['x-cognos-timestamp'], String(it.clock.at / 1000));
    assert.equal((JSON.parse(one.body) as { id: string }).id, one.headers['x-cognos-delivery']);
  }
  assert.equal(new Set(received.map(({ headers }) => headers['x-cognos-delivery'])).size, 3);
  assert.deepEqual((JSON.parse(received[2]?.body ?? '') as { report: unknown }).report, { version: 1, notes: ['a'] });
  assert.deepEqual(await readdir(it.places.folder), []);
  assert.deepEqual(it.complaints, []);
});

test('no secret is in an argument list, in a file or in a complaint; token and signature key go to curl on its stdin', async (t) => {
  const it = await rig(t);
  it.receiver.behaviours.push(500);
  const reporter = reporterOf(it);
  reporter.tell('failed', { message: 'no' });
  await reporter.settle(0);
  assert.ok(it.commands.some(({ argv }) => argv === 'curl --disable --config -'));
  assert.ok(it.commands.every(({ argv }) => !argv.includes('CANARY')));
  assert.ok(it.commands.some(({ stdin }) => stdin?.includes(token)));
  assert.ok(it.commands.every(({ stdin = '' }) => !stdin.includes('CANARY-secret')), 'the key of the signature leaves this process nowhere');
  for (const entry of await readdir(it.receiver.folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) assert.doesNotMatch(await readFile(join(entry.parentPath, entry.name), 'utf8'), /CANARY/, entry.name);
  }
  assert.ok(it.complaints.every((sentence) => !sentence.includes('CANARY')));
});

test('a receiver that fails, hangs up and is full is tried again, later each time, until it takes the event, once', async (t) => {
  const it = await rig(t);
  it.receiver.behaviours.push(500, 'hang up', 503, 404);
  let left = 0;
  const reporter = reporterOf(it, all, () => { left += 1; });
  reporter.tell('finished', {});
  await reporter.settle(10_000); // The first attempt, and an urgent one at the end.
  assert.equal(it.receiver.received.length, 2);
  assert.ok(left > 0, 'whoever can try later is told');
  assert.equal(await deliver(it), true);
  assert.equal(it.receiver.received.length, 2, 'not before its time');
  const pauses: number[] = [];
  while (await deliver(it)) {
    const { notBefore } = JSON.parse(await readFile(it.places.retry, 'utf8')) as { notBefore: number };
    pauses.push(notBefore - it.clock.at);
    it.clock.at = notBefore;
  }
  assert.deepEqual(pauses.filter((pause) => pause > 0), [10_000, 20_000, 40_000]);
  assert.equal(new Set(it.receiver.received.map(({ headers }) => headers['x-cognos-delivery'])).size, 1, 'always the same id');
  assert.deepEqual(await listOutbox(localHost, it.places.folder), []);
  assert.match(it.complaints[0] ?? '', /^The report was not delivered \(the receiver answered with status 500\); it is kept and tried again in 5 s$/);
});

test('a receiver that stalls holds nothing up: settle ends, the event stays, the next process delivers it', async (t) => {
  const it = await rig(t);
  it.receiver.behaviours.push('stall', 'stall');
  const reporter = reporterOf(it);
  reporter.tell('finished', {});
  await reporter.settle(300);
  assert.equal((await listOutbox(localHost, it.places.folder)).length, 1);
  it.receiver.behaviours.length = 0;
  it.clock.at += 3_600_000;
  assert.equal(await deliver(it), false);
  assert.equal((JSON.parse(it.receiver.received.at(-1)?.body ?? '') as { event: string }).event, 'finished');
});

test('an event that the receiver refuses for what it is does not stand in the way of the next', async (t) => {
  const it = await rig(t);
  it.receiver.behaviours.push(422);
  const reporter = reporterOf(it);
  reporter.tell('started', {});
  reporter.tell('finished', {});
  await reporter.settle(10_000);
  assert.deepEqual(it.receiver.received.map(({ headers }) => headers['x-cognos-event']), ['started', 'finished']);
  assert.deepEqual(it.complaints, ['The event started was refused and is not sent again: the receiver answered with status 422']);
});

test('a certificate that nobody vouches for is refused, and the event is kept', async (t) => {
  const it = await rig(t);
  delete process.env['CURL_CA_BUNDLE'];
  const reporter = reporterOf(it);
  reporter.tell('finished', {});
  await reporter.settle(10_000);
  assert.equal(it.receiver.received.length, 0);
  assert.match(it.complaints[0] ?? '', /self-signed certificate/);
  assert.equal((await listOutbox(localHost, it.places.folder)).length, 1);
});

test('an address that is not https is never asked', async (t) => {
  const it = await rig(t);
  it.receiver.url = it.receiver.url.replace('https:', 'http:');
  const reporter = reporterOf(it);
  reporter.tell('finished', {});
  await reporter.settle(10_000);
  assert.match(it.complaints[0] ?? '', /Protocol "http" not supported or disabled/);
});

test('only the events that were asked for are queued', async (t) => {
  const it = await rig(t);
  const reporter = reporterOf(it, new Set(['failed']));
  reporter.tell('started', {});
  reporter.tell('finished', {});
  reporter.progress({ fraction: 0.5, label: 'x', stepId: 'x' });
  await reporter.settle(1_000);
  assert.deepEqual(await localHost.list(it.places.folder), []);
  assert.deepEqual(it.commands, []);
});

test('without a network the outbox stays small: the oldest progress goes first', async () => {
  const host = recordingHost({ commands: { curl: { exitCode: 6, stderr: 'curl: (6) Could not resolve host: example.net' } } });
  let now = 0;
  const places = { folder: '/outbox', retry: '/retry.json', lock: '/lock' };
  const reporter = openReporter({
    host, places, target: { url: 'https://example.net/' }, events: all, stage: 'install', machine: { name: 'x' }, clock: () => new Date(0), now: () => now, complain: () => undefined,
  });
  reporter.tell('started', {});
  for (let minute = 0; minute < 200; minute += 1) {
    now = minute * 60;
    reporter.progress({ fraction: minute / 200, label: 'x', stepId: 'x' });
  }
  reporter.tell('finished', {});
  await reporter.settle(1_000);
  const queued = await listOutbox(host, places.folder);
  assert.equal(queued.length, 64);
  assert.deepEqual([queued[0]?.event, queued.at(-1)?.event], ['started', 'finished']);
  assert.equal(queued[1]?.sequence, 140, 'of the progress, the newest stayed');
  assert.ok([...host.files].every(([path, { mode }]) => !path.startsWith('/outbox/') || mode === 0o600));
});
