/** Windows that come, go, are killed and compete: nothing of that touches the installation. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { enter, openWebSocket, planAll, seen, servingEngine } from '../fakes/serving-engine.ts';
import { countFaults } from './count-faults.ts';

const faults = countFaults('the windows of an installation', 35);
const refused = (code: string) => (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === code;

test('one is in control and others look on; control moves when it is taken', async () => {
  await using serving = await servingEngine();
  const first = await serving.client();
  const second = await serving.client();
  const browser = await openWebSocket(serving.address, await enter(serving));
  await seen(first, ({ watchers, state }) => watchers === 2 && state === 'asking');
  assert.deepEqual([first, second, browser].map(({ snapshot }) => snapshot?.you.inControl), [true, true, true], 'nobody has changed anything');
  const { answers } = await seen(second, () => true);
  await first.ask({ type: 'answers.set', section: 'you', value: answers.you });
  await seen(browser, ({ you }) => !you.inControl);
  assert.deepEqual([first, second, browser].map(({ snapshot }) => snapshot?.you), [{ inControl: true, local: true }, { inControl: false, local: true }, { inControl: false, local: true }]);
  for (const verb of [{ type: 'answers.set', section: 'you', value: answers.you }, { type: 'plan.make' }, { type: 'secret.set', name: 'password', value: null }, { type: 'machine.probe' }, { type: 'power', action: 'reboot' }, { type: 'spec.text', withSecrets: true }] as const) {
    faults.inject();
    await assert.rejects(second.ask(verb), refused('not-in-control'), verb.type);
  }
  assert.match((await second.ask({ type: 'spec.text', withSecrets: false }) as { text: string }).text, /^#cloud-config\n/);
  await second.ask({ type: 'control.take' });
  assert.deepEqual([second.snapshot?.you.inControl, first.snapshot?.you.inControl], [true, false]);
  await second.ask({ type: 'answers.set', section: 'you', value: { ...answers.you, name: 'ada' } });
  await seen(browser, (snapshot) => snapshot.answers.you.name === 'ada');
  await assert.rejects(first.ask({ type: 'plan.make' }), refused('not-in-control'));
  // Who was in control is gone: the newest window has it, for it may be the same one after a reload.
  second.close();
  await seen(browser, ({ you }) => you.inControl);
  assert.deepEqual([first.snapshot?.you.inControl, first.snapshot?.watchers], [false, 1]);
  faults.inject();
  browser.socket.terminate();
  await seen(first, ({ you }) => you.inControl);
  await first.ask({ type: 'answers.set', section: 'you', value: { ...answers.you, name: 'bea' } });
});

test('a reload in the middle of an installation finds it where it is', async () => {
  await using serving = await servingEngine({ installSeconds: 4 });
  const client = await serving.client();
  const plan = await planAll(client);
  client.close();
  const cookie = await enter(serving);
  let browser = await openWebSocket(serving.address, cookie);
  assert.deepEqual([browser.snapshot?.state, browser.snapshot?.you.inControl, browser.snapshot?.answers.you.name], ['reviewing', true, 'ada']);
  await browser.ask({ type: 'install.confirm', planHash: plan.hash, disk: plan.diskName });
  let fraction = 0;
  for (let reload = 0; reload < 20; reload += 1) {
    faults.inject();
    if (reload % 2 === 0) browser.socket.terminate();
    else browser.close();
    browser = await openWebSocket(serving.address, cookie);
    assert.match(browser.snapshot?.state ?? '', /^(installing|finished)$/);
    assert.ok((browser.snapshot?.progress?.fraction ?? 0) >= fraction, 'never back');
    fraction = browser.snapshot?.progress?.fraction ?? 0;
  }
  const { finished } = await seen(browser, ({ state }) => state === 'finished');
  assert.equal(finished?.user, 'ada');
  browser.close();
});

test('windows that are killed, all of them, leave the installation alone', async () => {
  await using serving = await servingEngine({ installSeconds: 2 });
  const client = await serving.client();
  const plan = await planAll(client);
  await client.ask({ type: 'install.confirm', planHash: plan.hash, disk: plan.diskName });
  const cookie = await enter(serving);
  const browsers = await Promise.all(Array.from({ length: 10 }, () => openWebSocket(serving.address, cookie)));
  client.close();
  for (const { socket } of browsers) {
    faults.inject();
    socket.terminate();
  }
  await new Promise((resolve) => { setTimeout(resolve, 2500); });
  const late = await serving.client();
  const { progress } = await seen(late, ({ state }) => state === 'finished');
  assert.ok(progress?.steps.every(({ state }) => state === 'done'));
});

test('two that confirm at once begin one installation', async () => {
  await using serving = await servingEngine();
  const client = await serving.client();
  const plan = await planAll(client);
  const confirm = { type: 'install.confirm', planHash: plan.hash, disk: plan.diskName } as const;
  faults.inject();
  const outcomes = await Promise.allSettled([client.ask(confirm), client.ask(confirm), client.ask(confirm)]);
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected', 'rejected']);
  await seen(client, ({ state }) => state === 'finished');
  assert.equal(serving.log.filter((line) => line.includes('(partition-disk)')).length, 1);
});

test('a client that reads nothing stops nobody', async () => {
  await using serving = await servingEngine();
  const cookie = await enter(serving);
  const deaf = await openWebSocket(serving.address, cookie);
  faults.inject();
  deaf.socket.pause();
  const client = await serving.client();
  await client.ask({ type: 'control.take' });
  const plan = await planAll(client);
  await client.ask({ type: 'install.confirm', planHash: plan.hash, disk: plan.diskName });
  await seen(client, ({ state }) => state === 'finished');
  deaf.socket.terminate();
});
