import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changesBetween } from '../../../../installer/engine/changes.ts';
import { openClients, type Client } from '../../../../installer/engine/clients.ts';
import { findInterrupted } from '../../../../installer/engine/interrupted.ts';
import { openLogLines } from '../../../../installer/engine/log-lines.ts';
import { stepStates } from '../../../../installer/engine/step-states.ts';
import { openEntry } from '../../../../installer/engine/transport/entry.ts';
import { countedLog } from '../../../../installer/engine/transport/counted-log.ts';
import type { Plan } from '../../../../shared/plan/plan.ts';
import type { Snapshot } from '../../../../shared/protocol/snapshot.ts';
import { recordingHost } from '../../../fakes/recording-host.ts';

test('what changed is told by its top-level keys, and only that', () => {
  const machine = { disks: [] };
  const before = { state: 'asking', machine, watchers: 1, network: { checks: [] }, plan: { hash: 'x' } } as unknown as Snapshot;
  assert.deepEqual(changesBetween(before, { ...before, network: { checks: [] } } as unknown as Snapshot), undefined, 'the same again is no news');
  const { plan: _, ...after } = { ...before, watchers: 2 };
  assert.deepEqual(changesBetween(before, after as Snapshot), { watchers: 2, plan: null });
});

test('steps before the one that runs are done, the others are to come', () => {
  const plan = { steps: ['a', 'b', 'c'].map((id) => ({ id, label: id.toUpperCase() })) } as unknown as Pick<Plan, 'steps'>;
  const states = (id: string | undefined, state: 'installing' | 'failed' | 'finished'): string[] => stepStates(plan, id, { state, seconds: new Map([['a', 1.5]]) }).map((step) => `${step.id} ${step.state}${step.seconds === undefined ? '' : ` ${step.seconds}`}`);
  assert.deepEqual(states('b', 'installing'), ['a done 1.5', 'b running', 'c to-come']);
  assert.deepEqual(states('b', 'failed'), ['a done 1.5', 'b to-come', 'c to-come']);
  assert.deepEqual(states(undefined, 'installing'), ['a running', 'b to-come', 'c to-come']);
  assert.deepEqual(states('c', 'finished'), ['a done 1.5', 'b done', 'c done']);
});

test('the log is read in parts; who waits is woken, and not for ever', async () => {
  const lines = openLogLines(50);
  for (let index = 0; index < 6000; index += 1) lines.add(String(index));
  const first = await lines.read(0);
  assert.deepEqual([first.lines.length, first.next - first.lines.length > 0], [500, true], 'the oldest are forgotten');
  let { next } = first;
  for (let part = first; part.lines.length > 0; next = part.next) {
    part = await lines.read(next);
    if (part.next === 6000) { next = part.next; break; }
  }
  assert.deepEqual(await lines.read(next), { lines: [], next: 6000 }, 'nothing new in its time');
  const waiting = lines.read(6000);
  lines.add('new');
  assert.deepEqual(await waiting, { lines: ['new'], next: 6001 });
  assert.ok((await lines.read(99_999)).lines.length > 0, 'a number of an engine before this one starts from what is there');
  lines.add('x'.repeat(10_000));
  assert.equal((await lines.read(6001)).lines[0]?.length, 2001);
});

test('the first that changes something is in control, and who takes over', () => {
  const [a, b] = [0, 1].map((): Client => ({ local: true, receive: () => undefined })) as [Client, Client];
  const clients = openClients();
  clients.add(a);
  clients.add(b);
  assert.deepEqual([clients.inControl(a), clients.inControl(b)], [true, true], 'nobody has done anything');
  assert.deepEqual([clients.mayChange(a), clients.inControl(b), clients.mayChange(b)], [true, false, false]);
  clients.take(b);
  assert.deepEqual([clients.mayChange(a), clients.mayChange(b)], [false, true]);
  clients.remove(b);
  assert.deepEqual([clients.inControl(a), clients.mayChange(a)], [true, true]);
});

test('a window that is reloaded comes before it has gone, and keeps the control', () => {
  const [watcher, before, after] = [0, 1, 2].map((): Client => ({ local: true, receive: () => undefined })) as [Client, Client, Client];
  const clients = openClients();
  for (const client of [watcher, before]) clients.add(client);
  clients.take(before);
  clients.add(after);
  clients.remove(before);
  assert.deepEqual([clients.inControl(after), clients.inControl(watcher)], [true, false]);
  for (const client of [after, watcher]) clients.remove(client);
  clients.add(before);
  assert.equal(clients.inControl(before), true);
});

test('a window whose connection broke is known again before its old one has ended', () => {
  const [old, again, stranger] = ['ada-1234', 'ada-1234', 'bob-1234'].map((window): Client => ({ local: true, window, receive: () => undefined })) as [Client, Client, Client];
  const clients = openClients();
  for (const client of [old, stranger]) clients.add(client);
  assert.equal(clients.mayChange(old), true);
  clients.add(again);
  assert.deepEqual([old, stranger, again].map(clients.inControl), [false, false, true]);
  clients.take(stranger);
  clients.remove(again);
  clients.add(again);
  assert.deepEqual([stranger, again].map(clients.inControl), [true, false], 'who took over meanwhile keeps it');
});

test('a token lets one in, a cookie lasts a day, and there are so many of them', () => {
  let clock = 0;
  const tokens: string[] = [];
  const entry = openEntry({ now: () => clock, onToken: (token) => { tokens.push(token); } });
  const first = entry.enter(tokens[0] ?? '');
  assert.ok(first !== undefined && entry.knows(first));
  assert.equal(entry.enter(tokens[0] ?? ''), undefined);
  assert.equal(tokens.length, 2);
  clock = 24 * 3600;
  assert.equal(entry.knows(first), false);
  const cookies = Array.from({ length: 40 }, () => entry.admit());
  assert.deepEqual([entry.knows(cookies[0]), entry.knows(cookies[39]), entry.knows(undefined), entry.knows('')], [false, true, false, false]);
  const without = openEntry({ now: () => 0 });
  assert.equal(without.enter(''), undefined);
  assert.equal(without.enter('undefined'), undefined);
});

test('ten thousand of a kind are fourteen lines', () => {
  const log: string[] = [];
  const counted = countedLog((line) => { log.push(line); });
  for (let index = 0; index < 10_000; index += 1) counted('pin', 'a wrong PIN');
  counted('host', 'a wrong name');
  assert.deepEqual([log.length, log[0], log[13], log.at(-1)], [15, 'a wrong PIN', 'a wrong PIN (8192 so far)', 'a wrong name']);
});

test('what a journal says of the run before', async () => {
  const find = (...lines: object[]): ReturnType<typeof findInterrupted> => findInterrupted(recordingHost({ files: { '/run/cognos/journal.jsonl': lines.map((line) => `${JSON.stringify(line)}\n`).join('') } }));
  assert.equal(await findInterrupted(recordingHost()), undefined);
  assert.equal(await find(), undefined);
  const begun = { event: 'begun', hash: 'x', steps: 9 };
  assert.deepEqual(await find(begun, { event: 'started', id: 'a' }, { event: 'done', id: 'a' }, { event: 'started', id: 'b' }), { kind: 'stopped', steps: 9, done: 1, stepId: 'b' });
  assert.deepEqual(await find({ event: 'resumed', hash: 'x', skipped: 5 }, { event: 'started', id: 'f' }, { event: 'failed', id: 'f', code: 'x', message: 'F: no' }), { kind: 'stopped', steps: 0, done: 5, stepId: 'f', failed: 'F: no' });
  assert.deepEqual(await find(begun, { event: 'finished', hash: 'x', seconds: 5 }), { kind: 'finished' });
});
