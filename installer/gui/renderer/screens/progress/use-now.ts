/** The time, looked at once a second. */
import { useEffect, useState } from 'react';

export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => { setNow(Date.now()); }, 1000);
    return () => { clearInterval(timer); };
  }, []);
  return now;
}

/** Since when this has been so, as far as this window has seen it. */
export function useSince(what: string, now: number): number {
  const [seen, setSeen] = useState({ what, since: now });
  if (seen.what === what) return seen.since;
  setSeen({ what, since: now });
  return now;
}
