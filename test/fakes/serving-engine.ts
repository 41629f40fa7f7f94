/** An engine over a recorded machine with its doors open in a folder of its own: what a test's clients talk to. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { connect, type EngineClient } from '../../installer/engine/client.ts';
import type { Engine } from '../../installer/engine/engine.ts';
import { openDoors } from '../../installer/engine/open-doors.ts';
import { simulate, type SimulateOptions } from '../../installer/engine/simulate.ts';
import { applyMessage } from '../../shared/protocol/apply-changes.ts';
import type { Verb } from '../../shared/protocol/request.ts';
import type { Message, Snapshot } from '../../shared/protocol/snapshot.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { recordedMachine } from './installing-machine.ts';

export interface ServingEngine extends AsyncDisposable {
  engine: Engine;
  folder: string;
  socket: string;
  /** Everything that was logged, on any way. */
  log: string[];
  /** `http://127.0.0.1:PORT` */
  address: string;
  /** Good once; another one after that. */
  token(): string;
  client(): Promise<EngineClient>;
}

/** The shorter an install the better, as long as there is a middle to look at. */
export async function servingEngine({ name = 'uefi-virtio', gui, ...options }: Partial<SimulateOptions> & { gui?: string } = {}): Promise<ServingEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'cognos-engine-'));
  const log: string[] = [];
  const engine = simulate({ host: localHost, machine: recordedMachine(name), name, installSeconds: 1, measureSeconds: 0.2, onLine: (line) => { log.push(line); }, ...options });
  const socket = join(folder, 'engine.sock');
  let last = { address: '', token: '' };
  const doors = await openDoors({
    engine, host: localHost, gui: gui ?? join(folder, 'gui'), socket, listen: { host: '127.0.0.1', port: 0 }, network: false,
    log: (line) => { log.push(line); }, onAddress: (way) => { last = way; }, onPin: () => undefined,
  });
  return {
    engine, folder, socket, log, address: last.address, token: () => last.token,
    client: async () => connect({ path: socket, token: await readFile(join(folder, 'ui/token'), 'utf8') }),
    async [Symbol.asyncDispose]() {
      await doors.close();
      await engine.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** The cookie that the token of now buys. */
export async function enter({ address, token }: Pick<ServingEngine, 'address' | 'token'>): Promise<string> {
  const response = await fetch(`${address}/enter?token=${token()}`);
  await response.arrayBuffer();
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

export interface BrowserClient { ask(verb: Verb): Promise<Extract<Message, { type: 'reply' }>>; readonly snapshot: Snapshot | undefined; close(): void; socket: WebSocket }

/** As the renderer does it. */
export async function openWebSocket(address: string, cookie: string, headers: Record<string, string> = {}): Promise<BrowserClient> {
  const socket = new WebSocket(`${address.replace('http', 'ws')}/ws`, { headers: { Cookie: cookie, Origin: address, ...headers } });
  const waiting = new Map<number, (reply: Extract<Message, { type: 'reply' }>) => void>();
  let snapshot: Snapshot | undefined;
  let last = 0;
  const first = Promise.withResolvers<void>();
  socket.on('error', first.reject);
  socket.on('unexpected-response', (_, response) => { first.reject(new Error(String(response.statusCode))); });
  socket.on('message', (data) => {
    const message = JSON.parse(String(data as Buffer)) as Message;
    if (message.type === 'reply') return waiting.get(message.id)?.(message);
    snapshot = applyMessage(snapshot, message);
    first.resolve();
  });
  await first.promise;
  return {
    socket,
    get snapshot() { return snapshot; },
    ask: (verb) => new Promise((resolve) => {
      waiting.set(++last, resolve);
      socket.send(JSON.stringify({ id: last, ...verb }));
    }),
    close: () => { socket.close(); },
  };
}

/** Resolves when the client's picture is such; rejects after a minute, with what it was instead. */
export async function seen(client: { readonly snapshot: Snapshot | undefined }, is: (snapshot: Snapshot) => boolean, seconds = 60): Promise<Snapshot> {
  for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
    if (client.snapshot && is(client.snapshot)) return client.snapshot;
    await new Promise((resolve) => { setTimeout(resolve, 5); });
  }
  throw new Error(`not seen; state ${client.snapshot?.state}: ${JSON.stringify(client.snapshot?.failure ?? client.snapshot?.preview ?? client.snapshot?.progress)?.slice(0, 600)}`);
}

export const password = 'Canary-Wren-41-Parapet!';

/** The answers that a person has to give: a disk, a name, a password. */
export async function answerAll(client: EngineClient): Promise<void> {
  const { answers, disks } = await seen(client, ({ state, disks: offered }) => state === 'asking' && offered.length > 0);
  const disk = disks.find(({ refusal }) => refusal === undefined);
  if (!disk) throw new Error('no disk is offered');
  const { path, serial, wwn, bytes } = disk;
  await client.ask({ type: 'answers.set', section: 'storage', value: { ...answers.storage, disk: { path, bytes, ...(serial === undefined ? {} : { serial }), ...(wwn === undefined ? {} : { wwn }) } } });
  await client.ask({ type: 'answers.set', section: 'you', value: { ...answers.you, name: 'ada', hostname: 'edge-01' } });
  await client.ask({ type: 'secret.set', name: 'password', value: password });
}

/** Up to the review. */
export async function planAll(client: EngineClient): Promise<NonNullable<Snapshot['plan']>> {
  await answerAll(client);
  await client.ask({ type: 'plan.make' });
  const { plan } = await seen(client, ({ state }) => state === 'reviewing');
  if (!plan) throw new Error('a review without a plan');
  return plan;
}
