/** One lasting connection to the engine for a window that may be reloaded: keeps the newest snapshot, comes back when the engine does. */
import { applyMessage } from '../../../shared/protocol/apply-changes.ts';
import type { Verb } from '../../../shared/protocol/request.ts';
import type { Message, Snapshot } from '../../../shared/protocol/snapshot.ts';
import type { Bridge, BridgeReply } from '../renderer/transport/bridge.ts';

export type News = Parameters<Parameters<Bridge['subscribe']>[0]>[0];
type Update = Extract<Message, { type: 'snapshot' | 'changed' }>;

export interface Connection {
  ask(verb: Verb): Promise<BridgeReply>;
}
/** Resolves once the engine has said hello back; `onClose` is called once, and only after that. */
export type Connect = (events: { onUpdate: (update: Update) => void; onClose: () => void }) => Promise<Connection>;

const firstDelay = 500;
const longestDelay = 10_000;

export class EngineLink {
  readonly #connect: Connect;
  readonly #tell: (news: News) => void;
  #connection: Connection | undefined;
  #snapshot: Snapshot | undefined;
  #state: News = { type: 'connection', state: 'connecting' };
  #timer: NodeJS.Timeout | undefined;
  #delay = firstDelay;

  constructor(connect: Connect, tell: (news: News) => void) {
    this.#connect = connect;
    this.#tell = tell;
  }

  open(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#say({ type: 'connection', state: 'connecting' });
    this.#connect({ onUpdate: (update) => { this.#take(update); }, onClose: () => { this.#lose(); } }).then((connection) => {
      this.#connection = connection;
      this.#delay = firstDelay;
      this.#say({ type: 'connection', state: 'open' });
    }, () => { this.#lose(); });
  }

  /** No further attempts. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** What a window that has just been loaded must know. */
  standing(): News[] {
    return [this.#state, ...this.#snapshot ? [{ type: 'snapshot' as const, snapshot: this.#snapshot }] : []];
  }

  /** Does not wait for the next attempt; nothing happens while there is a connection or one is being made. */
  reconnect(): void {
    if (this.#timer !== undefined) this.open();
  }

  ask(verb: Verb): Promise<BridgeReply> {
    return this.#connection?.ask(verb)
      ?? Promise.resolve({ ok: false, error: { code: 'connection-lost', message: 'There is no connection to the installer at the moment.' } });
  }

  #take(update: Update): void {
    this.#snapshot = applyMessage(this.#snapshot, update);
    if (!this.#snapshot) return; // Changes of what nobody has seen.
    this.#tell(update);
  }

  #lose(): void {
    this.#connection = undefined;
    this.#say({ type: 'connection', state: 'lost', retryAt: Date.now() + this.#delay });
    this.#timer = setTimeout(() => { this.open(); }, this.#delay);
    this.#delay = Math.min(longestDelay, this.#delay * 2);
  }

  #say(state: News): void {
    this.#state = state;
    this.#tell(state);
  }
}
