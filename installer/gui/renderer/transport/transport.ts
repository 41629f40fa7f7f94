/** How the renderer speaks with the engine. Two roads carry the same messages: Electron's bridge and a WebSocket. */
import type { Message, Snapshot } from '../../../../shared/protocol/snapshot.ts';
import type { Verb } from '../../../../shared/protocol/request.ts';

export type News =
  | Extract<Message, { type: 'snapshot' | 'changed' }>
  /** `retryAt` in milliseconds of Date.now(): when the next attempt is made. */
  | { type: 'connection'; state: 'open' | 'connecting' } | { type: 'connection'; state: 'lost'; retryAt: number };

export interface Transport {
  /** Resolves with the reply's value, rejects with an EngineError. */
  ask(verb: Verb): Promise<unknown>;
  subscribe(listener: (news: News) => void): () => void;
  /** Do not wait for the next attempt. */
  reconnect(): void;
}

/** What the engine refused, or why it could not be asked. */
export class EngineError extends Error {
  readonly code: string;
  readonly action?: string;
  constructor({ code, message, action }: { code: string; message: string; action?: string }) {
    super(message);
    this.name = 'EngineError';
    this.code = code;
    if (action !== undefined) this.action = action;
  }
}

/** The snapshot after news; `null` takes a key away. */
export function applyNews(snapshot: Snapshot | undefined, news: News): Snapshot | undefined {
  if (news.type === 'snapshot') return news.snapshot;
  if (news.type !== 'changed' || !snapshot) return snapshot;
  const next: Record<string, unknown> = { ...snapshot };
  for (const [key, value] of Object.entries(news.changes)) {
    if (value === null) delete next[key];
    else next[key] = value;
  }
  return next as unknown as Snapshot;
}
