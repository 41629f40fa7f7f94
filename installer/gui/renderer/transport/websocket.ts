/** Browsers: one WebSocket to /ws of the place this page came from. It comes back by itself, later and later up to 10 s. */
import type { Message } from '../../../../shared/protocol/snapshot.ts';
import type { Verb } from '../../../../shared/protocol/request.ts';
import { EngineError, type News, type Transport } from './transport.ts';

interface Waiting { resolve: (value: unknown) => void; reject: (error: Error) => void }

const firstDelay = 500;
const longestDelay = 10_000;

export function websocketTransport(url: string): Transport & { close(): void } {
  const listeners = new Set<(news: News) => void>();
  const waiting = new Map<number, Waiting>();
  /** Asked before the connection stood; sent in order as soon as it does. */
  let unsent: string[] = [];
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let delay = firstDelay;
  let lastId = 0;
  const tell = (news: News): void => { for (const listener of listeners) listener(news); };

  function connect(): void {
    clearTimeout(timer);
    tell({ type: 'connection', state: 'connecting' });
    const current = new WebSocket(url);
    socket = current;
    current.addEventListener('open', () => {
      delay = firstDelay;
      for (const line of unsent.splice(0)) current.send(line);
      tell({ type: 'connection', state: 'open' });
    });
    current.addEventListener('message', ({ data }) => { const message = readMessage(String(data)); if (message) receive(message); });
    current.addEventListener('close', () => { if (socket === current) lost(); });
  }

  /** What was asked may have been done or not: who asked is told, and the next snapshot says how things are. */
  function lost(): void {
    socket = undefined;
    unsent = [];
    for (const { reject } of waiting.values()) reject(new EngineError({ code: 'connection-lost', message: 'The connection was lost before the answer came.' }));
    waiting.clear();
    tell({ type: 'connection', state: 'lost', retryAt: Date.now() + delay });
    timer = setTimeout(connect, delay);
    delay = Math.min(longestDelay, delay * 2);
  }

  function receive(message: Message): void {
    if (message.type !== 'reply') { tell(message); return; }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.ok) asked?.resolve(message.value);
    else asked?.reject(new EngineError(message.error));
  }

  function ask(verb: Verb): Promise<unknown> {
    const id = ++lastId;
    const line = JSON.stringify({ id, ...verb });
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      if (socket?.readyState === WebSocket.OPEN) socket.send(line);
      else if (socket) unsent.push(line);
      else { waiting.delete(id); reject(new EngineError({ code: 'connection-lost', message: 'There is no connection to the machine at the moment.' })); }
    });
  }

  return {
    ask,
    reconnect: () => { if (!socket) connect(); },
    close() {
      const last = socket;
      socket = undefined;
      clearTimeout(timer);
      last?.close();
    },
    subscribe(listener) {
      listeners.add(listener);
      if (!socket && timer === undefined) connect();
      return () => { listeners.delete(listener); };
    },
  };
}

/** The engine sends nothing else; what stands between may. */
function readMessage(text: string): Message | undefined {
  try {
    return JSON.parse(text) as Message;
  } catch {
    return undefined;
  }
}
