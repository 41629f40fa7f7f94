/** Downloads of models from servers that misbehave: real aria2c and curl against loopback, each fault with what must come of it. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { missingPackages } from '../../installer/medium/build-packages.ts';
import type { CatalogueModel } from '../../shared/models/catalogue.ts';
import { fetchModel, type Fetched } from '../../firstboot/models/fetch-model.ts';
import { WaitingError } from '../../firstboot/waiting.ts';
import { countFaults } from './count-faults.ts';
import { catalogueModel, makeModel, modelBench, sha256, type ModelBench } from './model-bench.ts';
import { serveModel, type Behaviour, type ModelServer } from './model-server.ts';

const missing = await missingPackages([{ name: 'aria2', provides: 'aria2c' }, { name: 'curl', provides: 'curl' }]);
const skip = missing.length > 0 && `missing here: ${missing.join(', ')}`;
const faults = countFaults('downloads', skip ? 0 : 39);
const content = makeModel();
const mib = 1024 ** 2;
const half = Math.floor(content.length / 2);

interface Outcome { bench: ModelBench; fetched?: Fetched; error?: Error }

/** One fetch; whatever came of it, what bears the model's name is the model. */
async function fetch(bench: ModelBench, model: CatalogueModel = catalogueModel(content, [])): Promise<Outcome> {
  const outcome: Outcome = { bench };
  try {
    outcome.fetched = await fetchModel(bench.context, model);
  } catch (error) {
    outcome.error = error as Error;
  }
  const names = readdirSync(bench.models).filter((name) => !name.startsWith('.'));
  assert.deepEqual(names, outcome.fetched ? [model.file.name] : []);
  if (outcome.fetched) assert.equal(sha256(readFileSync(join(bench.models, model.file.name))), model.file.sha256);
  return outcome;
}

async function bad(t: TestContext, behaviour: Partial<Behaviour>, body: Uint8Array = content): Promise<ModelServer> {
  faults.inject();
  const server = await serveModel(body, behaviour);
  t.after(() => server.close());
  return server;
}

async function good(t: TestContext): Promise<ModelServer> {
  const server = await serveModel(content);
  t.after(() => server.close());
  return server;
}

function benchOf(t: TestContext, ...mirrors: string[]): ModelBench {
  const bench = modelBench({ mirrors });
  t.after(() => { bench.remove(); });
  return bench;
}

test('no fault: each byte once, progress to the end, nothing left behind', { skip }, async (t) => {
  const server = await good(t);
  const { bench, fetched } = await fetch(benchOf(t, server.url));
  assert.equal(fetched?.source, `${server.url}small.gguf`);
  assert.equal(server.served, content.length);
  assert.equal(bench.progress.at(-1), content.length);
  assert.deepEqual(bench.progress, bench.progress.toSorted((a, b) => a - b));
  assert.deepEqual([readdirSync(bench.models), readdirSync(join(bench.root, 'run')), bench.warnings], [['small.gguf'], [], []]);
});

const refusedAtOnce: [string, Partial<Behaviour>, string][] = [
  ['404', { status: 404 }, 'it says 404'],
  ['403', { status: 403 }, 'it says 403'],
  ['500', { status: 500 }, 'it says 500'],
  ['the page of a captive portal', { portal: true }, 'it answers with a web page: a captive portal, or a page about the file'],
  ['a file of another size', { claimBytes: content.length + 1 }, `its file has ${content.length + 1} bytes, not ${content.length}`],
  ['no Content-Length', { noLength: true }, 'it does not say how large the file is'],
  ['a name that has no address', { redirect: 'http://no-such-host.invalid/' }, 'its name has no address'],
  ['redirects in circles', { redirect: '/again' }, 'it redirects in circles'],
  ['a redirect to a file of the machine', { redirect: 'file:///etc/passwd' }, 'curl exits with 1: curl: (1) Protocol "file" not supported or disabled in libcurl'],
];
for (const [name, behaviour, reason] of refusedAtOnce) {
  test(`${name}: said before anything is downloaded`, { skip }, async (t) => {
    const server = await bad(t, behaviour);
    const { error } = await fetch(benchOf(t, server.url));
    assert.ok(error instanceof WaitingError);
    assert.equal(error.message, `The model small.gguf cannot be had. ${new URL(server.url).host}: ${reason}.`);
    assert.equal(error.missing, 'the network, or a USB volume with small.gguf in a folder called models on it');
  });
}

test('mirrors that all refuse, and one behind them that does not', { skip }, async (t) => {
  const servers = await Promise.all(refusedAtOnce.map(([, behaviour]) => bad(t, behaviour)));
  const last = await good(t);
  assert.equal((await fetch(benchOf(t, ...servers.map(({ url }) => url), last.url))).fetched?.source, `${last.url}small.gguf`);
  assert.equal(last.served, content.length);
});

test('nobody listens; and one that takes the connection and never answers', { skip }, async (t) => {
  const closed = await serveModel(content);
  await closed.close();
  faults.inject();
  const mute = createServer().listen(0, '127.0.0.1');
  t.after(() => { mute.close(); });
  await new Promise((resolve) => { mute.once('listening', resolve); });
  faults.inject();
  const { port } = mute.address() as { port: number };
  const { error } = await fetch(benchOf(t, closed.url, `http://127.0.0.1:${port}/`));
  assert.match(error?.message ?? '', /: it refuses the connection\. 127\.0\.0\.1:\d+: it does not answer in time\.$/);
});

test('a proxy that wants a password says so, and its own is in no argv', { skip }, async (t) => {
  const proxy = await bad(t, { status: 407 });
  const bench = modelBench({ mirrors: ['http://models.example.net/'], proxy: proxy.url.replace('http://', 'http://ada:CANARY@') });
  t.after(() => { bench.remove(); });
  const lines: string[] = [];
  const { host } = bench.context;
  bench.context.host = { ...host, run: (file, args, options) => { lines.push(args.join(' ')); return host.run(file, args, options); } };
  const { error } = await fetch(bench);
  assert.equal(error?.message, 'The model small.gguf cannot be had. models.example.net: the proxy says 407: it wants a user and a password.');
  assert.doesNotMatch(lines.join('\n'), /CANARY/);
});

const givenUp: [string, Partial<Behaviour>][] = [
  ['stalls at half', { stallAfter: half }],
  ['stalls at 99 %', { stallAfter: Math.floor(content.length * 0.99) }],
  ['drips a byte a second after half', { dripAfter: half }],
  ['breaks off at half, again and again', { breakAfter: half }],
  ['ends too early though it promised all', { breakAfter: content.length - 1 }],
];
for (const [name, behaviour] of givenUp) {
  test(`a server that ${name} is given up; what came from it is not fetched again`, { skip }, async (t) => {
    const server = await bad(t, behaviour);
    const next = await good(t);
    const { fetched, bench } = await fetch(benchOf(t, server.url, next.url));
    assert.equal(fetched?.source, `${next.url}small.gguf`);
    const extra = server.served + next.served - content.length;
    assert.ok(extra <= content.length * 0.05, `${extra} bytes more than the file`);
    assert.deepEqual(bench.warnings, []);
  });
}

test('a bit that flips, no digests of pieces: quarantine, the next mirror from the start, and not the same again', { skip }, async (t) => {
  const server = await bad(t, { flip: [half] });
  const next = await good(t);
  const { fetched, bench } = await fetch(benchOf(t, server.url, next.url));
  assert.equal(fetched?.source, `${next.url}small.gguf`);
  assert.equal(next.served, content.length);
  assert.match(bench.warnings.join(), /^small\.gguf from \S+ is not the file of the catalogue \(SHA-256 \w{64}, not \w{64}\); it was moved to \S+\.quarantine-small\.gguf and is not used$/);
  assert.deepEqual(readdirSync(bench.models), ['.quarantine-small.gguf', 'small.gguf']);
  const alone = benchOf(t, server.url);
  await fetch(alone);
  const before = server.served;
  const again = await fetch(alone);
  assert.match(again.error?.message ?? '', /its file was wrong before and has not changed/);
  assert.equal(server.served, before);
});

test('a bit that flips once, digests of pieces: only its piece is fetched again', { skip }, async (t) => {
  const server = await bad(t, { flip: [half], flips: 1 });
  const { fetched, bench } = await fetch(benchOf(t, server.url), catalogueModel(content, [], { pieceBytes: mib }));
  assert.ok(fetched);
  assert.equal(server.served, content.length + mib);
  assert.deepEqual(bench.warnings, [`1 of the ${Math.ceil(content.length / mib)} pieces of small.gguf came wrong and was fetched again`]);
});

test('wrong bytes that stay wrong, digests of pieces: quarantine all the same', { skip }, async (t) => {
  const server = await bad(t, { flip: [10, half] });
  const { error, bench } = await fetch(benchOf(t, server.url), catalogueModel(content, [], { pieceBytes: mib }));
  assert.match(error?.message ?? '', /its file has the wrong digest\.$/);
  assert.deepEqual(readdirSync(bench.models).filter((name) => name.endsWith('.gguf')), ['.quarantine-small.gguf']);
});

test('a server that ignores Range: one stream; half a file is not spliced with it', { skip }, async (t) => {
  const server = await bad(t, { ignoreRange: true });
  assert.ok((await fetch(benchOf(t, server.url))).fetched);
  const first = await bad(t, { stallAfter: half });
  const bench = benchOf(t, first.url, server.url);
  const before = server.served;
  assert.equal((await fetch(bench)).fetched?.source, `${server.url}small.gguf`);
  assert.ok(server.served - before >= content.length);
});

test('another ETag than when it was begun: from the start; the same: from where it was', { skip }, async (t) => {
  for (const [etag, warned] of [['"1"', 0], ['"2"', 1]] as const) {
    const server = await bad(t, { stallAfter: half });
    const bench = benchOf(t, server.url);
    assert.ok((await fetch(bench)).error);
    server.behaviour = { etag };
    const before = server.served;
    assert.ok((await fetch(bench)).fetched);
    assert.equal(bench.warnings.filter((line) => line.startsWith('The server has another file')).length, warned);
    const second = server.served - before;
    assert.ok(warned ? second === content.length : second < content.length - half + mib, `${second} bytes`);
  }
});

test('a server that changes its file midway, size and ETag the same: never used', { skip }, async (t) => {
  const body = Buffer.from(content);
  const server = await bad(t, { stallAfter: half }, body);
  const bench = benchOf(t, server.url);
  await fetch(bench);
  body.fill(7, half + mib);
  server.behaviour = {};
  const { error } = await fetch(bench);
  assert.match(error?.message ?? '', /its file has the wrong digest\.$/);
});

test('a file that is not there, because nothing at all can be reached', { skip }, async (t) => {
  faults.inject();
  const { error } = await fetch(benchOf(t), catalogueModel(content, ['https://no-such-host.invalid/small.gguf']));
  assert.ok(error instanceof WaitingError);
  assert.equal(error.message, 'The model small.gguf cannot be had. no-such-host.invalid: its name has no address.');
  assert.equal(error.action, 'It goes on by itself as soon as there is the network, or a USB volume with small.gguf in a folder called models on it.');
});

/** A name that would write elsewhere, a count that would take all memory, no model at all: each with the digest that the catalogue promises. */
const hostile: [string, (file: Buffer) => Buffer, RegExp][] = [
  ['a general.name with ../', (file) => replace(file, 'slice', '../..'), /general\.name is/],
  ['2^62 tensors', (file) => { file.writeBigUInt64LE(2n ** 62n, 8); return file; }, /the number of tensors/],
  ['no GGUF', (file) => { file.write('ELF!', 0); return file; }, /this is no GGUF file/],
  ['tensors that end behind the file', (file) => file.subarray(0, half), /it is incomplete/],
];
for (const [name, change, reason] of hostile) {
  test(`a model with ${name} is never put in its place`, { skip }, async (t) => {
    const body = change(Buffer.from(content));
    const server = await bad(t, {}, body);
    const { error, bench } = await fetch(benchOf(t, server.url), catalogueModel(body, []));
    assert.match(error?.message ?? '', reason);
    assert.match(error?.message ?? '', /^small\.gguf is not loaded: /);
    assert.equal((error as { exitCode?: number }).exitCode, 5);
    assert.deepEqual(readdirSync(bench.models).filter((each) => each.endsWith('.gguf')), ['.quarantine-small.gguf']);
  });
}

function replace(file: Buffer, text: string, by: string): Buffer {
  file.write(by, file.indexOf(text));
  return file;
}
