/**
 * What the screens look at: the engine's snapshot, the answers as they are being given, and how the connection is.
 * Answers show at once and are sent when the typing pauses; what the engine says then replaces them.
 */
import type { Answers, Section } from '../../shared/protocol/answers.ts';
import type { Verb } from '../../shared/protocol/request.ts';
import type { Message, Snapshot } from '../../shared/protocol/snapshot.ts';
import { applyMessage } from '../../shared/protocol/apply-changes.ts';

/** The road to an engine; `connect-engine.ts` is the real one. */
export interface Road {
  /** Resolves with the reply's value, rejects with an Error that may have a `code` and an `action`. */
  ask(verb: Verb): Promise<unknown>;
  subscribe(listener: (news: News) => void): void;
  close(): void;
}

export type News = { type: 'open' } | { type: 'lost'; reason: string } | Extract<Message, { type: 'snapshot' | 'changed' }>;

export interface View {
  connection: 'connecting' | 'open' | 'lost';
  /** Why it was lost. */
  reason?: string;
  /** With the answers as given here, sent or not. */
  snapshot?: Snapshot;
  /** What the engine refused last, until something is done. */
  refused?: { message: string; action?: string };
}

export interface Store {
  readonly view: View;
  subscribe(listener: () => void): () => void;
  answer(setting: Setting, when?: 'now' | 'later'): void;
  ask(verb: Verb): Promise<unknown>;
  /** Like `ask`, for those whose reply nobody needs: a refusal shows on the screen. */
  tell(verb: Verb): void;
  /** Shows what the engine said against something. */
  refuse(error: unknown): void;
  /** What is not sent yet, now. */
  flush(): Promise<void>;
  dismiss(): void;
}

export type Setting = { [S in Section]: { section: S; value: Answers[S] } }[Section];

const pauseMilliseconds = 300;

export interface StoreOptions {
  /** Between two pictures that differ in nothing but progress; a second on a serial line. */
  progressMilliseconds: number;
}

export function openStore(road: Road, { progressMilliseconds }: StoreOptions): Store {
  const listeners = new Set<() => void>();
  const given = new Map<Section, { setting: Setting; sent: boolean }>();
  let view: View = { connection: 'connecting' };
  let engine: Snapshot | undefined;
  let pause: NodeJS.Timeout | undefined;
  let progressPause: NodeJS.Timeout | undefined;

  function show(change: Partial<View> = {}): void {
    clearTimeout(progressPause);
    progressPause = undefined;
    const snapshot = engine && { ...engine, answers: given.size === 0 ? engine.answers : { ...engine.answers, ...Object.fromEntries([...given].map(([section, { setting }]) => [section, setting.value])) } };
    view = { ...view, ...change, ...(snapshot ? { snapshot } : {}) };
    listeners.forEach((listener) => { listener(); });
  }

  function hear(message: Extract<News, { type: 'snapshot' | 'changed' }>): void {
    engine = applyMessage(engine, message);
    const keys = message.type === 'changed' ? Object.keys(message.changes) : ['state'];
    if (keys.includes('answers') || message.type === 'snapshot') forget();
    const isProgress = keys.every((key) => key === 'progress' || key === 'measuring');
    if (isProgress) progressPause ??= setTimeout(show, progressMilliseconds);
    else show();
  }

  /** What has been sent is the engine's now. */
  function forget(): void {
    for (const [section, { sent }] of given) if (sent) given.delete(section);
  }

  async function send(): Promise<void> {
    clearTimeout(pause);
    pause = undefined;
    const unsent = [...given.values()].filter(({ sent }) => !sent);
    await Promise.all(unsent.map(async (each) => {
      each.sent = true;
      try {
        await road.ask({ type: 'answers.set', ...each.setting });
      } catch (error) {
        // While it is away the answer waits here; what it refused is not one.
        if (view.connection !== 'open') each.sent = false;
        else if (given.get(each.setting.section) === each) given.delete(each.setting.section);
        if (view.connection === 'open') refuse(error);
      }
    }));
  }

  function refuse(error: unknown): void {
    const { message, action } = error as Error & { action?: string };
    show({ refused: { message, ...(action === undefined ? {} : { action }) } });
  }

  async function ask(verb: Verb): Promise<unknown> {
    await send(); // In order: what is asked is about the answers as they stand on the screen.
    return road.ask(verb);
  }

  road.subscribe((news) => {
    if (news.type === 'open') show({ connection: 'open', reason: undefined });
    else if (news.type === 'lost') show({ connection: 'lost', reason: news.reason });
    else {
      hear(news);
      if (news.type === 'snapshot') void send();
    }
  });
  return {
    get view() { return view; },
    subscribe(listener) {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    answer(setting, when = 'later') {
      given.set(setting.section, { setting, sent: false });
      clearTimeout(pause);
      if (when === 'now') void send();
      else pause = setTimeout(() => { void send(); }, pauseMilliseconds);
      show({ refused: undefined });
    },
    ask, refuse,
    tell: (verb) => { ask(verb).catch(refuse); },
    flush: send,
    dismiss: () => { if (view.refused) show({ refused: undefined }); },
  };
}
