/** Who looks on, and who of them may change things: one at a time, the first that came unless another took over. */
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
  /** With nobody in control, whoever comes is. */
  add(client: Client): void;
  /** Whoever looks on and came last is in control then. */
  remove(client: Client): void;
  inControl(client: Client): boolean;
  /** Somebody else is; with nobody there, whoever asks takes over. */
  mayChange(client: Client): boolean;
  take(client: Client): void;
}

export function openClients(): Clients {
  const clients = new Set<Client>();
  let controller: Client | undefined;
  return {
    all: () => [...clients],
    add(client) {
      clients.add(client);
      if (controller === undefined || (client.window !== undefined && client.window === controller.window)) controller = client;
    },
    remove(client) {
      clients.delete(client);
      // The newest, because a window that is reloaded comes before it has gone.
      if (controller === client) controller = [...clients].at(-1);
    },
    inControl: (client) => controller === client,
    mayChange(client) {
      controller ??= client;
      return controller === client;
    },
    take(client) { controller = client; },
  };
}
