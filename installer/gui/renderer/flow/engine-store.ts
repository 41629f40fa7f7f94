/**
 * What the renderer knows of the engine. Answers that were given show at once and stay until the engine has them: through
 * a slow reply, and through a connection that broke, after which they are sent again.
 */
import type { Section } from '../../../../shared/protocol/answers.ts';
import type { Verb } from '../../../../shared/protocol/request.ts';
import type { Snapshot } from '../../../../shared/protocol/snapshot.ts';
import { applyNews, EngineError, type News, type Transport } from '../transport/transport.ts';

export type Connection = { state: 'open' | 'connecting' } | { state: 'lost'; retryAt: number };
export interface EngineView { snapshot: Snapshot | undefined; connection: Connection }
export interface EngineStore {
  get(): EngineView;
  subscribe(listener: () => void): () => void;
  ask(verb: Verb): Promise<unknown>;
  reconnect(): void;
}

type SetAnswers = Extract<Verb, { type: 'answers.set' }>;

export function engineStore(transport: Transport): EngineStore {
  let received: Snapshot | undefined;
  let connection: Connection = { state: 'connecting' };
  let view: EngineView = { snapshot: received, connection };
  const pending = new Map<Section, SetAnswers>();
  /** How often the engine has said what the answers are. */
  let said = 0;
  const listeners = new Set<() => void>();
  let onSnapshot: (() => void)[] = [];

  function publish(): void {
    view = { snapshot: received && withAnswers(received, [...pending.values()]), connection };
    for (const listener of listeners) listener();
  }

  function hear(news: News): void {
    if (news.type === 'connection') connection = news;
    else received = applyNews(received, news);
    if (news.type === 'snapshot' || (news.type === 'changed' && news.changes.answers)) said += 1;
    publish();
    if (news.type === 'snapshot') for (const go of onSnapshot.splice(0)) go();
  }

  async function setAnswers(verb: SetAnswers): Promise<unknown> {
    pending.set(verb.section, verb);
    publish();
    try {
      return await delivered(verb);
    } finally {
      if (pending.get(verb.section) === verb) { pending.delete(verb.section); publish(); }
    }
  }

  /** Until the engine took it or refused it, or a newer answer of the same section took its place. */
  async function delivered(verb: SetAnswers): Promise<unknown> {
    while (pending.get(verb.section) === verb) {
      const before = said;
      try {
        const value = await transport.ask(verb);
        // The reply may come before the change that it causes: without this the old answer would flash up between them. After
        // it, the engine's own word stands, which may be more than what was set: a language brings its keyboard.
        if (received && said === before && pending.get(verb.section) === verb) received = withAnswers(received, [verb]);
        return value;
      } catch (error) {
        if (!(error instanceof EngineError) || error.code !== 'connection-lost') throw error;
        await new Promise<void>((resolve) => { onSnapshot = [...onSnapshot, resolve]; });
      }
    }
    return undefined;
  }

  let stop: (() => void) | undefined;
  return {
    get: () => view,
    ask: (verb) => (verb.type === 'answers.set' ? setAnswers(verb) : transport.ask(verb)),
    reconnect: () => { transport.reconnect(); },
    subscribe(listener) {
      listeners.add(listener);
      stop ??= transport.subscribe(hear);
      return () => { listeners.delete(listener); };
    },
  };
}

/** The very same one where nothing is added, so that who draws it need not draw it again. */
function withAnswers(snapshot: Snapshot, given: readonly SetAnswers[]): Snapshot {
  if (given.length === 0) return snapshot;
  const answers: Record<string, unknown> = { ...snapshot.answers };
  for (const { section, value } of given) answers[section] = value;
  return { ...snapshot, answers: answers as unknown as Snapshot['answers'] };
}
