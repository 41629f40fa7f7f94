import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { WebSocketServer, type WebSocket as Peer } from 'ws';
import { websocketTransport } from '../../../../../installer/gui/renderer/transport/websocket.ts';
import type { News } from '../../../../../installer/gui/renderer/transport/transport.ts';

/** A real server: what it hears, and the connections that it has. */
async function serve(port = 0) {
  const server = new WebSocketServer({ host: '127.0.0.1', port });
  const heard: string[] = [];
  const peers: Peer[] = [];
  server.on('connection', (peer) => {
    peers.push(peer);
    peer.on('message', (data) => {
      const message = JSON.parse(String(data)) as { id: number; type: string };
      heard.push(message.type);
      if (message.type === 'measure.start') peer.send(JSON.stringify({ type: 'reply', id: message.id, ok: true, value: 7 }));
      if (message.type === 'measure.cancel') peer.send(JSON.stringify({ type: 'reply', id: message.id, ok: false, error: { code: 'not-now', message: 'no', action: 'wait' } }));
    });
  });
  await new Promise((done) => { server.once('listening', done); });
  const { port: at } = server.address() as AddressInfo;
  return { heard, peers, port: at, url: `ws://127.0.0.1:${at}/ws`, stop: () => new Promise<void>((done) => { for (const peer of server.clients) peer.terminate(); server.close(() => { done(); }); }) };
}

function newsOf(transport: ReturnType<typeof websocketTransport>): { until: (isIt: (news: News) => boolean) => Promise<News> } {
  const seen: News[] = [];
  const waiting = new Set<() => void>();
  transport.subscribe((news) => { seen.push(news); for (const look of waiting) look(); });
  return {
    until: (isIt) => new Promise((done) => {
      const look = (): void => { const index = seen.findIndex(isIt); if (index >= 0) { waiting.delete(look); done(seen.splice(0, index + 1).at(-1) as News); } };
      waiting.add(look);
      look();
    }),
  };
}

test('what is asked before the connection stands is sent when it does; replies find their question', async (context) => {
  const server = await serve();
  context.after(() => server.stop());
  const transport = websocketTransport(server.url);
  newsOf(transport);
  const [value, refused] = await Promise.allSettled([transport.ask({ type: 'measure.start' }), transport.ask({ type: 'measure.cancel' })]);
  assert.deepEqual(value, { status: 'fulfilled', value: 7 });
  assert.ok(refused.status === 'rejected');
  const { name, code, message, action } = refused.reason as Record<string, string>;
  assert.deepEqual({ name, code, message, action }, { name: 'EngineError', code: 'not-now', message: 'no', action: 'wait' });
  transport.close();
});

test('a connection that breaks rejects what waits, and comes back by itself', async (context) => {
  const server = await serve();
  const transport = websocketTransport(server.url);
  const news = newsOf(transport);
  await news.until(({ type, ...rest }) => type === 'connection' && 'state' in rest && rest.state === 'open');
  const asked = transport.ask({ type: 'machine.probe' });
  await server.stop();
  await assert.rejects(asked, { code: 'connection-lost' });
  const lost = await news.until((each) => each.type === 'connection' && each.state === 'lost');
  assert.ok('retryAt' in lost && lost.retryAt > 0);
  await assert.rejects(transport.ask({ type: 'machine.probe' }), { code: 'connection-lost' });
  const again = await serve(server.port);
  context.after(() => again.stop());
  await news.until((each) => each.type === 'connection' && each.state === 'open');
  assert.equal(await transport.ask({ type: 'measure.start' }), 7);
  transport.close();
});

test('a message that is none breaks nothing', async (context) => {
  const server = await serve();
  context.after(() => server.stop());
  const transport = websocketTransport(server.url);
  const news = newsOf(transport);
  await news.until((each) => each.type === 'connection' && each.state === 'open');
  server.peers[0]?.send('{"type":"reply","id":999,"ok":true}');
  server.peers[0]?.send('not json');
  assert.equal(await transport.ask({ type: 'measure.start' }), 7);
  transport.close();
});
