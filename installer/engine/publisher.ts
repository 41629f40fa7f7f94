/** Sends every client the whole picture first and then what changed; progress at most once a second: a machine that draws by its processor alone has better things to do. */
import type { Snapshot } from '../../shared/protocol/snapshot.ts';
import { changesBetween } from './changes.ts';
import type { Client, Clients } from './clients.ts';

export interface Publisher {
  /** Something that is waited for: a state, an answer. */
  atOnce(): void;
  /** Something that changes all the time. */
  soon(): void;
  forget(client: Client): void;
  stop(): void;
}

const everyMilliseconds = 1000;

type Shared = Omit<Snapshot, 'you' | 'watchers'>;

/** @param show what of it one client may see */
export function openPublisher(clients: Clients, build: () => Shared, show: (client: Client, shared: Shared) => Shared = (_client, shared) => shared): Publisher {
  const sent = new WeakMap<Client, Snapshot>();
  let timer: NodeJS.Timeout | undefined;
  let last = 0;
  const atOnce = (): void => {
    clearTimeout(timer);
    timer = undefined;
    last = performance.now();
    const all = clients.all();
    if (all.length === 0) return;
    const shared = build();
    for (const client of all) {
      const next = { ...show(client, shared), you: { inControl: clients.inControl(client), local: client.local }, watchers: all.length - 1 };
      const before = sent.get(client);
      const changes = before && changesBetween(before, next);
      sent.set(client, next);
      if (!before) client.receive({ type: 'snapshot', snapshot: next });
      else if (changes) client.receive({ type: 'changed', changes });
    }
  };
  return {
    atOnce,
    soon() { timer ??= setTimeout(atOnce, Math.max(0, last + everyMilliseconds - performance.now())); },
    forget(client) { sent.delete(client); },
    stop() { clearTimeout(timer); },
  };
}
