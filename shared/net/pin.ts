/**
 * The PIN that stands on the console and opens a page to whoever can read it there. Six digits are few, so a PIN
 * bears only some wrong tries and some minutes: then there is another one, and the console shows that.
 */
import { randomInt, timingSafeEqual } from 'node:crypto';

export interface Pin {
  /** The digits to show, made anew when the last ones have expired. */
  current(): string;
  /** A wrong try counts against the current PIN. Spaces and hyphens between the digits are nothing. */
  matches(text: string): boolean;
}

export interface PinOptions {
  /** Seconds on a clock that never jumps. */
  now: () => number;
  /** Shows the new digits on the console. Called for the first ones too. */
  onChange: (digits: string) => void;
  lifeSeconds?: number;
  wrongTries?: number;
  /** Six digits. */
  draw?: () => string;
}

export function openPin({ now, onChange, lifeSeconds = 1800, wrongTries = 10, draw = drawDigits }: PinOptions): Pin {
  let digits = '';
  let made = 0;
  let wrong = 0;
  const renew = (): void => {
    [digits, made, wrong] = [draw(), now(), 0];
    onChange(digits);
  };
  renew();
  return {
    current() {
      if (now() - made > lifeSeconds) renew();
      return digits;
    },
    matches(text) {
      const right = isSame(text.replace(/[\s-]/g, ''), this.current());
      if (!right) wrong += 1;
      if (wrong >= wrongTries) renew();
      return right;
    },
  };
}

function drawDigits(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

/** Takes as long for a near miss as for any other. */
export function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
