/**
 * Which requests are answered at all. A page elsewhere that a browser here has open can send requests too, under a name of
 * its own (DNS rebinding) or across sites: the Host must be the address that the connection came to, and who says where
 * it comes from must come from there.
 */
import type { IncomingMessage } from 'node:http';

export interface Place { scheme: 'http' | 'https'; cookie: string }

/** `127.0.0.1:8443`, `[fe80::1]:8443`: what a browser that was given this address says it asks for. */
export function hostOf({ socket: { localAddress = '', localPort = 0 } }: IncomingMessage): string {
  const address = localAddress.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
  return `${address.includes(':') ? `[${address}]` : address}:${localPort}`;
}

/** Why not, one sentence. @param strict the Origin must be said: a form or a WebSocket, which every browser sends it with */
export function faultOf(request: IncomingMessage, { scheme }: Place, strict: boolean): string | undefined {
  const host = hostOf(request);
  const { host: asked = '', origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (asked.toLowerCase() !== host.toLowerCase()) return 'This page is not reached by that name: use the address that was shown.';
  if (origin === undefined ? strict : origin !== `${scheme}://${host}`) return 'This is only taken from this page itself.';
  // What a foreign page embeds or fetches; a link that was followed may come from anywhere.
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && request.headers['sec-fetch-mode'] !== 'navigate') return 'This is only taken from this page itself.';
  return undefined;
}

export function cookieOf(request: IncomingMessage, { cookie }: Place): string | undefined {
  return (request.headers.cookie ?? '').split(/;\s*/).find((part) => part.startsWith(`${cookie}=`))?.slice(cookie.length + 1);
}

/** Ports of one address share their cookies: each engine calls its own by its port. */
export function placeFor(scheme: Place['scheme'], port: number): Place {
  return { scheme, cookie: scheme === 'https' ? `__Host-cognos-${port}` : `cognos-${port}` };
}

export function setCookie({ scheme, cookie }: Place, value: string): string {
  return `${cookie}=${value}; Path=/; HttpOnly; SameSite=Strict${scheme === 'https' ? '; Secure' : ''}`;
}
