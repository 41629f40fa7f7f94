/** A server of one model file on loopback that does what servers do on bad days, and counts what it sent. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Behaviour {
  /** Answered instead of the file. */
  status: number;
  /** With status 200 for everything, as captive portals do. */
  portal: boolean;
  redirect: string;
  etag: string;
  /** The whole file, status 200, whatever part was asked for. */
  ignoreRange: boolean;
  /** What the headers say; the body stays what it is. */
  claimBytes: number;
  noLength: boolean;
  /** Nothing more once so many bytes of the file were sent, over all requests; the connection stays open. */
  stallAfter: number;
  /** The same, and a byte a second from then on. */
  dripAfter: number;
  /** The connection is reset instead. */
  breakAfter: number;
  /** Places whose byte is sent wrong. */
  flip: readonly number[];
  /** Wrong only this many times. */
  flips: number;
  bytesPerSecond: number;
  /** Beside the file; 404 where there is none. */
  torrent: Uint8Array;
  /** HEAD is refused, as by addresses that are signed for GET alone. */
  noHead: boolean;
}

export interface ModelServer {
  /** Ends in a slash. */
  url: string;
  behaviour: Partial<Behaviour>;
  /** Bytes of the file over all requests but those for its first byte alone: as they were handed to the kernel. */
  served: number;
  /** The same, as they were to be sent. */
  begun: number;
  /** `GET range`, one for each request. */
  requests: string[];
  close(): Promise<void>;
}

export async function serveModel(content: Uint8Array, behaviour: Partial<Behaviour> = {}): Promise<ModelServer> {
  const server = createServer((request, response) => { void answer(model, content, request, response).catch(() => { response.destroy(); }); });
  const model: ModelServer = {
    url: '', behaviour, served: 0, begun: 0, requests: [],
    close: () => new Promise((resolve) => {
      server.close(() => { resolve(); });
      server.closeAllConnections();
    }),
  };
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  model.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return model;
}

async function answer(model: ModelServer, content: Uint8Array, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, portal, redirect, etag = '"1"', ignoreRange, claimBytes = content.length, noLength } = model.behaviour;
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  model.requests.push(`${request.url} ${request.headers.range ?? ''}`.trim());
  if (request.url?.endsWith('.torrent')) return void sendTorrent(model, response);
  if (redirect !== undefined) return void response.writeHead(302, { Location: redirect }).end();
  if (status !== undefined) return void response.writeHead(status).end('no');
  if (portal) return void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>Please log in</html>');
  if (request.method === 'HEAD') return void response.writeHead(model.behaviour.noHead ? 405 : 200, { 'Content-Length': claimBytes, ETag: etag }).end();
  if (noLength) {
    response.writeHead(200, { 'Content-Type': 'application/octet-stream', ETag: etag });
    return send(model, content, 0, content.length, response);
  }
  if (!range || ignoreRange) {
    response.writeHead(200, { 'Content-Length': claimBytes, ETag: etag });
    return send(model, content, 0, content.length, response);
  }
  const from = Number(range[1]);
  const to = Math.min(range[2] === '' ? content.length - 1 : Number(range[2]), content.length - 1);
  response.writeHead(206, { 'Content-Range': `bytes ${from}-${to}/${claimBytes}`, 'Content-Length': to - from + 1, ETag: etag });
  await send(model, content, from, to + 1, response);
}

function sendTorrent({ behaviour: { torrent } }: ModelServer, response: ServerResponse): void {
  if (torrent) response.writeHead(200, { 'Content-Length': torrent.length }).end(torrent);
  else response.writeHead(404).end('no');
}

const chunkBytes = 16 * 1024;

async function send(model: ModelServer, content: Uint8Array, from: number, to: number, response: ServerResponse): Promise<void> {
  const isProbe = to - from === 1;
  const closed = new AbortController();
  const { signal } = closed;
  response.once('close', () => { closed.abort(); });
  for (let at = from; at < to && !response.destroyed;) {
    const { stallAfter = Infinity, dripAfter = Infinity, breakAfter = Infinity, bytesPerSecond } = model.behaviour;
    const left = isProbe ? 1 : Math.min(stallAfter, breakAfter) - model.begun;
    if (left <= 0) return void (model.begun >= breakAfter ? response.destroy() : undefined); // Else it is open for ever.
    const isDripping = !isProbe && model.begun >= dripAfter;
    const chunk = chunkOf(model, content, at, Math.min(to, at + (isDripping ? 1 : chunkBytes), at + left));
    at += chunk.length;
    if (!isProbe) model.begun += chunk.length;
    if (!response.write(chunk, (error) => { if (!error && !isProbe) model.served += chunk.length; })) await once(response, 'drain', { signal }).catch(() => undefined); // Or it was closed.
    if (isDripping) await sleep(1000);
    else if (bytesPerSecond !== undefined) await sleep(chunk.length / bytesPerSecond * 1000);
  }
  response.end();
}

function chunkOf({ behaviour }: ModelServer, content: Uint8Array, from: number, to: number): Uint8Array {
  const chunk = content.subarray(from, to);
  const wrong = (behaviour.flip ?? []).filter((place) => place >= from && place < to);
  if (wrong.length === 0 || behaviour.flips === 0) return chunk;
  if (behaviour.flips !== undefined) behaviour.flips -= 1;
  const copy = Uint8Array.from(chunk);
  for (const place of wrong) copy[place - from] = (copy[place - from] ?? 0) ^ 1;
  return copy;
}
