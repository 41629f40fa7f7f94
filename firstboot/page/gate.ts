/**
 * The PIN in front of the page. A million PINs and ten tries a minute for everybody together: a day of guessing finds one
 * in seventy; after a hundred wrong ones the gate stays shut until the page is started again, long before that day is over.
 */
import { randomBytes } from 'node:crypto';
import { isSame } from '../../shared/net/pin.ts';
import { limitRate } from '../../shared/net/rate-limit.ts';

export type Verdict = { outcome: 'right'; ticket: string } | { outcome: 'wrong' } | { outcome: 'not-now'; seconds: number; message: string };
export interface Gate {
  try(pin: string, from: string): Verdict;
  /** By the cookie that a right PIN was answered with. */
  knows(cookie: string | undefined): boolean;
}

const maxWrong = 100;
const maxTickets = 16;

export function openGate({ pin, now, log }: { pin: string; now: () => number; log: (sentence: string) => void }): Gate {
  const limit = limitRate({ tries: 10, seconds: 60, now });
  let tickets: string[] = [];
  let wrong = 0;
  let unheard = 0;
  // The 1st, 2nd, 4th, 8th…: who tries ten thousand times must not fill the journal.
  const note = (count: number, sentence: string): void => { if (Number.isInteger(Math.log2(count))) log(sentence); };
  return {
    try(given, from) {
      if (wrong >= maxWrong) {
        note(++unheard, `A PIN from ${from} was not heard: there were ${maxWrong} wrong ones (${unheard} since then)`);
        return { outcome: 'not-now', seconds: 3600, message: `There were ${maxWrong} wrong PINs. Nobody is let in any more; log in on the machine and use cognos-firstboot status.` };
      }
      const seconds = limit.take();
      if (seconds > 0) {
        note(++unheard, `A PIN from ${from} was not heard: too many tries (${unheard} so far)`);
        return { outcome: 'not-now', seconds, message: `Too many tries. The next one is heard in ${seconds} seconds.` };
      }
      if (!isSame(given.replace(/[\s-]/g, ''), pin)) {
        note(++wrong, `A wrong PIN came from ${from} (${wrong} so far)`);
        return { outcome: 'wrong' };
      }
      const ticket = randomBytes(32).toString('hex');
      tickets = [...tickets, ticket].slice(-maxTickets);
      return { outcome: 'right', ticket };
    },
    knows(cookie = '') {
      const given = /(?:^|;\s*)cognos=([0-9a-f]{64})(?:;|$)/.exec(cookie)?.[1];
      return given !== undefined && tickets.some((ticket) => isSame(given, ticket));
    },
  };
}
