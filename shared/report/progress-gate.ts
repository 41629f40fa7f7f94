/** How often progress is worth a message: every 30 seconds, or when another tenth is done. */
const seconds = 30;
const share = 0.1;

export function progressGate(now: () => number): (fraction: number) => boolean {
  let last: { at: number; fraction: number } | undefined;
  return (fraction) => {
    if (last && fraction - last.fraction < share && now() - last.at < seconds) return false;
    last = { at: now(), fraction };
    return true;
  };
}
