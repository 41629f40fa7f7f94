/**
 * HTTP and WebSocket for browsers: on loopback with a token, on the network with TLS and a PIN. It serves the wizard's
 * files and carries the engine's messages; there is nothing else to ask for.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Host } from '../../../shared/system/host.ts';
import { UsageError } from '../../headless/usage-error.ts';
import type { Engine } from '../engine.ts';
import { countedLog } from './counted-log.ts';
import type { Entry } from './entry.ts';
import { openGuiFiles } from './gui-files.ts';
import { cookieOf, faultOf, placeFor, setCookie, type Place } from './guard.ts';
import { pages } from './pages.ts';
import type { PinGate } from './pin-gate.ts';
import { send, sendPage } from './send.ts';
import { takeWebSockets } from './web-socket.ts';

export interface WebServerOptions {
  engine: Engine;
  host: Host;
  /** Of the built wizard. */
  gui: string;
  listen: { host: string; port: number };
  entry: Entry;
  /** On the network only. */
  tls?: { key: string; cert: string; gate: PinGate };
  log: (line: string) => void;
}

export interface WebServer { port: number; stop(): Promise<void> }

export async function serveWeb(options: WebServerOptions): Promise<WebServer> {
  const { listen, tls, engine, entry } = options;
  const limits = { requestTimeout: 15_000, headersTimeout: 10_000, keepAliveTimeout: 10_000, maxHeaderSize: 16_384 };
  const server: Server = tls
    ? createSecureServer({ ...limits, key: tls.key, cert: tls.cert, minVersion: 'TLSv1.2', handshakeTimeout: 10_000 })
    : createServer(limits);
  server.maxConnections = 128;
  await started(server, listen);
  const { port } = server.address() as AddressInfo;
  const place = placeFor(tls ? 'https' : 'http', port);
  const refused = countedLog(options.log);
  const sockets = takeWebSockets(server, { engine, entry, place, local: !tls, refused });
  const answer = responder(options, place, refused);
  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      options.log(`a request could not be answered: ${error instanceof Error ? error.message : String(error)}`);
      response.destroy();
    });
  });
  return {
    port,
    stop: async () => {
      sockets.stop();
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}

function responder({ host, gui, entry, tls }: WebServerOptions, place: Place, refused: (kind: string, sentence: string) => void): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const fileAt = openGuiFiles(host, gui);
  return async (request, response) => {
    const { method = '' } = request;
    const from = request.socket.remoteAddress ?? 'unknown';
    const fault = faultOf(request, place, method !== 'GET' && method !== 'HEAD');
    if (fault !== undefined) {
      refused('request', `a request from ${from} was refused: Host ${said(request.headers.host)}, Origin ${said(request.headers.origin)}`);
      return sendPage(response, 403, pages.refused(fault));
    }
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://wizard');
    if (method === 'POST' && pathname === '/pin' && tls) return tls.gate.answer(request, response, () => setCookie(place, entry.admit()));
    if (method !== 'GET' && method !== 'HEAD') return sendPage(response, 405, pages.nothing(), { Allow: 'GET, HEAD' });
    if (pathname === '/enter' && method === 'GET') return enter(searchParams.get('token') ?? '', response);
    if (!entry.knows(cookieOf(request, place))) {
      if (tls && pathname === '/') return sendPage(response, 200, pages.pin());
      refused('unknown', `somebody from ${from} asked for ${said(pathname)} without having been let in`);
      return sendPage(response, 403, pages.notKnown());
    }
    const file = await fileAt(pathname);
    if (!file) return sendPage(response, 404, pathname === '/' ? pages.noGui(gui) : pages.nothing());
    send(response, 200, file.type, file.body, file.lasting ? { 'Cache-Control': 'private, max-age=31536000, immutable' } : {});
  };

  function enter(token: string, response: ServerResponse): void {
    const cookie = entry.enter(token);
    if (cookie === undefined) {
      refused('token', 'a token was given that is not good, or no longer');
      return sendPage(response, 403, pages.notKnown());
    }
    // Not a 303: a browser that was sent here by another page would leave the Strict cookie out of the next request, too.
    sendPage(response, 200, pages.enter(), { 'Set-Cookie': setCookie(place, cookie), Refresh: '0; url=/' });
  }
}

function said(text = 'none'): string {
  return JSON.stringify(text.slice(0, 100));
}

function started(server: Server, { host, port }: WebServerOptions['listen']): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new UsageError(`port ${port} of ${host} is taken by another program; give another one, or 0 for one that is free`) : error);
    });
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}
