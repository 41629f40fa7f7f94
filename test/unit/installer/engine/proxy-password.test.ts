/** The proxy's password: seen where it was typed, and nowhere else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { EngineClient } from '../../../../installer/engine/client.ts';
import { concealProxy, proxyPassword, showProxy, withoutPassword } from '../../../../installer/engine/proxy-password.ts';
import type { InstallSpec } from '../../../../shared/spec/install-spec.ts';
import { seen, servingEngine } from '../../../fakes/serving-engine.ts';

const none = new Map<string, string>();
const known = new Map([[proxyPassword, 'canary']]);
const reference = '⟦secret:network.proxy⟧';

test('a reference stands for the password, complete or still being typed', () => {
  for (const [text, kept, password] of [
    ['http://ada:canary@proxy.example.net:3128', `http://ada:${reference}@proxy.example.net:3128`, 'canary'],
    ['ada:ca:na@ry@proxy', `ada:${reference}@proxy`, 'ca:na@ry'],
    ['http://ada:cana', `http://ada:${reference}`, 'cana'],
    ['http://:x@proxy', `http://:${reference}@proxy`, 'x'],
  ] as const) assert.deepEqual(concealProxy(text, none), { proxy: kept, password, isNew: true }, text);
  for (const text of ['', 'http', 'http:', 'http:/', 'http://', 'http://proxy', 'http://proxy:', 'http://proxy:3128', 'http://proxy:3128/', 'proxy:3128', 'http://ada@proxy:3128', 'http://[2001:db8::1]:3128', 'http://ada:@proxy']) {
    assert.deepEqual(concealProxy(text, known), { proxy: text, isNew: false }, text);
  }
});

test('what was shown in its place is the password that was known; without one there is none', () => {
  for (const shown of ['••••', reference]) {
    assert.deepEqual(concealProxy(`http://ada:${shown}@other:3128`, known), { proxy: `http://ada:${reference}@other:3128`, password: 'canary', isNew: false });
    assert.deepEqual(concealProxy(`http://ada:${shown}@other:3128`, none), { proxy: 'http://ada:@other:3128', isNew: false });
  }
  assert.throws(() => concealProxy('http://ada:⟦secret:network.wifis.wlan0.access-points.Home.password⟧@proxy', known), /cannot be used in a password/);
});

test('shown and sent back it is the same address; in any text there is a mask', () => {
  fc.assert(fc.property(fc.tuple(fc.domain(), fc.nat(65535)).map(([domain, port]) => `http://ada:canary@${domain}:${port}`), (url) => {
    const { proxy } = concealProxy(url, none);
    assert.equal(showProxy(proxy, 'canary'), url);
    assert.deepEqual(concealProxy(showProxy(proxy), known), { proxy, password: 'canary', isNew: false });
    assert.doesNotMatch(withoutPassword(`take ${url}`, known), /canary/);
  }));
});

const proxy = 'http://ada:canary-proxy@proxy.example.net:3128';
const shown = 'http://ada:••••@proxy.example.net:3128';

test('the window that it was typed in shows it, a watching one never, and neither does one that takes over', async () => {
  await using serving = await servingEngine();
  const [giver, watcher] = [await serving.client(), await serving.client()];
  const told: string[] = [];
  watcher.onMessage((message) => { told.push(JSON.stringify(message)); });
  await seen(giver, ({ state }) => state === 'asking');
  await giver.ask({ type: 'answers.set', section: 'network', value: { kind: 'automatic', proxy } });
  const proxyOf = async (client: EngineClient): Promise<string | undefined> => (await seen(client, ({ answers }) => answers.network.proxy !== undefined)).answers.network.proxy;
  assert.deepEqual([await proxyOf(giver), await proxyOf(watcher)], [proxy, shown]);
  await watcher.ask({ type: 'control.take' });
  // As it was shown, with something else of the section changed.
  await watcher.ask({ type: 'answers.set', section: 'network', value: { kind: 'offline', proxy: shown } });
  await seen(giver, ({ answers }) => answers.network.kind === 'offline');
  assert.deepEqual([await proxyOf(giver), await proxyOf(watcher)], [proxy, shown]);
  assert.doesNotMatch(told.join('\n'), /canary/);
  const { text } = await watcher.ask({ type: 'spec.text', withSecrets: true }) as { text: string };
  assert.match(text, /http_proxy: http:\/\/ada:canary-proxy@proxy\.example\.net:3128/);
});

test('what is offered in place of an address that is none does not say it either, and works', async () => {
  await using serving = await servingEngine();
  const client = await serving.client();
  const watcher = await serving.client();
  await seen(client, ({ state }) => state === 'asking');
  await client.ask({ type: 'answers.set', section: 'network', value: { kind: 'automatic', proxy: 'ada:canary-proxy@proxy.example.net:3128' } });
  const { preview } = await seen(watcher, ({ preview: now }) => now?.ok === false && now.findings.some(({ code, instead }) => code === 'url' && instead !== undefined));
  const instead = preview?.ok === false ? preview.findings.find(({ code }) => code === 'url')?.instead : undefined;
  assert.equal(instead?.label, shown);
  assert.ok(instead?.section === 'network');
  await client.ask({ type: 'answers.set', section: 'network', value: instead.value });
  const { text } = await client.ask({ type: 'spec.text', withSecrets: true }) as { text: string };
  assert.match(text, /http_proxy: http:\/\/ada:canary-proxy@proxy\.example\.net:3128/);
  assert.doesNotMatch(JSON.stringify(watcher.snapshot), /canary/);
});

test('keys and the password of a file that leaves questions open are in no snapshot either, and in the spec that comes of it', async () => {
  const base: InstallSpec = {
    network: { version: 2, wifis: { wlan0: { dhcp4: true, 'access-points': { Home: { password: 'canary-wireless' } } } } }, apt: { http_proxy: proxy },
    cognos: { version: 1, interactive: ['storage', 'network'] },
  };
  await using serving = await servingEngine({ base });
  const client = await serving.client();
  const snapshot = await seen(client, ({ answers }) => answers.network.kind === 'configured');
  assert.equal(snapshot.answers.network.proxy, shown);
  assert.doesNotMatch(JSON.stringify(snapshot), /canary/);
  const { text } = await client.ask({ type: 'spec.text', withSecrets: true }) as { text: string };
  assert.deepEqual([text.includes('canary-wireless'), text.includes('canary-proxy')], [true, true]);
});
