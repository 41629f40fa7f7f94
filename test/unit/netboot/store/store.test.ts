import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { eventsOf, keepEvent, keepLog, logsOf } from '../../../../netboot/store/events.ts';
import { findByMac, findMachine, giveMacs, insertMachine, removeMachine } from '../../../../netboot/store/machines.ts';
import { openStore } from '../../../../netboot/store/open-store.ts';
import { findByName, retryMachine } from '../../../../netboot/store/retry-machine.ts';
import { readSetting, writeSetting } from '../../../../netboot/store/settings.ts';
import { folderOf } from '../inventory/site.ts';

test('what one writer does wrong costs the others of the same commit nothing', async (t) => {
  const path = join(await folderOf(t, {}), 'state/rollout.sqlite');
  const store = openStore(path);
  const outcomes = await Promise.allSettled([
    store.write(() => { insertMachine(store, 'a', 'seen', 1); return 'a'; }),
    store.write(() => { insertMachine(store, 'b', 'seen', 1); insertMachine(store, 'a', 'seen', 2); }),
    store.write(() => { insertMachine(store, 'c', 'seen', 3); }),
  ]);
  assert.deepEqual(outcomes.map(({ status }) => status), ['fulfilled', 'rejected', 'fulfilled']);
  assert.deepEqual(['a', 'b', 'c'].map((id) => findMachine(store, id)?.seen_at), [1, undefined, 3]);
  const last = store.write(() => { insertMachine(store, 'd', 'seen', 4); });
  store.close();
  await last;
  const again = openStore(path);
  assert.equal(findMachine(again, 'd')?.seen_at, 4, 'what was asked for before the end is there');
  again.close();
});

test('events once each, logs no more than five a machine, MAC addresses with who had them last', async () => {
  const store = openStore(':memory:');
  await store.write(() => {
    insertMachine(store, 'a', 'seen', 1);
    insertMachine(store, 'b', 'seen', 1);
    const event = { id: 'e1', machine: 'a', attempt: 1, at: 1, stage: 'install', event: 'started', fraction: null, message: null, report: null };
    assert.equal(keepEvent(store, event), true);
    assert.equal(keepEvent(store, event), false);
    for (let count = 0; count < 8; count += 1) keepLog(store, 'a', 1, count, `log ${count}`);
    giveMacs(store, 'a', ['52:54:00:00:00:01']);
    giveMacs(store, 'b', ['52:54:00:00:00:01']);
    writeSetting(store, 'x', { a: 1 });
    writeSetting(store, 'x', { a: 2 });
  });
  assert.deepEqual(logsOf(store, 'a').map(({ text }) => text), ['log 3', 'log 4', 'log 5', 'log 6', 'log 7']);
  assert.equal(findByMac(store, '52:54:00:00:00:01')?.id, 'b');
  assert.deepEqual(readSetting(store, 'x'), { a: 2 });
  assert.deepEqual(findByName(store, '52-54-00-00-00-01'), ['b']);
  assert.equal(await store.write(() => retryMachine(store, 'z')), 'There is no machine z in this rollout');
  await store.write(() => { removeMachine(store, 'a'); });
  assert.deepEqual(eventsOf(store, 'a'), []);
});

test('a state that is none, or of a newer version, is left alone and said to be so', async (t) => {
  const folder = await folderOf(t, {});
  await writeFile(join(folder, 'broken'), 'this is no database, whatever its name');
  assert.throws(() => openStore(join(folder, 'broken')), /The state of the rollout in .*broken cannot be used: /);
  const newer = new DatabaseSync(join(folder, 'newer'));
  newer.exec('PRAGMA user_version = 99');
  newer.close();
  assert.throws(() => openStore(join(folder, 'newer')), /written by a newer cognos-netboot \(version 99/);
});
