/**
 * What was asked and refused, for the top of the screen. A screen that has a better place for a refusal catches it; every
 * other one arrives here as a rejection that nobody handled, so that none is ever swallowed.
 */
import { useCallback, useEffect, useState } from 'react';
import { EngineError } from '../transport/transport.ts';

export interface Shown { id: number; code: string; message: string; action?: string }

const most = 3;
let lastId = 0;

export function useRefusals(): { refusals: readonly Shown[]; dismiss: (id?: number) => void } {
  const [refusals, setRefusals] = useState<readonly Shown[]>([]);
  useEffect(() => {
    const note = (event: PromiseRejectionEvent): void => {
      const shown = describe(event.reason);
      setRefusals((before) => [...before.filter(({ code, message }) => code !== shown.code || message !== shown.message), shown].slice(-most));
      // Shown now; what is not the engine's is a fault of ours and belongs on the console too.
      if (event.reason instanceof EngineError) event.preventDefault();
    };
    addEventListener('unhandledrejection', note);
    return () => { removeEventListener('unhandledrejection', note); };
  }, []);
  const dismiss = useCallback((id?: number) => { setRefusals((before) => (id === undefined ? [] : before.filter((one) => one.id !== id))); }, []);
  return { refusals, dismiss };
}

function describe(reason: unknown): Shown {
  const id = ++lastId;
  if (reason instanceof EngineError) return { id, code: reason.code, message: reason.message, ...(reason.action === undefined ? {} : { action: reason.action }) };
  return { id, code: 'renderer', message: reason instanceof Error ? reason.message : String(reason) };
}
