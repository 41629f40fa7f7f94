import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openDoors } from '../../../../../installer/engine/open-doors.ts';
import { simulate } from '../../../../../installer/engine/simulate.ts';
import { recordedMachine } from '../../../../../installer/headless/recorded-machine.ts';
import { connectEngine } from '../../../../../installer/gui/electron/connect-engine.ts';
import { EngineLink, type News } from '../../../../../installer/gui/electron/engine-link.ts';
import { localHost } from '../../../../../shared/system/local-host.ts';

const recorded = join(import.meta.dirname, '../../../../fixtures/machines/rtx-4090-workstation.json');

/** A real engine, in simulation, behind a real socket. */
async function startEngine(socket: string): Promise<() => Promise<void>> {
  const engine = simulate({ host: localHost, machine: await recordedMachine(recorded), name: 'rtx-4090-workstation', measureSeconds: 0.1 });
  const doors = await openDoors({ engine, host: localHost, gui: '/nonexistent', socket, network: false, log: () => undefined, onAddress: () => undefined, onPin: () => undefined });
  return async () => {
    await doors.close();
    await engine.stop();
  };
}

test('a window learns how things are, asks, loses the engine and finds the next one', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cognos-link-'));
  t.after(() => { rmSync(folder, { recursive: true }); });
  const socket = join(folder, 'engine.sock');
  let stop = await startEngine(socket);
  const heard: News[] = [];
  let wake = (): void => undefined;
  const link = new EngineLink(connectEngine({ readFile: (path) => readFile(path, 'utf8') }, { socket, tokenFile: join(folder, 'ui/token') }), (news) => { heard.push(news); wake(); });
  const until = async (isSo: () => boolean): Promise<void> => { while (!isSo()) await new Promise<void>((resolve) => { wake = resolve; }); };
  const state = (): unknown => link.standing().find((news) => news.type === 'connection');

  link.open();
  await until(() => link.standing().some((news) => news.type === 'snapshot' && news.snapshot.state === 'asking'));
  await until(() => JSON.stringify(state()) === JSON.stringify({ type: 'connection', state: 'open' }));
  const judged = await link.ask({ type: 'secret.judge', name: 'password', value: 'password' });
  assert.equal(judged.ok, true);
  const refused = await link.ask({ type: 'install.confirm', planHash: 'a'.repeat(64), disk: 'none' });
  assert.equal(refused.ok, false);

  await stop();
  await until(() => (state() as { state: string }).state === 'lost');
  assert.equal((await link.ask({ type: 'plan.make' })).ok, false);
  stop = await startEngine(socket); // With another token.
  link.reconnect();
  await until(() => (state() as { state: string }).state === 'open');
  assert.equal((await link.ask({ type: 'secret.judge', name: 'password', value: 'x' })).ok, true);
  await stop();
  await until(() => (state() as { state: string }).state === 'lost');
  link.close();
});
