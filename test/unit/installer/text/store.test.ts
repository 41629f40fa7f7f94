import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import test from 'node:test';
import { openStore, type News, type Road, type Store } from '../../../../installer/text/store.ts';
import type { Verb } from '../../../../shared/protocol/request.ts';
import type { Snapshot } from '../../../../shared/protocol/snapshot.ts';

interface Told { store: Store; asked: Verb[]; tell(news: News): void; refuse(message: string | undefined): void; drawn: () => number }

function open(progressMilliseconds = 50): Told {
  const asked: Verb[] = [];
  let listener: (news: News) => void = () => undefined;
  let refusal: string | undefined;
  let drawn = 0;
  const road: Road = {
    ask: (verb) => { asked.push(verb); return refusal === undefined ? Promise.resolve() : Promise.reject(new Error(refusal)); },
    subscribe: (next) => { listener = next; }, close: () => undefined,
  };
  const store = openStore(road, { progressMilliseconds });
  store.subscribe(() => { drawn += 1; });
  return { store, asked, tell: (news) => { listener(news); }, refuse: (message) => { refusal = message; }, drawn: () => drawn };
}

const you = { hostname: 'a', name: '', fullName: '', hasPassword: false, sshKeys: [] };
const snapshot = (hostname: string): Snapshot => ({ protocol: 1, state: 'asking', answers: { you: { ...you, hostname } } }) as unknown as Snapshot;
const hostname = ({ store }: Told): string | undefined => store.view.snapshot?.answers.you.hostname;
const answer = ({ store }: Told, name: string): void => { store.answer({ section: 'you', value: { ...you, hostname: name } }); };

test('an answer shows at once, is sent when the typing pauses, and is then what the engine says', async () => {
  const told = open();
  told.tell({ type: 'open' });
  told.tell({ type: 'snapshot', snapshot: snapshot('a') });
  for (const name of ['b', 'bc', 'bcd']) answer(told, name);
  assert.equal(hostname(told), 'bcd');
  assert.equal(told.asked.length, 0);
  await pause(400);
  assert.deepEqual(told.asked, [{ type: 'answers.set', section: 'you', value: { ...you, hostname: 'bcd' } }]);
  answer(told, 'bcde');
  // What the engine says of the one before does not overwrite what is typed since.
  told.tell({ type: 'changed', changes: { answers: snapshot('bcd').answers } });
  assert.equal(hostname(told), 'bcde');
  await told.store.flush();
  told.tell({ type: 'changed', changes: { answers: snapshot('x').answers } });
  assert.equal(hostname(told), 'x');
});

test('what is asked comes after the answers that it is about', async () => {
  const told = open();
  told.tell({ type: 'open' });
  told.tell({ type: 'snapshot', snapshot: snapshot('a') });
  answer(told, 'b');
  await told.store.ask({ type: 'plan.make' });
  assert.deepEqual(told.asked.map(({ type }) => type), ['answers.set', 'plan.make']);
});

test('what the engine refuses is taken back and said; what it could not hear is sent again', async () => {
  const told = open();
  told.tell({ type: 'open' });
  told.tell({ type: 'snapshot', snapshot: snapshot('a') });
  told.refuse('another window is in control');
  answer(told, 'b');
  await told.store.flush();
  assert.equal(hostname(told), 'a');
  assert.equal(told.store.view.refused?.message, 'another window is in control');
  told.store.dismiss();
  assert.equal(told.store.view.refused, undefined);
  told.tell({ type: 'lost', reason: 'the engine has gone away' });
  told.refuse('gone');
  answer(told, 'c');
  await told.store.flush();
  assert.equal(hostname(told), 'c');
  told.refuse(undefined);
  told.asked.length = 0;
  told.tell({ type: 'open' });
  told.tell({ type: 'snapshot', snapshot: snapshot('a') });
  await pause(10);
  assert.equal(hostname(told), 'c');
  assert.deepEqual(told.asked.map(({ type }) => type), ['answers.set']);
});

test('progress alone is drawn no more often than the line can carry; anything else at once', async () => {
  const told = open(200);
  told.tell({ type: 'snapshot', snapshot: snapshot('a') });
  const before = told.drawn();
  for (let part = 0; part < 20; part += 1) told.tell({ type: 'changed', changes: { progress: { fraction: part / 20 } as never } });
  assert.equal(told.drawn(), before);
  await pause(260);
  assert.equal(told.drawn(), before + 1);
  assert.equal(told.store.view.snapshot?.progress?.fraction, 0.95);
  told.tell({ type: 'changed', changes: { state: 'finished' } });
  assert.equal(told.drawn(), before + 2);
});
