/**
 * The ruleset in a real kernel: two network namespaces with a cable between them. `server` has the firewall and
 * listens; `client` knocks. Needs root, nft and ip, and changes nothing outside the namespaces.
 */
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { loadFirewall } from '../../../firstboot/harden/actions/load-firewall.ts';
import { factsFromSpec } from '../../../shared/harden/facts-from-spec.ts';
import { ownRulesFolder, ruleset, rulesetPath } from '../../../shared/harden/ruleset.ts';
import type { InstallSpec } from '../../../shared/spec/install-spec.ts';
import type { Host } from '../../../shared/system/host.ts';
import { localHost } from '../../../shared/system/local-host.ts';

const server = `cognos-s-${process.pid}`;
const client = `cognos-c-${process.pid}`;
const folder = mkdtempSync(join(tmpdir(), 'cognos-firewall-'));
const run = (file: string, ...args: string[]): string => execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const inside = (space: string, ...command: string[]): string => run('ip', 'netns', 'exec', space, ...command);

type Allow = NonNullable<NonNullable<NonNullable<InstallSpec['cognos']>['security']>['firewall']>['allow'];

/** As nftables.service does it, with own rules from a folder of the test. */
function load(allow: Allow, own = ''): void {
  writeFileSync(join(folder, '00-own.nft'), own);
  const text = ruleset(factsFromSpec({ cognos: { version: 1, security: { firewall: { allow: allow ?? [] } } } })).replaceAll(ownRulesFolder, folder);
  const path = join(folder, 'nftables.conf');
  writeFileSync(path, text);
  inside(server, 'nft', '--check', '--file', path);
  inside(server, 'nft', '--file', path);
}

const listener = `
const net = require('node:net'), dgram = require('node:dgram');
let ready = 0;
const up = () => { if (++ready === 5) console.log('ready'); };
for (const port of [22, 443, 8080, 9000]) net.createServer((socket) => socket.on('error', () => {}).end('served')).listen({ port, host: '::' }, up);
const udp = dgram.createSocket({ type: 'udp6' });
udp.on('message', (message, from) => udp.send('served', from.port, from.address)).bind(5300, up);
`;
/** connected, refused (an answer all the same), or silent. */
const knocker = `
const net = require('node:net');
const [host, port, from] = process.argv.slice(1);
const socket = net.connect({ host, port: Number(port), ...(from ? { localAddress: from } : {}) });
const end = (word) => { console.log(word); process.exit(); };
socket.setTimeout(700, () => end('silent'));
socket.on('connect', () => end('connected')).on('error', (error) => end(error.code === 'ECONNREFUSED' ? 'refused' : error.code));
`;
const datagram = `
const socket = require('node:dgram').createSocket('udp4');
const end = (word) => { console.log(word); process.exit(); };
socket.on('message', () => end('answered')).on('error', (error) => end(error.code));
socket.connect(5300, '192.0.2.1', () => socket.send('hello'));
setTimeout(() => end('silent'), 700);
`;
const knock = async (port: number, host = '192.0.2.1', from = ''): Promise<string> =>
  (await promisify(execFile)('ip', ['netns', 'exec', client, process.execPath, '-e', knocker, host, String(port), from])).stdout.trim();
/** All at once, for silence takes its time. */
const knocks = (...asked: Parameters<typeof knock>[]): Promise<string[]> => Promise.all(asked.map((words) => knock(...words)));
const ping = (host: string): boolean => { try { inside(client, 'ping', '-c', '1', '-W', '2', host); return true; } catch { return false; } };

let listening: ChildProcess | undefined;

/** `npm test` installs the programs; this is for who runs the quick tests on a machine without them, or not as root. */
const whyNotHere = process.getuid?.() !== 0 ? 'needs root' : ['/usr/sbin/nft', '/usr/sbin/ip'].some((path) => !existsSync(path)) ? 'needs nftables and iproute2' : false;

describe('the firewall in a real kernel', { skip: whyNotHere }, () => {
  before(async () => {
    for (const space of [server, client]) {
      run('ip', 'netns', 'add', space);
      inside(space, 'ip', 'link', 'set', 'lo', 'up');
    }
    run('ip', '-n', server, 'link', 'add', 'cable', 'type', 'veth', 'peer', 'name', 'cable', 'netns', client);
    for (const [space, four, six] of [[server, '192.0.2.1/24', '2001:db8::1/64'], [client, '192.0.2.2/24', '2001:db8::2/64']] as const) {
      run('ip', '-n', space, 'address', 'add', four, 'dev', 'cable');
      run('ip', '-n', space, 'address', 'add', six, 'dev', 'cable', 'nodad');
      run('ip', '-n', space, 'link', 'set', 'cable', 'up');
    }
    run('ip', '-n', client, 'address', 'add', '192.0.2.7/24', 'dev', 'cable');
    listening = spawn('ip', ['netns', 'exec', server, process.execPath, '-e', listener], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((ready) => listening?.stdout?.once('data', ready));
    // The link-local addresses of both ends have to be found unique before neighbours are asked from them.
    for (let tries = 0; tries < 50 && inside(client, 'ip', '-6', 'address', 'show', 'tentative') !== ''; tries += 1) await wait(100);
  });

  after(() => {
    listening?.kill('SIGKILL');
    for (const space of [server, client]) try { run('ip', 'netns', 'del', space); } catch { /* It never came to be. */ }
    rmSync(folder, { recursive: true, force: true });
  });

  test('without rules everything answers, so that silence below means something', async () => {
    assert.deepEqual(await knocks([22], [9000], [9999]), ['connected', 'connected', 'refused']);
  });

  test('what is allowed is let in, by both families; all else is not even refused', async () => {
    load(['ssh', '8080/tcp']);
    assert.deepEqual(await knocks([22], [8080], [22, '2001:db8::1']), ['connected', 'connected', 'connected'], 'neighbours are found');
    assert.deepEqual(await knocks([443], [9000], [9999], [443, '2001:db8::1'], [9999, '2001:db8::1']), Array.from({ length: 5 }, () => 'silent'));
    assert.equal(inside(client, process.execPath, '-e', datagram).trim(), 'silent');
    assert.ok(ping('192.0.2.1') && ping('2001:db8::1'), 'a ping is answered');
  });

  test('loaded again it is the same, and connections out have their answers', async () => {
    load(['ssh']);
    load(['ssh']);
    assert.equal(await knock(22), 'connected');
    const echo = spawn('ip', ['netns', 'exec', client, process.execPath, '-e', "require('node:net').createServer((socket) => socket.on('error', () => undefined).end('served')).listen(7000, () => console.log('ready'))"], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await new Promise((ready) => { echo.stdout.once('data', ready); });
      assert.equal(inside(server, process.execPath, '-e', knocker, '192.0.2.2', '7000').trim(), 'connected');
    } finally {
      echo.kill('SIGKILL');
    }
  });

  test('a service for some networks only', async () => {
    load([{ service: '8080/tcp', from: ['192.0.2.7', '2001:db8:1::/48'] }]);
    assert.deepEqual(await knocks([8080, '192.0.2.1', '192.0.2.7'], [8080], [8080, '2001:db8::1'], [22]), ['connected', 'silent', 'silent', 'silent'], 'ssh was not named');
  });

  test('own rules open what the spec does not, and udp by name', async () => {
    load(['ssh', '5300/udp'], 'add rule inet filter own_input tcp dport 9000 accept\n');
    assert.deepEqual(await knocks([9000], [443]), ['connected', 'silent']);
    assert.equal(inside(client, process.execPath, '-e', datagram).trim(), 'answered');
  });

  test('own rules with a fault are found before anything is loaded', async () => {
    load(['ssh']);
    assert.throws(() => { load(['ssh'], 'add rule inet filter nowhere accept\n'); }, /nowhere/);
    assert.deepEqual(await knocks([22], [9000]), ['connected', 'silent'], 'the old rules are still there');
  });

  test('a machine that knocks on ssh all the time is let in no more, another one is', async () => {
    load(['ssh']);
    const flood = "const net = require('node:net'); let open = 0, left = 60; const end = () => { if (--left === 0) { console.log(open); process.exit(); } }; for (let i = 0; i < 60; i++) { const s = net.connect(22, '192.0.2.1'); s.setTimeout(700, () => { s.destroy(); end(); }); s.on('connect', () => { open++; s.destroy(); end(); }).on('error', end); }";
    const opened = Number(inside(client, process.execPath, '-e', flood));
    assert.ok(opened >= 25 && opened < 50, `${opened} of 60 connections`);
    assert.deepEqual(await knocks([22], [22, '192.0.2.1', '192.0.2.7']), ['silent', 'connected']);
  });

  test('the action in first boot: found missing, loaded, known by its mark, undone to what was there', async () => {
    inside(server, 'nft', 'flush', 'ruleset');
    inside(server, 'nft', 'add', 'table', 'inet', 'filter', '{ comment "before" ; }');
    inside(server, 'nft', 'add', 'table', 'ip', 'engine');
    const facts = factsFromSpec({ cognos: { version: 1 } });
    const path = join(folder, 'nftables.conf');
    writeFileSync(path, ruleset(facts).replaceAll(ownRulesFolder, folder));
    writeFileSync(join(folder, '00-own.nft'), '');
    const host: Host = { ...localHost, run: (file, args, options) => localHost.run('ip', ['netns', 'exec', server, file, ...args.map((word) => (word === rulesetPath ? path : word))], options) };
    const context = { host, facts, warn: async () => undefined };
    assert.match(await loadFirewall.check({}, context) ?? '', /not loaded/);
    const saved = await loadFirewall.save?.({}, context) ?? '';
    await loadFirewall.apply({}, context);
    assert.equal(await loadFirewall.check({}, context), undefined);
    assert.match(inside(server, 'nft', 'list', 'ruleset'), /table ip engine/, 'tables of others stay');
    await loadFirewall.undo?.({}, saved, context);
    const listed = inside(server, 'nft', 'list', 'ruleset');
    assert.match(listed, /table inet filter \{\n\tcomment "before"\n\}/);
    assert.doesNotMatch(listed, /policy drop/);
  });

  test('what the scanners look for is what the kernel lists', () => {
    load(['ssh', 'https']);
    const listed = inside(server, 'nft', 'list', 'ruleset');
    for (const hook of ['input', 'forward', 'output']) assert.match(listed, new RegExp(`hook ${hook} .*policy drop`), hook);
    // They read from the hook to the first closing brace.
    const input = /hook input[^}]*\}/.exec(listed)?.[0] ?? '';
    for (const word of ['iif "lo" accept', 'ip saddr 127.0.0.0/8', 'ip6 saddr ::1']) assert.ok(input.includes(word), word);
  });

  test('each golden ruleset is one that nft takes', () => {
    for (const name of ['default', 'rich', 'closed']) {
      const path = join(import.meta.dirname, `../../golden/harden/nftables-${name}.txt`);
      assert.match(readFileSync(path, 'utf8'), /^#!\/usr\/sbin\/nft -f\n/);
      inside(server, 'nft', '--check', '--file', path);
    }
  });
});
