/** A look at a file in the confined process, which is started before the file may be looked at: to start takes longer than to look. */
import type { FetchContext } from './fetch-context.ts';

export interface Inspection {
  /** The file is the one that it should be: only now is it read. Throws GgufError. */
  look(): Promise<void>;
  /** Ends a process that still waits. */
  cancel(): void;
}

export function beginInspection({ inspect, signal }: Pick<FetchContext, 'inspect' | 'signal'>, path: string): Inspection {
  const own = new AbortController();
  const ready = Promise.withResolvers<void>();
  const verdict = inspect(path, { ready: ready.promise, signal: AbortSignal.any([signal, own.signal]) });
  verdict.catch(() => undefined); // `look` says it, if it comes to that.
  return {
    look: async () => {
      ready.resolve();
      await verdict;
    },
    cancel: () => { own.abort(); },
  };
}
