/** Messages as lines over a unix socket: for the text wizard and for Electron's main process. */
import { createServer, type Server, type Socket } from 'node:net';
import { isSame } from '../../../shared/net/pin.ts';
import { mostRequestBytes, readRequest } from '../../../shared/protocol/read-message.ts';
import type { Engine } from '../engine.ts';
import { converse, type Conversation } from './conversation.ts';

export interface UnixSocketOptions {
  engine: Engine;
  path: string;
  /** What `hello` must say: Node has no SO_PEERCRED, so who may read the token's file (root:cognos-ui 0640) takes the place of the peer's uid. */
  token: string;
  refused: (kind: string, sentence: string) => void;
}

const helloMilliseconds = 5000;

export async function serveUnixSocket(options: UnixSocketOptions): Promise<{ stop(): Promise<void> }> {
  const peers = new Set<Socket>();
  const server = createServer((peer) => {
    peers.add(peer);
    peer.on('close', () => { peers.delete(peer); });
    talk(peer, options);
  });
  server.maxConnections = 64;
  await started(server, options.path);
  return {
    stop: async () => {
      for (const peer of peers) peer.destroy();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}

function started(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // The node in the file system must never be wider than this, not even before its group is set.
    const before = process.umask(0o117);
    server.listen(path, resolve);
    process.umask(before);
  });
}

function talk(peer: Socket, { engine, token, refused }: UnixSocketOptions): void {
  let conversation: Conversation | undefined;
  let rest = '';
  const send = (text: string): void => { if (!peer.destroyed) peer.write(`${text}\n`); };
  const refuse = (kind: string, id: number, error: { code: string; message: string }): void => {
    refused(kind, `a client of the socket was refused: ${error.message}`);
    peer.end(`${JSON.stringify({ type: 'reply', id, ok: false, error })}\n`);
  };
  const greet = (line: string): void => {
    const reading = readRequest(line);
    if (!reading.ok) return refuse('hello', reading.id, reading.error);
    const { request } = reading;
    if (request.type !== 'hello' || !isSame(request.token ?? '', token)) return refuse('hello', request.id, { code: 'not-known', message: 'the first message has to be hello with the token of this engine' });
    clearTimeout(timer);
    conversation = converse(engine, { local: true, send });
    conversation.take(line);
  };
  const timer = setTimeout(() => { refuse('hello', 0, { code: 'not-known', message: 'nothing was said' }); }, helloMilliseconds);
  timer.unref();
  peer.setEncoding('utf8');
  peer.on('data', (text: string) => {
    if (peer.writableEnded) return;
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (peer.writableEnded) return;
      if (conversation) conversation.take(line);
      else greet(line);
    }
    if (rest.length > mostRequestBytes) refuse('large', 0, { code: 'too-large', message: `a message has at most ${mostRequestBytes} bytes` });
  });
  peer.on('error', () => undefined); // `close` follows.
  peer.on('close', () => {
    clearTimeout(timer);
    conversation?.end();
  });
}
