/** Models that machines pass on among themselves: torrents and peers that are not what they should be. Real aria2c on loopback, and in network namespaces. */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { asUser, downloadUser } from '../../firstboot/models/download-user.ts';
import { fetchModel, type Fetched } from '../../firstboot/models/fetch-model.ts';
import { shareModels } from '../../firstboot/models/share-models.ts';
import { openToPeers } from '../../firstboot/net/open-to-peers.ts';
import { missingPackages } from '../../installer/medium/build-packages.ts';
import { factsFromSpec } from '../../shared/harden/facts-from-spec.ts';
import { ruleset } from '../../shared/harden/ruleset.ts';
import type { Host } from '../../shared/system/host.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { encode } from '../../shared/torrent/bencode.ts';
import { encodeTorrent, readTorrent } from '../../shared/torrent/torrent.ts';
import { countFaults } from './count-faults.ts';
import { catalogueModel, makeModel, modelBench, sha256, type ModelBench } from './model-bench.ts';
import { serveModel, type Behaviour, type ModelServer } from './model-server.ts';
import { torrentOf } from './torrent-of.ts';

const missing = await missingPackages([{ name: 'aria2', provides: 'aria2c' }, { name: 'curl', provides: 'curl' }]);
const skip = missing.length > 0 && `missing here: ${missing.join(', ')}`;
const faults = countFaults('peers', skip ? 0 : 9);
const name = 'small.gguf';
const content = makeModel();
const wrong = Uint8Array.from(content, (byte, place) => (place === 6_000_000 ? byte ^ 1 : byte));
const good = encodeTorrent(torrentOf(name, content));
const peers = { minutes: 30, ratio: 4 };

async function serve(t: TestContext, behaviour: Partial<Behaviour>, body: Uint8Array = content): Promise<ModelServer> {
  const server = await serveModel(body, behaviour);
  t.after(() => server.close());
  return server;
}

async function fetch(t: TestContext, mirrors: string[], model = catalogueModel(content, [])): Promise<{ bench: ModelBench; fetched: Fetched }> {
  const bench = modelBench({ mirrors, peers });
  t.after(() => { bench.remove(); });
  const fetched = await fetchModel(bench.context, model);
  assert.equal(sha256(readFileSync(join(bench.models, name))), sha256(content));
  return { bench, fetched };
}

const torrents = (server: ModelServer): number => server.requests.filter((request) => request.includes('.torrent')).length;
const names = (bench: ModelBench): string[] => readdirSync(bench.models);

test('no peers: the server gives all of it, and the torrent is kept for those that come later', { skip }, async (t) => {
  const server = await serve(t, { torrent: good });
  const { bench } = await fetch(t, [server.url]);
  assert.deepEqual([names(bench), bench.warnings], [['.torrent-small.gguf', name], []]);
  assert.deepEqual(Buffer.from(readFileSync(join(bench.models, '.torrent-small.gguf'))), Buffer.from(good));
  assert.equal(bench.progress.at(-1), content.length);
});

test('no torrent beside the model: fetched as ever, and nothing is said', { skip }, async (t) => {
  faults.inject();
  const server = await serve(t, {});
  const { bench } = await fetch(t, [server.url]);
  assert.deepEqual([names(bench), bench.warnings, server.served, torrents(server)], [[name], [], content.length, 1]);
});

test('a model whose digest nobody knows is fetched from its server alone', { skip }, async (t) => {
  const server = await serve(t, { torrent: good });
  const model = catalogueModel(content, []);
  const { sha256: _, ...file } = model.file;
  await fetch(t, [server.url], { ...model, file } as typeof model);
  assert.equal(torrents(server), 0);
});

const refused: [string, Uint8Array, string][] = [
  ['a web page', Buffer.from('<html>'), 'is none: nothing that is bencoded at byte 0'],
  ['a torrent of another file', encodeTorrent({ ...torrentOf(name, content), name: '../../../etc/passwd' }), 'is of "../../../etc/passwd", not small.gguf'],
  ['a torrent of a folder', encode({ info: { files: [], name } }), 'is of a folder, not of one file'],
];
for (const [what, torrent, reason] of refused) {
  test(`${what} where the torrent should be: said, and fetched from the server alone`, { skip }, async (t) => {
    faults.inject();
    const server = await serve(t, { torrent });
    const { bench } = await fetch(t, [server.url]);
    assert.deepEqual(bench.warnings, [`The torrent of small.gguf ${reason}; the file is fetched without peers`]);
    assert.deepEqual([names(bench), server.served], [[name], content.length]);
  });
}

test('a torrent of a gigabyte is not read', { skip }, async (t) => {
  faults.inject();
  const server = await serve(t, { torrent: Buffer.alloc(2 * 1024 ** 2) });
  const { bench } = await fetch(t, [server.url]);
  assert.deepEqual([bench.warnings, server.served], [[], content.length]);
});

test('a tracker and a web seed in the torrent are never asked', { skip }, async (t) => {
  faults.inject();
  const elsewhere = await serve(t, {});
  const { name: called, bytes, pieceBytes, pieces } = torrentOf(name, content);
  const server = await serve(t, { torrent: encode({ announce: `${elsewhere.url}announce`, 'url-list': [`${elsewhere.url}${name}`], info: { length: bytes, name: called, 'piece length': pieceBytes, pieces } }) });
  const { bench } = await fetch(t, [server.url]);
  assert.deepEqual([elsewhere.requests, bench.warnings], [[], []]);
  assert.deepEqual(readTorrent(readFileSync(join(bench.models, '.torrent-small.gguf')), { name, bytes: content.length }), { name, bytes, pieceBytes, pieces });
});

test('a torrent whose pieces are of other bytes: given up, then the server alone; nothing is kept to share', { skip }, async (t) => {
  faults.inject();
  const server = await serve(t, { torrent: encodeTorrent(torrentOf(name, wrong)) });
  const { bench } = await fetch(t, [server.url]);
  assert.match(bench.warnings.join('\n'), /^small\.gguf could not be had with other machines of the local network \(.+\); it is fetched from its server alone$/);
  assert.deepEqual(names(bench), [name]);
});

test('torrent and file of the server are wrong together: quarantined, twice said, and the next server has it', { skip }, async (t) => {
  faults.inject();
  const bad = await serve(t, { torrent: encodeTorrent(torrentOf(name, wrong)) }, wrong);
  const server = await serve(t, { torrent: good });
  const { bench, fetched } = await fetch(t, [bad.url, server.url]);
  assert.equal(fetched.source, `${server.url}${name}`);
  assert.match(bench.warnings[0] ?? '', /is not the file of the catalogue .* it was moved to .*\.quarantine-small\.gguf and is not used$/);
  assert.match(bench.warnings[1] ?? '', /^small\.gguf could not be had with other machines of the local network \(its file has the wrong digest\)/);
  assert.match(bench.warnings[2] ?? '', /is not the file of the catalogue/);
});

/** The whole of a machine's network: two of them on one cable, each with a loopback of its own. */
const canNamespace = process.getuid?.() === 0 && spawnSync('ip', ['netns', 'add', 'cognos-peers-try']).status === 0 && spawnSync('ip', ['netns', 'del', 'cognos-peers-try']).status === 0;
const noNetworks = skip !== false ? skip : canNamespace ? false : 'no network namespaces here (root is needed)';

/** @returns what starts a command on the machine `a`, or the machine `b` */
function twoMachines(t: TestContext): Record<'a' | 'b', string[]> {
  const spaces = { a: `cognos-a-${process.pid}`, b: `cognos-b-${process.pid}` };
  const ip = (...words: string[]): Buffer => execFileSync('ip', words);
  t.after(() => { for (const space of Object.values(spaces)) spawnSync('ip', ['netns', 'del', space]); });
  for (const space of Object.values(spaces)) ip('netns', 'add', space);
  ip('-n', spaces.a, 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', 'eth0', 'netns', spaces.b);
  for (const [index, space] of Object.values(spaces).entries()) {
    ip('-n', space, 'address', 'add', `10.99.0.${index + 1}/24`, 'dev', 'eth0');
    for (const link of ['lo', 'eth0']) ip('-n', space, 'link', 'set', link, 'up');
    ip('-n', space, 'route', 'add', 'default', 'via', '10.99.0.254');
  }
  return { a: ['ip', 'netns', 'exec', spaces.a], b: ['ip', 'netns', 'exec', spaces.b] };
}

test('a peer gives other bytes under a torrent that says so: quarantined, and the server alone has it', { skip: noNetworks, timeout: 120_000 }, async (t) => {
  faults.inject();
  const { a, b } = twoMachines(t);
  const root = mkdtempSync(join(tmpdir(), 'cognos-peers-'));
  t.after(() => { rmSync(root, { recursive: true, force: true }); });
  mkdirSync(join(root, 'evil'));
  writeFileSync(join(root, 'evil', name), wrong);
  writeFileSync(join(root, 'evil.torrent'), encodeTorrent(torrentOf(name, wrong)));
  writeFileSync(join(root, name), content);
  const [ip = '', ...words] = b;
  const seeder = spawn(ip, [...words, 'aria2c', '--no-conf', '--quiet', '--dir', join(root, 'evil'), '--enable-dht=false', '--enable-dht6=false', '--bt-enable-lpd=true', '--bt-seed-unverified=true', '--seed-ratio=0.0', '--listen-port=6881', join(root, 'evil.torrent')], { stdio: 'ignore' });
  t.after(() => { seeder.kill('SIGKILL'); });
  const result = spawnSync(a[0] ?? '', [...a.slice(1), process.execPath, join(import.meta.dirname, 'fetch-on-machine.ts'), root, 'evil.torrent'], { encoding: 'utf8', timeout: 110_000 });
  const said = JSON.parse(result.stdout) as { warnings: string[]; source: string; digest: string; names: string[] };
  assert.equal(said.digest, sha256(content), result.stderr);
  assert.match(said.warnings.join('\n'), /is not the file of the catalogue .*\n.*could not be had with other machines of the local network \(its file has the wrong digest\)/);
  assert.deepEqual(said.names, ['.quarantine-small.gguf', name]);
  assert.ok(existsSync(join(root, 'evil', name)));
});

const noFirewall = noNetworks !== false ? noNetworks : existsSync('/usr/sbin/nft') ? false : 'no nft here';

/** The product's ruleset and the hole for peers, as first boot has them while it shares. */
async function guard([file = '', ...before]: string[]): Promise<void> {
  const rules: string[] = [];
  await openToPeers({ ...withoutSystemd([file, ...before]), exists: () => Promise.resolve(true), writeFile: async (_, text) => { rules.push(text); } }, 'share');
  const text = ruleset(factsFromSpec({ cognos: { version: 1 } })).replace(/^include .*$/m, rules.join(''));
  execFileSync(file, [...before, 'nft', '--file', '-'], { input: text });
}

test('a machine that has the model gives it to one that comes later, both behind their firewalls: the server sends nothing of it', { skip: noFirewall, timeout: 120_000 }, async (t) => {
  const { a, b } = twoMachines(t);
  for (const machine of [a, b]) await guard(machine);
  const root = mkdtempSync(join(tmpdir(), 'cognos-peers-'));
  t.after(() => { rmSync(root, { recursive: true, force: true }); });
  chmodSync(root, 0o755);
  const places = { models: join(root, 'models'), store: join(root, 'models.json'), run: join(root, 'run') };
  for (const folder of [places.models, places.run]) mkdirSync(folder);
  writeFileSync(join(places.models, name), content);
  writeFileSync(join(places.models, `.torrent-${name}`), good);
  writeFileSync(places.store, JSON.stringify({ models: { small: { file: name, bytes: content.length, verified: {} } } }));
  writeFileSync(join(root, name), content);
  writeFileSync(join(root, 'torrent'), good);
  await shareModels({ host: withoutSystemd(b), places, settings: { mirrors: [], peers }, signal: new AbortController().signal, warn: (message) => Promise.reject(new Error(message)) });
  // As the unit does: a user that owns nothing here.
  const [ip = '', ...words] = b;
  const seeder = spawn(ip, [...words, ...asUser(downloadUser()), 'aria2c', `--conf-path=${join(places.run, 'share.conf')}`], { stdio: 'ignore' });
  t.after(() => { seeder.kill('SIGKILL'); });
  const result = spawnSync(a[0] ?? '', [...a.slice(1), process.execPath, join(import.meta.dirname, 'fetch-on-machine.ts'), root, 'torrent'], { encoding: 'utf8', timeout: 110_000 });
  const said = JSON.parse(result.stdout) as { warnings: string[]; digest: string; served: number };
  assert.deepEqual([said.digest, said.warnings, said.served], [sha256(content), [], 0], result.stderr);
  assert.deepEqual(readdirSync(places.models).sort(), [`.torrent-${name}`, name], 'it only reads');
});

/** Drop-ins and units are of a machine that runs systemd; the networks are those of the machine `space`. */
function withoutSystemd([file = '', ...before]: string[]): Host {
  return {
    ...localHost, makeDirectory: () => Promise.resolve(), exists: (path) => (path.startsWith('/etc/') ? Promise.resolve(false) : localHost.exists(path)),
    writeFile: (path, text, options) => (path.startsWith('/run/systemd/') ? Promise.resolve() : localHost.writeFile(path, text, options)),
    run: (program, args, options) => (program === 'systemctl' ? Promise.resolve('') : localHost.run(file, [...before, program, ...args], options)),
  };
}
