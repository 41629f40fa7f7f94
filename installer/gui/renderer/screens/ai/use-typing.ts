/** A text that is written piece by piece, as fast as a model would. Time stands still while it is paused. */
import { useEffect, useRef, useState } from 'react';
import { writtenAfter } from './type-text.ts';

export interface Typing { text: string; done: boolean; isRunning: boolean; play: () => void; pause: () => void }

export function useTyping(pieces: readonly string[], tokensPerSecond: number): Typing {
  const [seconds, setSeconds] = useState(0);
  const [isRunning, setRunning] = useState(false);
  const { text, done } = writtenAfter(pieces, seconds, tokensPerSecond);
  const last = useRef<number>(undefined);
  useEffect(() => {
    if (!isRunning || done) return undefined;
    let frame = requestAnimationFrame(function tick(now) {
      const before = last.current ?? now;
      last.current = now;
      setSeconds((sum) => sum + (now - before) / 1000);
      frame = requestAnimationFrame(tick);
    });
    return () => { cancelAnimationFrame(frame); last.current = undefined; };
  }, [isRunning, done]);
  // Another model writes from the beginning.
  useEffect(() => { setSeconds(0); }, [tokensPerSecond, pieces]);
  const play = (): void => { if (done) setSeconds(0); setRunning(true); };
  return { text, done, isRunning: isRunning && !done, play, pause: () => { setRunning(false); } };
}
