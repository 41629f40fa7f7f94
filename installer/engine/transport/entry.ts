/** Who may come in by a browser: a token is good once and buys a cookie. Tokens are made anew as they are used, so a window that is opened again gets in. */
import { randomBytes } from 'node:crypto';
import { isSame } from '../../../shared/net/pin.ts';

export interface Entry {
  /** @returns the cookie's value, or undefined for a token that is no longer, or never was, good */
  enter(token: string): string | undefined;
  /** A cookie without a token: a PIN was right. */
  admit(): string;
  knows(cookie: string | undefined): boolean;
}

export interface EntryOptions {
  /** Seconds on a clock that never jumps. */
  now: () => number;
  /** Told of each new token, the first one too. */
  onToken?: (token: string) => void;
}

const sessionSeconds = 24 * 3600;
const mostSessions = 32;

export function openEntry({ now, onToken }: EntryOptions): Entry {
  let sessions: { cookie: string; begun: number }[] = [];
  let token = onToken ? draw() : undefined;
  if (token !== undefined) onToken?.(token);
  const admit = (): string => {
    const cookie = draw();
    sessions = [...sessions, { cookie, begun: now() }].slice(-mostSessions);
    return cookie;
  };
  return {
    admit,
    enter(given) {
      if (token === undefined || !isSame(given, token)) return undefined;
      token = draw();
      onToken?.(token);
      return admit();
    },
    knows(cookie) {
      sessions = sessions.filter(({ begun }) => now() - begun < sessionSeconds);
      return cookie !== undefined && sessions.some((session) => isSame(cookie, session.cookie));
    },
  };
}

export function draw(): string {
  return randomBytes(32).toString('hex');
}
