/**
 * Who looks on, and who of them may change things: one at a time, the first that changed something unless another took over. Not
 * the first that came: on a machine with a screen and a serial line both have a wizard, and one of them nobody sits at.
 */
import type { Message } from '../../shared/protocol/snapshot.ts';

export interface Client {
  /** Before the machine itself: on its unix socket or its loopback. */
  local: boolean;
  /** A name that a window gives itself, to be known again when its connection broke and the old one has not ended yet. */
  window?: string | undefined;
  receive(message: Message): void;
}

export interface Clients {
  all(): readonly Client[];
  add(client: Client): void;
  /** Whoever looks on and came last has what the one that goes had. */
  remove(client: Client): void;
  /** May change something now: all, until one has. */
  inControl(client: Client): boolean;
  /** Asked by who is about to: with nobody in control it is from then on. */
  mayChange(client: Client): boolean;
  take(client: Client): void;
}

export function openClients(): Clients {
  const clients = new Set<Client>();
  /** Undefined until one changes something. */
  let controller: Client | undefined;
  return {
    all: () => [...clients],
    add(client) {
      clients.add(client);
      if (client.window !== undefined && client.window === controller?.window) controller = client;
    },
    remove(client) {
      clients.delete(client);
      // The newest, because a window that is reloaded comes before it has gone.
      if (controller === client) controller = [...clients].at(-1);
    },
    inControl: (client) => controller === undefined || controller === client,
    mayChange(client) {
      controller ??= client;
      return controller === client;
    },
    take(client) { controller = client; },
  };
}
