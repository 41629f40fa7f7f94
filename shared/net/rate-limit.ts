/**
 * So many tries in so many seconds, counted for everybody together: who guesses from a thousand addresses gets no
 * more of them than who guesses from one.
 */
export interface RateLimit {
  /** Counts a try. 0: go on; otherwise the seconds until the next one is heard. A try that is not heard is not counted. */
  take(): number;
}

/** @param now seconds on a clock that never jumps */
export function limitRate({ tries, seconds, now }: { tries: number; seconds: number; now: () => number }): RateLimit {
  let heard: number[] = [];
  return {
    take() {
      const at = now();
      heard = heard.filter((time) => at - time < seconds);
      if (heard.length < tries) {
        heard.push(at);
        return 0;
      }
      return Math.max(1, Math.ceil((heard[0] ?? at) + seconds - at));
    },
  };
}
