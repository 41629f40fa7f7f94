/** The roads to an engine: over its socket, again and again while it is away; or within this process, for a simulation. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Verb } from '../../shared/protocol/request.ts';
import type { Message } from '../../shared/protocol/snapshot.ts';
import type { Host } from '../../shared/system/host.ts';
import { connect, type EngineClient } from '../engine/client.ts';
import type { Engine } from '../engine/engine.ts';
import { VerbError } from '../engine/verb-error.ts';
import type { News, Road } from './store.ts';

const againMilliseconds = 1500;

/** The token lies beside the socket, where only those may read it who may come in. */
export function roadToSocket(host: Host, socket: string): Road {
  const token = `${socket.slice(0, socket.lastIndexOf('/'))}/ui/token`;
  const listeners = new Set<(news: News) => void>();
  const stop = new AbortController();
  let client: EngineClient | undefined;
  const tell = (news: News): void => { listeners.forEach((listener) => { listener(news); }); };

  async function stay(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        client = await connect({ path: socket, token: (await host.readFile(token)).trim() });
        tell({ type: 'open' });
        if (client.snapshot) tell({ type: 'snapshot', snapshot: client.snapshot });
        client.onMessage(tell);
        await client.closed;
        tell({ type: 'lost', reason: 'the engine has gone away' });
      } catch (error) {
        tell({ type: 'lost', reason: reasonOf(error, socket) });
      }
      client = undefined;
      await pause(againMilliseconds, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  }

  return {
    ask: (verb) => client?.ask(verb) ?? Promise.reject(new VerbError('gone', 'the engine is away', 'Wait until it is back.')),
    subscribe(listener) {
      listeners.add(listener);
      if (listeners.size === 1) void stay();
    },
    close() {
      stop.abort();
      client?.close();
    },
  };
}

function reasonOf(error: unknown, socket: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ECONNREFUSED') return `no engine at ${socket}`;
  return code === 'EACCES' ? `${socket}: you may not use this engine; run it as root` : message;
}

export function roadToSimulation(engine: Engine): Road {
  const listeners = new Set<(news: News) => void>();
  let last = 0;
  let ask: (verb: Verb) => Promise<unknown> = () => Promise.reject(new Error('nobody listens yet'));
  let close = (): void => undefined;
  const receive = (message: Message): void => {
    if (message.type !== 'reply') listeners.forEach((listener) => { listener(message); });
  };
  return {
    ask: (verb) => ask(verb),
    subscribe(listener) {
      listeners.add(listener);
      if (listeners.size > 1) return;
      listener({ type: 'open' });
      const connection = engine.connect({ local: true, receive });
      close = connection.close;
      ask = async (verb) => {
        const reply = await connection.ask({ id: ++last, ...verb });
        if (reply.type !== 'reply' || reply.ok) return reply.type === 'reply' && reply.ok ? reply.value : undefined;
        throw new VerbError(reply.error.code, reply.error.message, reply.error.action);
      };
    },
    close: () => { close(); },
  };
}
