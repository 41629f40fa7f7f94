/**
 * The browser form: PIN, then one page, then the end. Every answer to a stranger is short; nothing of a request is
 * kept but what a session needs.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { requestFault } from '../net/address-guard.ts';
import { isSame, type Pin } from '../../shared/net/pin.ts';
import { limitRate } from '../../shared/net/rate-limit.ts';
import type { Host } from '../../shared/system/host.ts';
import type { Asked, Outcome } from './asking.ts';
import { contentSecurityPolicy, donePage, formPage, pinPage, sentencePage } from './form-page.ts';
import type { Answers, QuestionId } from './question.ts';
import { readForm } from './read-form.ts';

export interface FormServerOptions {
  host: Host;
  asked: Asked;
  pin: Pin;
  /** What this machine may be called in a browser. */
  names: readonly string[];
  port: number;
  /** Seconds on a clock that never jumps. */
  now: () => number;
  log: (line: string) => void;
  /** Hands the answers over; undefined when somebody else was first. */
  apply: (answers: Answers) => Promise<Outcome | undefined>;
  /** The last page is on its way. */
  finish: () => void;
}

const sessionSeconds = 1800;
const mostSessions = 4;
const mostBytes = 32 * 1024;

interface Session { cookie: string; token: string; begun: number }

export function serveForm(options: FormServerOptions): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { host, asked: { hostname, ...asked }, pin, now, log } = options;
  const questions = asked.questions.filter(({ screenOnly }) => !screenOnly);
  const tries = limitRate({ tries: 5, seconds: 60, now });
  const sessions = openSessions(now);
  let unheard = 0;

  return async (request, response) => {
    const fault = requestFault(request, options.names, options.port);
    if (fault !== undefined) return send(response, 403, sentencePage('Not from there', fault));
    const session = sessions.find(request);
    switch (`${request.method} ${request.url}`) {
      case 'GET /': return send(response, 200, session ? form(session) : pinPage(hostname));
      case 'POST /pin': return takePin(await readFields(request), response);
      case 'POST /answers': return takeAnswers(await readFields(request), session, response);
      default: return send(response, 404, sentencePage('Nothing here', 'There is one page only, at /.'));
    }
  };

  function form({ token }: Session, values = new URLSearchParams(), faults: ReadonlyMap<QuestionId, string> = new Map(), refusal?: string): string {
    return formPage({ hostname, questions, token, values, faults, ...refusal === undefined ? {} : { refusal } });
  }

  function takePin(fields: URLSearchParams | undefined, response: ServerResponse): void {
    const wait = tries.take();
    if (wait > 0) {
      if (unheard === 0) log(`Too many tries of the PIN for the browser form: none is heard for ${wait} s`);
      unheard += 1;
      response.setHeader('Retry-After', String(wait));
      return send(response, 429, pinPage(hostname, `Too many tries, from here or elsewhere. Try again in ${wait} seconds.`));
    }
    if (unheard > 0) log(`${unheard} tries of the PIN were not heard`);
    unheard = 0;
    if (!pin.matches(fields?.get('pin') ?? '')) {
      log('A wrong PIN for the browser form');
      return send(response, 403, pinPage(hostname, 'This is not the PIN. It stands on the console of the machine, and changes now and then.'));
    }
    log('The PIN for the browser form was given');
    response.setHeader('Set-Cookie', `__Host-cognos=${sessions.open().cookie}; Path=/; Secure; HttpOnly; SameSite=Strict`);
    response.writeHead(303, { Location: '/' }).end();
  }

  async function takeAnswers(fields: URLSearchParams | undefined, session: Session | undefined, response: ServerResponse): Promise<void> {
    if (!session) return send(response, 403, pinPage(hostname, 'The PIN is needed first, or again: half an hour has passed.'));
    if (!fields) return send(response, 413, sentencePage('Too much', 'These answers are larger than they can be. Go back and shorten them.'));
    if (!isSame(fields.get('token') ?? '', session.token)) return send(response, 403, sentencePage('Not from this form', 'The answers did not come from the page that this machine sent. Load the page again and fill it in there.'));
    const { answers, faults } = await readForm(host, questions, fields);
    if (faults.size > 0) return send(response, 422, form(session, fields, faults));
    const outcome = await options.apply(answers);
    if (!outcome) return end(response, sentencePage('Answered already', 'Somebody else was first: the questions of this machine are answered.'));
    if (!outcome.ok) return send(response, 422, form(session, fields, new Map(), outcome.sentence));
    return end(response, donePage(hostname, answers.user));
  }

  function end(response: ServerResponse, text: string): void {
    // Not 'finish': a browser that hangs up before the last byte has been answered all the same.
    response.on('close', options.finish);
    response.setHeader('Connection', 'close');
    send(response, 200, text);
  }
}

function openSessions(now: () => number): { open(): Session; find(request: IncomingMessage): Session | undefined } {
  let sessions: Session[] = [];
  return {
    open() {
      const session = { cookie: randomBytes(32).toString('hex'), token: randomBytes(32).toString('hex'), begun: now() };
      sessions = [...sessions, session].slice(-mostSessions);
      return session;
    },
    find({ headers }) {
      sessions = sessions.filter(({ begun }) => now() - begun < sessionSeconds);
      const [, cookie = ''] = /(?:^|;\s*)__Host-cognos=([0-9a-f]+)/.exec(headers.cookie ?? '') ?? [];
      return sessions.find((session) => isSame(cookie, session.cookie));
    },
  };
}

/** Undefined when there is too much of it. */
async function readFields(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  let text = '';
  let bytes = 0;
  request.setEncoding('utf8');
  for await (const part of request) {
    bytes += String(part).length;
    if (bytes > mostBytes * 32) request.destroy();
    // Read to its end and forgotten: a browser shows the answer only then.
    text = bytes > mostBytes ? '' : text + String(part);
  }
  return bytes > mostBytes ? undefined : new URLSearchParams(text);
}

function send(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': contentSecurityPolicy,
    // With no-referrer a browser sends `Origin: null` with a form.
    'Referrer-Policy': 'same-origin',
  }).end(text);
}
