/**
 * Which requests a page on this machine answers at all. A page elsewhere that a browser here has open can send
 * requests too, under a name of its own (DNS rebinding) or across sites: Host and Origin give both away.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/** Why not, one sentence; undefined when it may be answered. @param names what this machine is called, without ports */
export function requestFault({ method = 'GET', headers }: { method?: string | undefined; headers: IncomingHttpHeaders }, names: readonly string[], port: number): string | undefined {
  const asked = headers.host ?? '';
  const name = asked.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1').toLowerCase();
  // An address can be asked for only by who reached it; a name can be anybody's.
  if (isIP(name) === 0 && !names.includes(name)) return 'This page is not reached by that name: use the address that the console shows.';
  if (method === 'GET' || method === 'HEAD') return undefined;
  const origin = headers.origin;
  const site = headers['sec-fetch-site'];
  if (origin !== `https://${asked}` || (site !== undefined && site !== 'same-origin')) return `A form is only taken from this page itself (https://${name}:${port}).`;
  return undefined;
}
