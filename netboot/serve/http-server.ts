/** The boot server's HTTP: limits and checks around routes.ts. */
import { createServer as createPlain, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo } from 'node:net';
import { refuse, type Answer } from './answer.ts';
import { plainAddress } from './neighbours.ts';
import { routes, type Asked, type Site } from './routes.ts';

export interface HttpOptions {
  tls?: { cert: string; key: string } | undefined;
  /** Where the server is reached, when that is not the address that a machine has come to (a name in a certificate, a proxy). */
  url?: string | undefined;
  /** Beside a server with TLS: only loaders, files and menus; what is secret is refused here. */
  plainOnly?: boolean;
}

/** A thousand machines that are switched on at once, each with a connection or two. */
const mostConnections = 4096;

export function httpServer(site: Site, options: HttpOptions): Server {
  const limits = { requestTimeout: 120_000, headersTimeout: 30_000, keepAliveTimeout: 30_000, maxHeaderSize: 8192, connectionsCheckingInterval: 5000 };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    respond(site, options, request, response).catch((error: unknown) => {
      site.serving.log(`A request failed: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
      if (response.headersSent) response.destroy();
      else send(response, refuse(500, 'The server could not answer this; its log says why'));
    });
  };
  const server = options.tls ? createSecure({ ...limits, ...options.tls, minVersion: 'TLSv1.2', handshakeTimeout: 10_000 }, answer) : createPlain(limits, answer);
  server.maxConnections = mostConnections;
  server.on('clientError', (_error, socket) => { socket.destroy(); });
  return server;
}

async function respond(site: Site, options: HttpOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = URL.parse(request.url ?? '/', 'http://server');
  if (!url || !request.url?.startsWith('/')) return send(response, refuse(400, 'This is no address'));
  // A machine's id may be a MAC address, and a client may escape its colons.
  const path = url.pathname.replace(/%3a/gi, ':');
  const found = routes.map((route) => ({ route, match: route.path.exec(path) })).filter(({ match }) => match !== null);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const [chosen] = found.filter(({ route }) => route.method === method);
  if (!chosen) return send(response, found.length === 0 ? refuse(404, 'There is nothing here') : refuse(405, 'Not by this method', { Allow: found.map(({ route }) => route.method).join(', ') }));
  const { route, match } = chosen;
  if (options.plainOnly && !route.plain) return send(response, refuse(426, 'This is spoken over https only', { Upgrade: 'TLS/1.2', Connection: 'Upgrade, close' }));
  const refusal = route.admin ? site.adminRefusal(request) : undefined;
  if (refusal) return send(response, refusal);
  const here = baseOf(request, options);
  const asked: Asked = { request, response, url, here, base: options.url ?? here, address: plainAddress(request.socket.remoteAddress ?? '') };
  const result = await route.handle(site, asked, match?.[1] ?? '');
  if (result) send(response, result);
}

/** By the address that the machine has come to: a Host header is what somebody says. */
function baseOf({ socket }: IncomingMessage, { tls }: HttpOptions): string {
  const { address = '', port } = socket.address() as AddressInfo;
  const host = plainAddress(address);
  return `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function send(response: ServerResponse, { status, headers = {}, type = 'text/plain; charset=utf-8', body = '' }: Answer): void {
  response.writeHead(status, {
    ...status === 204 ? {} : { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) },
    'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'X-Frame-Options': 'DENY', 'Referrer-Policy': 'no-referrer', 'Cross-Origin-Resource-Policy': 'same-origin', ...headers,
  });
  // A body that nobody reads any more would hold the connection.
  if (!response.req.complete && (status === 413 || status === 426)) response.shouldKeepAlive = false;
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
