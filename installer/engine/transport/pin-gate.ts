/** The PIN that stands on the console in front of the network's wizard: few tries a minute, few tries a PIN, a quarter of an hour each. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { openPin } from '../../../shared/net/pin.ts';
import { limitRate } from '../../../shared/net/rate-limit.ts';
import { countedLog } from './counted-log.ts';
import { pages } from './pages.ts';
import { sendPage } from './send.ts';

export interface PinGate {
  /** @param admit makes the cookie of who was let in */
  answer(request: IncomingMessage, response: ServerResponse, admit: () => string): Promise<void>;
  /** A PIN that is too old is made anew, though nobody tries it. */
  refresh(): void;
}

export interface PinGateOptions {
  /** Seconds on a clock that never jumps. */
  now: () => number;
  log: (line: string) => void;
  /** Shows the digits on the console, and nowhere else. */
  show: (digits: string) => void;
  /** Six digits. */
  draw?: () => string;
}

export const pinLifeSeconds = 15 * 60;
const wrongTries = 5;
const mostBytes = 64;

export function openPinGate({ now, log, show, draw }: PinGateOptions): PinGate {
  const pin = openPin({ now, onChange: show, lifeSeconds: pinLifeSeconds, wrongTries, ...(draw ? { draw } : {}) });
  const tries = limitRate({ tries: 5, seconds: 60, now });
  const counted = countedLog(log);
  return {
    refresh: () => { pin.current(); },
    async answer(request, response, admit) {
      const from = request.socket.remoteAddress ?? 'unknown';
      const given = await readPin(request);
      const seconds = tries.take();
      if (seconds > 0) {
        counted('unheard', `a PIN from ${from} was not heard: too many tries`);
        return sendPage(response, 429, pages.pin(`Too many tries, from here or elsewhere. The next one is heard in ${seconds} seconds.`), { 'Retry-After': String(seconds) });
      }
      if (!pin.matches(given)) {
        counted('wrong', `a wrong PIN came from ${from}`);
        return sendPage(response, 403, pages.pin('This is not the PIN that stands on the console now.'));
      }
      log(`the right PIN came from ${from}`);
      sendPage(response, 303, '', { Location: '/', 'Set-Cookie': admit() });
    },
  };
}

/** A body that does not say how long it is, or is longer than a PIN, is not even read. */
async function readPin(request: IncomingMessage): Promise<string> {
  if (!(Number(request.headers['content-length']) <= mostBytes)) {
    request.resume();
    return '';
  }
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return new URLSearchParams(body).get('pin') ?? '';
}
