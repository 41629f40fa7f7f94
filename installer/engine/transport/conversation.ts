/** One client's messages in and out, whatever carries them: text is read by the schema, and every request gets its reply. */
import { readRequest } from '../../../shared/protocol/read-message.ts';
import type { Message } from '../../../shared/protocol/snapshot.ts';
import type { Engine } from '../engine.ts';

export interface Conversation {
  take(text: string): void;
  end(): void;
}

export interface Wire {
  local: boolean;
  window?: string | undefined;
  send(text: string): void;
}

/** More than any window asks at once; who sends more than it waits for is stuck or hostile. */
const mostAtOnce = 64;

export function converse(engine: Engine, { local, window, send }: Wire): Conversation {
  let open = true;
  let waiting = 0;
  const say = (message: Message): void => { if (open) send(JSON.stringify(message)); };
  const connection = engine.connect({ local, window, receive: say });
  return {
    take(text) {
      const reading = readRequest(text);
      if (!reading.ok) return say({ type: 'reply', id: reading.id, ok: false, error: reading.error });
      const { request } = reading;
      if (waiting >= mostAtOnce) return say({ type: 'reply', id: request.id, ok: false, error: { code: 'too-many', message: `${mostAtOnce} requests of this window wait for their reply already` } });
      waiting += 1;
      void connection.ask(request).then((reply) => {
        waiting -= 1;
        say(reply);
      });
    },
    end() {
      if (!open) return;
      open = false;
      connection.close();
    },
  };
}
