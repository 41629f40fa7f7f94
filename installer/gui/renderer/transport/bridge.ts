/** Electron: the preload script puts `window.cognos` there, and nothing else of Electron's is to be seen. */
import type { Message } from '../../../../shared/protocol/snapshot.ts';
import type { Verb } from '../../../../shared/protocol/request.ts';
import { EngineError, type News, type Transport } from './transport.ts';

/** Errors lose their fields on the way through contextBridge, so a reply is plain data, as on every other road. */
export type BridgeReply = { ok: true; value?: unknown } | { ok: false; error: { code: string; message: string; action?: string } };

export interface Bridge {
  ask(verb: Verb): Promise<BridgeReply>;
  /** The snapshot at once when there is one, then what changes; `connection` tells whether the main process has the engine's socket. */
  subscribe(listener: (news: Extract<Message, { type: 'snapshot' | 'changed' }> | { type: 'connection'; state: 'open' | 'connecting' } | { type: 'connection'; state: 'lost'; retryAt: number }) => void): () => void;
  reconnect(): void;
}

declare global {
  interface Window { cognos?: Bridge }
}

export function bridgeTransport(bridge: Bridge): Transport {
  return {
    async ask(verb: Verb): Promise<unknown> {
      const reply = await bridge.ask(verb);
      if (reply.ok) return reply.value;
      throw new EngineError(reply.error);
    },
    subscribe: (listener: (news: News) => void) => bridge.subscribe(listener),
    reconnect: () => { bridge.reconnect(); },
  };
}
