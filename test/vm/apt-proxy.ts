/**
 * Debian for guests without an internet: a proxy for apt on this machine's loopback (10.0.2.2 in the guest), which fetches
 * what is asked of any mirror from the mirror of this machine's own apt. Signatures are Debian's, so apt checks as ever.
 */
import { createServer, request, type ServerResponse } from 'node:http';
import { request as requestTls } from 'node:https';
import type { AddressInfo } from 'node:net';
import { aptSources } from '../../installer/medium/apt-sources.ts';

export interface AptProxy {
  /** As the guest reaches it, with the closing slash: a proxy, and by /debian and /debian-security a mirror itself. */
  url: string;
  /** As this machine does: for a chroot, to which as a proxy 10.0.2.2 is this machine, too. */
  local: string;
  /** `GET http://deb.debian.org/debian/… 200`, oldest first. */
  requests: string[];
  close(): Promise<void>;
}

export async function startAptProxy(): Promise<AptProxy> {
  const sources = await aptSources();
  const from = (suite: string): string | undefined => sources.find((source) => source.suite === suite)?.uri.replace(/\/$/, '');
  const mirrors = { debian: from('bookworm'), 'debian-security': from('bookworm-security') };
  const requests: string[] = [];
  const server = createServer((asked, response) => {
    const { hostname, port, pathname } = new URL(asked.url ?? '/', 'http://mirror');
    const [, which, path] = /^\/(debian|debian-security)(\/.*)$/.exec(pathname) ?? [];
    const mirror = which === undefined ? undefined : mirrors[which as keyof typeof mirrors];
    response.on('finish', () => { requests.push(`${asked.method} ${asked.url} ${response.statusCode}`); });
    const isOther = hostname === '10.0.2.2' && port !== String(asked.socket.localPort);
    if (isOther) forward(`http://127.0.0.1:${port}${pathname}`, response);
    else if (mirror === undefined || asked.method !== 'GET') response.writeHead(404).end();
    else forward(`${mirror}${path}`, response);
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://10.0.2.2:${port}/`, local: `http://127.0.0.1:${port}/`, requests,
    close: () => new Promise((resolve) => { server.close(() => { resolve(); }); server.closeAllConnections(); }),
  };
}

function forward(url: string, response: ServerResponse): void {
  const upstream = (url.startsWith('https:') ? requestTls : request)(url, { headers: { accept: '*/*' } }, (answer) => {
    const { 'content-length': length, 'last-modified': changed, 'content-type': type } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, { ...length === undefined ? {} : { 'content-length': length }, ...changed === undefined ? {} : { 'last-modified': changed }, 'content-type': type ?? 'application/octet-stream' });
    answer.pipe(response);
  });
  upstream.on('error', () => { if (response.headersSent) response.destroy(); else response.writeHead(502).end(); });
  upstream.end();
}
