/** Who gets a key: what lies on top is asked first. Keys come one at a time, each after what the last one changed is shown. */
import type { Key } from './keys.ts';
import { keyReader } from './keys.ts';

export type KeyHandler = (key: Key) => boolean;

export interface Keyboard {
  /** The last one added is asked first. */
  add(level: number, handler: KeyHandler): () => void;
}

export interface KeyboardInput extends Keyboard {
  feed(bytes: string): void;
}

/**
 * @param settled resolves when the screen shows what the last key did: the next one is meant for that screen
 * @param patience milliseconds that the rest of a key may take to arrive
 */
export function keyboard(settled: () => Promise<void>, patience: number): KeyboardInput {
  const handlers: { level: number; handler: KeyHandler }[] = [];
  const reader = keyReader();
  const waiting: Key[] = [];
  let timer: NodeJS.Timeout | undefined;
  let working = false;

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    for (let key = waiting.shift(); key; key = waiting.shift()) {
      for (const { handler } of [...handlers].sort((a, b) => b.level - a.level)) if (handler(key)) break;
      await settled();
    }
    working = false;
  }

  const take = (keys: readonly Key[]): void => {
    waiting.push(...keys);
    void work();
  };
  return {
    add(level, handler) {
      const entry = { level, handler };
      handlers.unshift(entry);
      return () => { handlers.splice(handlers.indexOf(entry), 1); };
    },
    feed(bytes) {
      clearTimeout(timer);
      take(reader.read(bytes));
      if (reader.waits) timer = setTimeout(() => { take(reader.flush()); }, patience);
    },
  };
}
