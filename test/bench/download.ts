/** Two gibibytes from loopback: fetched, verified, looked at and durable, against `curl` alone; and what ten kills cost. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { patience } from '../../firstboot/models/download-settings.ts';
import { fetchModel } from '../../firstboot/models/fetch-model.ts';
import { ensurePackages } from '../../installer/medium/build-packages.ts';
import { writeSlice } from '../../shared/measure/write-slice.ts';
import type { CatalogueModel } from '../../shared/models/catalogue.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { catalogueModel, modelBench } from '../faults/model-bench.ts';
import { compare, median, seconds, type Figure } from './figure.ts';
import { machineWords } from './machine-words.ts';
import { benchFolder } from './places.ts';
import { figureTable } from './table.ts';

const rounds = 3;
const kills = 10;
/** 2.0 GiB in Q8_0. */
const shape = { architecture: 'llama', layers: 33, embedding: 2048, heads: 32, headsKv: 8, headDimension: 64, feedForward: 8192, vocabulary: 32_000, context: 8192, tiedEmbedding: false };
const name = 'bench.gguf';

export async function measureDownload(): Promise<string> {
  await ensurePackages([{ name: 'aria2', provides: 'aria2c' }, { name: 'curl', provides: 'curl' }]);
  const folder = join(benchFolder, 'download');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  await writeSlice(localHost, file, { shape, quantisation: 'Q8_0', layers: shape.layers });
  const server = await startServer(file);
  try {
    return await report(folder, await modelOf(file), server);
  } finally {
    server.child.stdin?.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function report(folder: string, model: CatalogueModel, server: Server): Promise<string> {
  const times: { curl: number; durable: number; ours: number }[] = [];
  for (let round = 0; round < rounds; round += 1) times.push({ ...timeCurl(folder, server.url), ours: await timeFetch(server.url, model) });
  const of = (key: 'curl' | 'durable' | 'ours'): number => median(times.map((each) => each[key]));
  const what = `${(model.file.bytes / 1024 ** 3).toFixed(1)} GiB downloaded, verified, looked at and durable`;
  const figures = [
    compare({ what, measured: of('ours'), floor: of('curl'), against: '`curl` alone, nothing on the disk yet', most: 1.15, format: seconds }),
    compare({ what, measured: of('ours'), floor: of('durable'), against: '`curl`, then `sync` of its file', format: seconds }),
    await killing(server, model),
  ];
  return `Measured on: ${machineWords()}. Medians of ${rounds} interleaved rounds; client and server share the machine.\n\n${figureTable(figures)}`;
}

function timeCurl(folder: string, url: string): { curl: number; durable: number } {
  const out = join(folder, 'curl.out');
  spawnSync('sync');
  const begun = performance.now();
  spawnSync('curl', ['--silent', '--fail', '--output', out, `${url}${name}`]);
  const curl = (performance.now() - begun) / 1000;
  spawnSync('sync', [out]);
  const durable = (performance.now() - begun) / 1000;
  rmSync(out);
  return { curl, durable };
}

async function timeFetch(url: string, model: CatalogueModel): Promise<number> {
  const bench = modelBench({ mirrors: [url] }, patience);
  try {
    spawnSync('sync');
    const begun = performance.now();
    await fetchModel(bench.context, model);
    return (performance.now() - begun) / 1000;
  } finally {
    bench.remove();
  }
}

/** Each in its own tenth of the file, at random within it. */
async function killing(server: Server, model: CatalogueModel): Promise<Figure> {
  const bench = modelBench();
  try {
    const path = join(bench.root, 'model.json');
    writeFileSync(path, JSON.stringify(model));
    const { bytes } = model.file;
    const before = await server.sent();
    const start = (): ChildProcess => spawn(process.execPath, [join(import.meta.dirname, '../faults/fetch-once.ts'), bench.root, server.url, path], { stdio: ['ignore', 'ignore', 'inherit'] });
    for (let kill = 0; kill < kills; kill += 1) {
      const moment = before + (kill + Math.random()) / kills * bytes;
      const child = start();
      const end = new Promise((resolve) => { child.once('close', resolve); });
      while (await server.sent() < moment && child.exitCode === null) await sleep(10);
      child.kill('SIGKILL');
      await end;
    }
    const code = await new Promise((resolve) => { start().once('close', resolve); });
    if (code !== 0) throw new Error(`after ${kills} kills the fetch did not end well`);
    const extra = await server.sent() - before - bytes;
    return { what: `bytes sent beyond the file's own when the fetch is killed ${kills} times`, measured: `${(extra / 1024 ** 2).toFixed(0)} MiB (${(extra / bytes * 100).toFixed(1)} %)`, limit: '5 %', met: extra <= bytes * 0.05 };
  } finally {
    bench.remove();
  }
}

async function modelOf(file: string): Promise<CatalogueModel> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1024 ** 2 }), hash);
  const model = catalogueModel(Buffer.alloc(0), [], { name });
  return { ...model, file: { ...model.file, bytes: statSync(file).size, sha256: hash.digest('hex') } };
}

interface Server { child: ChildProcess; url: string; sent: () => Promise<number> }

async function startServer(file: string): Promise<Server> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'file-server.ts'), file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const next = async (): Promise<string> => String((await lines.next()).value);
  const url = `http://127.0.0.1:${await next()}/`;
  return {
    child, url,
    sent: async () => {
      child.stdin.write('\n');
      return Number(await next());
    },
  };
}
