/** Messages over a WebSocket at /ws, for who has the cookie and comes from our own page. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { mostRequestBytes } from '../../../shared/protocol/read-message.ts';
import type { Engine } from '../engine.ts';
import { converse } from './conversation.ts';
import type { Entry } from './entry.ts';
import { cookieOf, faultOf, type Place } from './guard.ts';

export interface WebSocketOptions {
  engine: Engine;
  entry: Entry;
  place: Place;
  local: boolean;
  refused: (kind: string, sentence: string) => void;
}

/** With the name that the window gives itself, or without. */
const addresses = /^\/ws(?:\?window=([A-Za-z0-9-]{8,64}))?$/;
const pingMilliseconds = 20_000;
/** One late answer is no news: of a machine that writes its disk as fast as it can, either end may stand still for as long. */
const mostUnanswered = 3;
/** A client that reads nothing for so long is gone, or might as well be. */
const mostWaitingBytes = 64 * 1024 * 1024;

export function takeWebSockets(server: Server, { engine, entry, place, local, refused }: WebSocketOptions): { stop(): void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: mostRequestBytes, perMessageDeflate: false });
  server.on('upgrade', (request, socket: Duplex, head) => {
    socket.on('error', () => undefined); // A peer that is gone is no concern of ours.
    const why = upgradeFault(request, place, entry);
    if (why !== undefined) {
      refused('upgrade', `a WebSocket from ${request.socket.remoteAddress ?? 'unknown'} was refused (${why}): Host ${JSON.stringify(request.headers.host?.slice(0, 100) ?? '')}, Origin ${JSON.stringify(request.headers.origin?.slice(0, 100) ?? '')}`);
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (peer) => { talk(peer, engine, local, windowOf(request)); });
  });
  return { stop: () => { for (const peer of sockets.clients) peer.terminate(); } };
}

function upgradeFault(request: IncomingMessage, place: Place, entry: Entry): string | undefined {
  if (!addresses.test(request.url ?? '')) return 'there is only /ws';
  return faultOf(request, place, true) ?? (entry.knows(cookieOf(request, place)) ? undefined : 'no cookie that is known');
}

function windowOf({ url = '' }: IncomingMessage): string | undefined {
  return addresses.exec(url)?.[1];
}

function talk(peer: WebSocket, engine: Engine, local: boolean, window: string | undefined): void {
  const conversation = converse(engine, {
    local, window,
    send: (text) => {
      if (peer.readyState !== peer.OPEN) return;
      if (peer.bufferedAmount > mostWaitingBytes) peer.terminate();
      else peer.send(text);
    },
  });
  let unanswered = 0;
  // A window of this machine goes with its connection: no cable can be pulled between the two.
  const heart = local ? undefined : setInterval(() => {
    if (unanswered >= mostUnanswered) return peer.terminate();
    unanswered += 1;
    peer.ping();
  }, pingMilliseconds);
  heart?.unref();
  peer.on('pong', () => { unanswered = 0; });
  peer.on('message', (data, isBinary) => {
    if (isBinary) peer.close(1003, 'text only');
    else conversation.take(String(data as Buffer));
  });
  peer.on('error', () => undefined); // Too large or no WebSocket: ws closes it, and `close` follows.
  peer.on('close', () => {
    clearInterval(heart);
    conversation.end();
  });
}
