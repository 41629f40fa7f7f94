/** SIGKILL at random moments, the power gone before every single command, then again: what it costs, and that it ends right. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { type TestContext } from 'node:test';
import { missingPackages } from '../../installer/medium/build-packages.ts';
import { ensureModel } from '../../firstboot/models/ensure-model.ts';
import type { Host } from '../../shared/system/host.ts';
import { countFaults } from './count-faults.ts';
import { catalogueModel, makeModel, modelBench, sha256, type ModelBench } from './model-bench.ts';
import { serveModel, type ModelServer } from './model-server.ts';

const missing = await missingPackages([{ name: 'aria2', provides: 'aria2c' }, { name: 'curl', provides: 'curl' }]);
const skip = missing.length > 0 && `missing here: ${missing.join(', ')}`;
const kills = 10;
const faults = countFaults('running downloads', skip ? 0 : 2 * kills + 24);

interface Rig { bench: ModelBench; server: ModelServer; content: Buffer; start(): ChildProcess }

async function rig(t: TestContext, content: Buffer, bytesPerSecond?: number): Promise<Rig> {
  const server = await serveModel(content, bytesPerSecond === undefined ? {} : { bytesPerSecond });
  const bench = modelBench();
  t.after(async () => {
    await server.close();
    bench.remove();
  });
  const model = join(bench.root, 'model.json');
  writeFileSync(model, JSON.stringify(catalogueModel(content, [])));
  return {
    bench, server, content,
    start: () => spawn(process.execPath, [join(import.meta.dirname, 'fetch-once.ts'), bench.root, server.url, model], { stdio: ['ignore', 'pipe', 'inherit'] }),
  };
}

function ended(child: ChildProcess): Promise<{ code: number | null; signal: string | null; text: string }> {
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (part: string) => { text += part; });
  return new Promise((resolve) => { child.once('close', (code, signal) => { resolve({ code, signal, text }); }); });
}

function assertWhole({ bench, content }: Pick<Rig, 'bench' | 'content'>): void {
  assert.deepEqual(readdirSync(bench.models), ['small.gguf']);
  assert.equal(sha256(readFileSync(join(bench.models, 'small.gguf'))), sha256(content));
  const store = JSON.parse(readFileSync(join(bench.root, 'models.json'), 'utf8')) as { models: { small: { sha256: string } } };
  assert.equal(store.models.small.sha256, sha256(content));
}

async function untilServed(server: ModelServer, bytes: number): Promise<void> {
  for (let waited = 0; server.served < bytes && waited < 30_000; waited += 5) await sleep(5);
}

/** Parts of the file in which the kills fall, at random within each. */
function moments(content: Buffer): number[] {
  return Array.from({ length: kills }, (_, index) => Math.floor((index + Math.random()) / kills * content.length));
}

function assertCheap({ server, content }: Rig): void {
  const extra = server.served - content.length;
  assert.ok(extra <= content.length * 0.05, `${kills} kills cost ${extra} bytes, ${(extra / content.length * 100).toFixed(1)} % of the file`);
}

test(`the fetching process is killed ${kills} times`, { skip }, async (t) => {
  const each = await rig(t, makeModel(60_000), 8e6);
  for (const moment of moments(each.content)) {
    const child = each.start();
    const end = ended(child);
    await untilServed(each.server, moment);
    if (!child.kill('SIGKILL')) continue;
    await end;
    faults.inject();
  }
  assert.equal((await ended(each.start())).code, 0);
  assertWhole(each);
  assertCheap(each);
});

test(`aria2 is killed ${kills} times; the process that fetches goes on`, { skip }, async (t) => {
  const each = await rig(t, makeModel(60_000), 8e6);
  const end = ended(each.start());
  for (const moment of moments(each.content)) {
    await untilServed(each.server, moment);
    for (const pid of await aria2Of(each.bench)) {
      process.kill(pid, 'SIGKILL');
      faults.inject();
    }
  }
  assert.equal((await end).code, 0);
  assertWhole(each);
  assertCheap(each);
});

/** Of this test's own folder, nobody else's. */
async function aria2Of({ root }: ModelBench): Promise<number[]> {
  for (let tries = 0; tries < 500; tries += 1) {
    const found = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return words[0] === 'aria2c' && words[1]?.startsWith(`--conf-path=${root}/`);
      } catch {
        return false; // It ended meanwhile.
      }
    });
    if (found.length > 0) return found.map(Number);
    await sleep(10);
  }
  return [];
}

/** From the n-th command on nothing happens any more, as when the power goes. */
function cutBefore(host: Host, last: number): { host: Host; isCut: () => boolean } {
  let commands = 0;
  const guard = <A extends unknown[], R>(action: (...args: A) => Promise<R>) => async (...args: A): Promise<R> => {
    commands += 1;
    if (commands >= last) throw new Error('the power is gone');
    return action(...args);
  };
  const guarded = { ...host, run: guard(host.run), writeFile: guard(host.writeFile), writeChunks: guard(host.writeChunks), remove: guard(host.remove), makeDirectory: guard(host.makeDirectory) };
  return { host: guarded, isCut: () => commands >= last };
}

test('the power goes before each command in turn: the next start always ends with the model in its place', { skip }, async (t) => {
  const content = makeModel(2000);
  const server = await serveModel(content);
  t.after(() => server.close());
  const model = catalogueModel(content, []);
  for (let last = 1; ; last += 1) {
    const bench = modelBench({ mirrors: [server.url] });
    t.after(() => { bench.remove(); });
    const { context } = bench;
    const { host, isCut } = cutBefore(context.host, last);
    await ensureModel({ ...context, host }, model, 'first boot').catch((error: unknown) => { if (!isCut()) throw error; });
    if (!isCut()) return assert.ok(last > 20, `only ${last - 1} commands`);
    faults.inject();
    await ensureModel(context, model, 'first boot').catch((error: unknown) => { throw new Error(`after a cut before command ${last}`, { cause: error }); });
    assertWhole({ bench, content });
  }
});
