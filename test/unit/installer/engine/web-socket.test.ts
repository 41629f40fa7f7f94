/** Who is silent for long is let go, and not sooner: a machine that writes its disk as fast as it can answers late. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { setImmediate as immediate, setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { simulate } from '../../../../installer/engine/simulate.ts';
import { placeFor } from '../../../../installer/engine/transport/guard.ts';
import { takeWebSockets } from '../../../../installer/engine/transport/web-socket.ts';
import { localHost } from '../../../../shared/system/local-host.ts';
import { recordedMachine } from '../../../fakes/installing-machine.ts';

/** Until what was sent has arrived: of a machine that stood still meanwhile, too. */
async function passes(): Promise<void> {
  await sleep(50);
  for (let round = 0; round < 5; round += 1) await immediate();
}

/** A client that answers no ping; how often it was asked, and whether it was let go. */
async function silent(local: boolean, tick: (milliseconds: number) => void, minutes: number): Promise<{ pings: number; closed: boolean }> {
  const engine = simulate({ host: localHost, machine: recordedMachine('uefi-virtio'), name: 'uefi-virtio', installSeconds: 1, measureSeconds: 0.2, onLine: () => undefined });
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const taken = takeWebSockets(server, { engine, entry: { knows: () => true } as never, place: placeFor('http', port), local, refused: (_, why) => { throw new Error(why); } });
  const client = new WebSocket(`ws://127.0.0.1:${port}/ws`, { autoPong: false, headers: { Origin: `http://127.0.0.1:${port}` } });
  const counted = { pings: 0, closed: false };
  client.on('ping', () => { counted.pings += 1; }).on('close', () => { counted.closed = true; });
  await once(client, 'message');
  for (let third = 0; third < minutes * 3; third += 1) {
    tick(20_000);
    await passes();
  }
  const result = { ...counted };
  taken.stop();
  client.terminate();
  server.close();
  return result;
}

test('over the network after three pings without an answer', async (context) => {
  context.mock.timers.enable({ apis: ['setInterval'] });
  const tick = (milliseconds: number): void => { context.mock.timers.tick(milliseconds); };
  assert.deepEqual(await silent(false, tick, 1), { pings: 3, closed: false });
  assert.deepEqual(await silent(false, tick, 2), { pings: 3, closed: true });
});

test('the window of the machine itself never', async (context) => {
  context.mock.timers.enable({ apis: ['setInterval'] });
  assert.deepEqual(await silent(true, (milliseconds) => { context.mock.timers.tick(milliseconds); }, 3), { pings: 0, closed: false });
});
