/** Tells when a download stands still or only drips: both look like progress to whoever counts bytes alone. */
import type { Patience } from './download-settings.ts';

/** @returns a function of bytes and seconds so far: why it is to be given up, or undefined */
export function speedWatch({ stallSeconds, windowSeconds, lowestBytesPerSecond }: Pick<Patience, 'stallSeconds' | 'windowSeconds' | 'lowestBytesPerSecond'>, limit = Infinity): (bytes: number, seconds: number) => string | undefined {
  const lowest = Math.min(lowestBytesPerSecond, limit / 2);
  let grown: { bytes: number; at: number } | undefined;
  let window: { bytes: number; at: number } | undefined;
  return (bytes, at) => {
    if (!grown || bytes > grown.bytes) grown = { bytes, at };
    window ??= { bytes, at };
    if (at - grown.at >= stallSeconds) return `it has sent nothing for ${Math.round(at - grown.at)} seconds`;
    if (at - window.at < windowSeconds) return undefined;
    const speed = (bytes - window.bytes) / (at - window.at);
    window = { bytes, at };
    return speed < lowest ? `it sends only ${Math.round(speed)} bytes a second` : undefined;
  };
}
