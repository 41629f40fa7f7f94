/**
 * The status page: reads one file and shows it, changes nothing. Over the network it wants TLS and the PIN of the
 * console. Requests under a name that is not this machine's are refused (DNS rebinding), as is every verb but three.
 */
import { randomBytes } from 'node:crypto';
import { createServer as createPlain, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { requestFault } from '../net/address-guard.ts';
import type { FirstbootState } from '../progress/state.ts';
import { openGate, type Gate } from './gate.ts';
import type { PageSettings } from './page-settings.ts';
import { pinPage, statusPage } from './status-page.ts';

export interface PageServerOptions {
  settings: PageSettings;
  readState: () => Promise<FirstbootState | undefined>;
  /** Seconds on a clock that never jumps. */
  now: () => number;
  log: (sentence: string) => void;
}

/** As long as a form with a PIN is, and no longer. */
const maxBodyBytes = 64;
const refreshSeconds = 5;

export function pageServer(options: PageServerOptions): Server {
  const { settings, log, now } = options;
  const gate = settings.tls ? openGate({ pin: settings.tls.pin, now, log }) : undefined;
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    respond(request, response, options, gate).catch((error: unknown) => {
      log(`A request failed: ${error instanceof Error ? error.message : String(error)}`);
      if (!response.headersSent) send(response, 500, 'text/plain', 'The status cannot be read at the moment.\n');
      else response.destroy();
    });
  };
  const limits = { requestTimeout: 10_000, headersTimeout: 10_000, keepAliveTimeout: 5_000, maxHeaderSize: 8192 };
  const server = settings.tls
    ? createSecure({ ...limits, key: settings.tls.key, cert: settings.tls.cert, minVersion: 'TLSv1.2', handshakeTimeout: 10_000 }, answer)
    : createPlain(limits, answer);
  server.maxConnections = 64;
  return server;
}

async function respond(request: IncomingMessage, response: ServerResponse, { settings, readState }: PageServerOptions, gate: Gate | undefined): Promise<void> {
  const { method = '', url = '/' } = request;
  const nonce = randomBytes(16).toString('base64');
  const page = (status: number, text: string, headers: Record<string, string> = {}): void => {
    send(response, status, 'text/html; charset=utf-8', text, { 'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`, ...headers });
  };
  const fault = requestFault({ method, headers: request.headers }, settings.names, settings.port);
  if (fault !== undefined) return send(response, 421, 'text/plain', `${fault}\n`);
  if (method === 'POST' && url === '/pin' && gate) {
    const verdict = gate.try(await readPin(request), request.socket.remoteAddress ?? 'unknown');
    if (verdict.outcome === 'right') return page(303, '', { 'Location': '/', 'Set-Cookie': `cognos=${verdict.ticket}; Path=/; Secure; HttpOnly; SameSite=Strict` });
    if (verdict.outcome === 'wrong') return page(403, pinPage(settings.name, nonce, 'That is not the PIN that stands on the console now.'));
    return page(429, pinPage(settings.name, nonce, verdict.message), { 'Retry-After': String(verdict.seconds) });
  }
  if (method !== 'GET' && method !== 'HEAD') return send(response, 405, 'text/plain', 'This page is only for reading.\n', { Allow: 'GET, HEAD' });
  if (url !== '/' && url !== '/status.json') return send(response, 404, 'text/plain', 'There is only / and /status.json.\n');
  if (gate && !gate.knows(request.headers.cookie)) {
    return url === '/' ? page(200, pinPage(settings.name, nonce)) : send(response, 401, 'application/json', '{"error":"The PIN comes first, at /"}\n');
  }
  const state = await readState();
  if (url === '/status.json') return send(response, 200, 'application/json', `${JSON.stringify(state ?? { phase: 'waiting' })}\n`);
  return page(200, statusPage(state, settings.name, nonce), { Refresh: String(refreshSeconds) });
}

/** A body that does not say how long it is, or is longer than a PIN, is not even read. */
async function readPin(request: IncomingMessage): Promise<string> {
  if (!(Number(request.headers['content-length']) <= maxBodyBytes)) return '';
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return new URLSearchParams(body).get('pin') ?? '';
}

function send(response: ServerResponse, status: number, type: string, text: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, {
    'Content-Type': type, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer', 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Resource-Policy': 'same-origin',
    'Content-Length': Buffer.byteLength(text), ...headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : text);
}
