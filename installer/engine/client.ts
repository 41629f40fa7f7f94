/** The engine for a program on this machine, over its unix socket: the text wizard, Electron's main process, the tests. */
import { connect as connectSocket, type Socket } from 'node:net';
import { applyMessage } from '../../shared/protocol/apply-changes.ts';
import type { Verb } from '../../shared/protocol/request.ts';
import type { Message, Snapshot } from '../../shared/protocol/snapshot.ts';
import { VerbError } from './verb-error.ts';

export interface EngineClient {
  /** The reply's value; rejects with a VerbError when the engine refuses. */
  ask(verb: Verb): Promise<unknown>;
  /** Told of the whole snapshot as it is now, and after each change. @returns what ends that */
  subscribe(listener: (snapshot: Snapshot) => void): () => void;
  /** Told of messages as they come, for who passes them on; replies to `ask` are not among them. */
  onMessage(listener: (message: Exclude<Message, { type: 'reply' }>) => void): () => void;
  readonly snapshot: Snapshot | undefined;
  /** Resolves when the engine is gone, or `close` was called. */
  readonly closed: Promise<void>;
  close(): void;
}

type Reply = Extract<Message, { type: 'reply' }>;

/** Resolves once the engine has said how things are. Rejects when it is not there, or does not know the token. */
export async function connect({ path, token }: { path: string; token: string }): Promise<EngineClient> {
  const socket = await opened(path);
  const client = speak(socket);
  try {
    await client.ask({ type: 'hello', protocol: 1, token });
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}

function speak(socket: Socket): EngineClient {
  const listeners = new Set<(snapshot: Snapshot) => void>();
  const passers = new Set<(message: Exclude<Message, { type: 'reply' }>) => void>();
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const closed = Promise.withResolvers<void>();
  let snapshot: Snapshot | undefined;
  let last = 0;
  const take = (message: Message): void => {
    if (message.type === 'reply') return settle(waiting, message);
    snapshot = applyMessage(snapshot, message);
    for (const pass of passers) pass(message);
    if (snapshot) for (const listen of listeners) listen(snapshot);
  };
  readLines(socket, take);
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new VerbError('gone', 'the engine has gone away', 'Wait until it is back.'));
    waiting.clear();
    closed.resolve();
  });
  return {
    get snapshot() { return snapshot; },
    closed: closed.promise,
    ask(verb) {
      if (socket.destroyed) return Promise.reject(new VerbError('gone', 'the engine has gone away', 'Wait until it is back.'));
      const reply = Promise.withResolvers<unknown>();
      waiting.set(++last, reply);
      socket.write(`${JSON.stringify({ id: last, ...verb })}\n`);
      return reply.promise;
    },
    subscribe(listener) {
      listeners.add(listener);
      if (snapshot) listener(snapshot);
      return () => { listeners.delete(listener); };
    },
    onMessage(listener) {
      passers.add(listener);
      return () => { passers.delete(listener); };
    },
    close() { socket.destroy(); },
  };
}

function settle(waiting: Map<number, PromiseWithResolvers<unknown>>, reply: Reply): void {
  // To 0 goes what the engine says of itself, such as why it hangs up: whoever waits longest learns it.
  const id = waiting.has(reply.id) ? reply.id : [...waiting.keys()][0];
  const asked = id === undefined ? undefined : waiting.get(id);
  if (id === undefined || !asked) return;
  waiting.delete(id);
  if (reply.ok) asked.resolve(reply.value);
  else asked.reject(new VerbError(reply.error.code, reply.error.message, reply.error.action));
}

function readLines(socket: Socket, take: (message: Message) => void): void {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('error', () => undefined); // `close` follows.
  socket.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(JSON.parse(line) as Message);
  });
}

function opened(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connectSocket(path);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}
