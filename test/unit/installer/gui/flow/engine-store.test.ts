import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineStore } from '../../../../../installer/gui/renderer/flow/engine-store.ts';
import { EngineError, type News, type Transport } from '../../../../../installer/gui/renderer/transport/transport.ts';
import type { NetworkAnswers } from '../../../../../shared/protocol/answers.ts';
import type { Verb } from '../../../../../shared/protocol/request.ts';
import type { Snapshot } from '../../../../../shared/protocol/snapshot.ts';

interface Asked { verb: Verb; resolve: (value?: unknown) => void; reject: (error: Error) => void }

/** A road whose other end is this test. */
function road(): { transport: Transport; asked: Asked[]; tell: (news: News) => void } {
  const asked: Asked[] = [];
  let tell: (news: News) => void = () => undefined;
  const transport: Transport = {
    ask: (verb) => new Promise((resolve, reject) => { asked.push({ verb, resolve, reject }); }),
    subscribe: (listener) => { tell = listener; return () => undefined; },
    reconnect: () => undefined,
  };
  return { transport, asked, tell: (news) => { tell(news); } };
}

function open(kind: NetworkAnswers['kind']): News {
  return { type: 'snapshot', snapshot: { answers: { network: { kind } } } as unknown as Snapshot };
}
const setOffline = { type: 'answers.set', section: 'network', value: { kind: 'offline' } } as const;
const moment = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

function begin() {
  const { transport, asked, tell } = road();
  const store = engineStore(transport);
  store.subscribe(() => undefined);
  tell(open('automatic'));
  return { store, asked, tell, kind: () => store.get().snapshot?.answers.network.kind };
}

test('an answer shows before the engine has replied, and stays between reply and change', async () => {
  const { store, asked, kind } = begin();
  const done = store.ask(setOffline);
  assert.equal(kind(), 'offline');
  asked[0]?.resolve();
  await done;
  assert.equal(kind(), 'offline');
});

test('what the engine made of an answer is not undone by the reply that comes after it', async () => {
  const { store, asked, tell, kind } = begin();
  const done = store.ask(setOffline);
  tell({ type: 'changed', changes: { answers: { network: { kind: 'configured' } } as unknown as Snapshot['answers'] } });
  assert.equal(kind(), 'offline');
  asked[0]?.resolve();
  await done;
  assert.equal(kind(), 'configured');
});

test('a refused answer is taken back, and the refusal is the caller’s', async () => {
  const { store, asked, kind } = begin();
  const done = store.ask(setOffline);
  asked[0]?.reject(new EngineError({ code: 'bad-answer', message: 'no' }));
  await assert.rejects(done, { code: 'bad-answer' });
  assert.equal(kind(), 'automatic');
});

test('an answer that a broken connection swallowed is sent again after the next snapshot', async () => {
  const { store, asked, tell, kind } = begin();
  const done = store.ask(setOffline);
  asked[0]?.reject(new EngineError({ code: 'connection-lost', message: 'gone' }));
  await moment();
  assert.equal(asked.length, 1);
  tell(open('automatic'));
  await moment();
  assert.equal(kind(), 'offline');
  assert.deepEqual(asked[1]?.verb, setOffline);
  asked[1]?.resolve();
  await done;
  assert.equal(kind(), 'offline');
});

test('of two answers that waited, only the newer is sent again', async () => {
  const { store, asked, tell } = begin();
  const lost = new EngineError({ code: 'connection-lost', message: 'gone' });
  void store.ask(setOffline);
  void store.ask({ ...setOffline, value: { kind: 'automatic', proxy: 'http://p' } });
  for (const { reject } of asked) reject(lost);
  await moment();
  tell(open('automatic'));
  await moment();
  assert.deepEqual(asked.slice(2).map(({ verb }) => verb), [{ ...setOffline, value: { kind: 'automatic', proxy: 'http://p' } }]);
});

test('a change adds, replaces and, with null, removes', () => {
  const { store, tell } = begin();
  tell({ type: 'changed', changes: { version: '9', measuring: { fraction: 0.5, label: 'x' } } });
  tell({ type: 'changed', changes: { measuring: null } });
  assert.equal(store.get().snapshot?.version, '9');
  assert.equal('measuring' in (store.get().snapshot ?? {}), false);
});
