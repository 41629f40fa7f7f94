/** Counts down to a restart, unless somebody shows that they are there: any key and any press stops it. */
import { useEffect, useRef, useState } from 'react';
import { startCountdown, tick, type Countdown } from './countdown.ts';

export function useCountdown(isWanted: boolean, onOver: () => void): { countdown: Countdown; stop: () => void } {
  const [countdown, setCountdown] = useState<Countdown>(() => startCountdown(isWanted));
  const { state } = countdown;
  const stop = (): void => { setCountdown((before) => (before.state === 'running' ? { state: 'stopped' } : before)); };
  useEffect(() => {
    if (state !== 'running') return undefined;
    const timer = setInterval(() => { setCountdown(tick); }, 1000);
    const listening = new AbortController();
    // Not at pointerdown: what stands above the buttons goes, they move up, and whoever pressed one lets go beside it.
    for (const sign of ['click', 'keydown'] as const) document.addEventListener(sign, stop, { capture: true, signal: listening.signal });
    return () => { clearInterval(timer); listening.abort(); };
  }, [state]);
  const isOver = useRef(false);
  useEffect(() => {
    if (state !== 'over' || isOver.current) return;
    isOver.current = true;
    onOver();
  }, [state, onOver]);
  return { countdown, stop };
}
