/** Eight machines fetch one model through a line of 100 Mbit/s: each for itself, and with each other. What leaves the origin, and how long it takes. */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, createReadStream, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensurePackages } from '../../installer/medium/build-packages.ts';
import { shareFolder } from '../../netboot/share/share-folder.ts';
import { writeSlice } from '../../shared/measure/write-slice.ts';
import type { CatalogueModel } from '../../shared/models/catalogue.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { catalogueModel } from '../faults/model-bench.ts';
import { compare, seconds, type Figure } from './figure.ts';
import { machineWords } from './machine-words.ts';
import { benchFolder } from './places.ts';
import { makeNetwork, type Network } from './share/network.ts';
import { figureTable } from './table.ts';

const hosts = 8;
const megabits = 100;
const name = 'bench.gguf';
/** A quarter of a gibibyte in Q8_0. */
const shape = { architecture: 'llama', layers: 4, embedding: 2048, heads: 32, headsKv: 8, headDimension: 64, feedForward: 8192, vocabulary: 16_000, context: 8192, tiedEmbedding: false };

interface Run { seconds: number; sent: number }

export async function measureShare(): Promise<string> {
  if (process.getuid?.() !== 0) throw new Error('share needs root: it makes network namespaces');
  await ensurePackages([{ name: 'aria2', provides: 'aria2c' }, { name: 'curl', provides: 'curl' }, { name: 'iproute2', provides: 'tc' }]);
  const folder = join(benchFolder, 'share');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'origin'), { recursive: true });
  chmodSync(folder, 0o755);
  const file = join(folder, 'origin', name);
  await writeSlice(localHost, file, { shape, quantisation: 'Q8_0', layers: shape.layers });
  await shareFolder({ folder: join(folder, 'origin'), urls: [], say: () => undefined });
  // Eight machines have eight disks; this one has one.
  const disks = join(folder, 'hosts');
  mkdirSync(disks, { mode: 0o755 });
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'mode=0755,size=6g', 'tmpfs', disks]);
  const network = makeNetwork(hosts, megabits);
  try {
    return await report(folder, await modelOf(file), network);
  } finally {
    network.remove();
    spawnSync('umount', [disks]);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function report(folder: string, model: CatalogueModel, network: Network): Promise<string> {
  const path = join(folder, 'model.json');
  writeFileSync(path, JSON.stringify(model));
  const origin = await startOrigin(join(folder, 'origin'), network);
  try {
    const run = (how: 'alone' | 'peers'): Promise<Run> => fetchAll({ folder, path, network, url: origin.url, how });
    const [alone, together] = [await run('alone'), await run('peers')];
    return `${words(model)}\n\n${figureTable(figures(model.file.bytes, alone, together))}`;
  } finally {
    origin.child.stdin?.end();
  }
}

function figures(bytes: number, alone: Run, together: Run): Figure[] {
  const times = (sent: number): string => `${(sent / bytes).toFixed(2)} × the file`;
  return [
    { what: `sent by the origin to ${hosts} hosts that share`, measured: times(together.sent), limit: '1.50 × the file', met: together.sent <= 1.5 * bytes },
    { what: `sent by the origin to ${hosts} hosts that do not`, measured: times(alone.sent) },
    compare({ what: `until the last of ${hosts} hosts has the model, verified and under its name`, measured: together.seconds, floor: alone.seconds, against: `${hosts} plain downloads`, most: 0.35, format: seconds }),
  ];
}

function words({ file }: CatalogueModel): string {
  return `Measured on: ${machineWords()}. ${hosts} hosts, each a network namespace on one bridge, and an origin (Node's HTTP server) behind \`tc tbf rate ${megabits}mbit\`, all on this machine;
between hosts there is no limit. Each host runs \`fetchModel\` of first boot in a process of its own, all started at once, once without and once with \`peers\`. The
model has ${(file.bytes / 1024 ** 2).toFixed(0)} MiB. Bytes are those that came out of the origin's end of its cable: repetitions and the torrent count. The hosts share
this machine's cores and write to memory, for they would have a disk each.`;
}

interface Fetching { folder: string; path: string; network: Network; url: string; how: 'alone' | 'peers' }

async function fetchAll({ folder, path, network, url, how }: Fetching): Promise<Run> {
  const before = network.sent();
  const begun = performance.now();
  const codes = await Promise.all(Array.from({ length: hosts }, async (_, index) => {
    const root = join(folder, 'hosts', String(index));
    mkdirSync(root);
    const [file = '', ...args] = [...network.host(index), process.execPath, join(import.meta.dirname, 'share/host.ts'), root, url, path, how];
    return new Promise((resolve) => { spawn(file, args, { stdio: ['ignore', 'ignore', 'inherit'] }).once('close', resolve); });
  }));
  const took = (performance.now() - begun) / 1000;
  if (codes.some((code) => code !== 0)) throw new Error(`a host did not get the model (${how}): exit codes ${codes.join(' ')}`);
  await sleep(500); // What is on the wire still.
  for (let index = 0; index < hosts; index += 1) rmSync(join(folder, 'hosts', String(index)), { recursive: true });
  return { seconds: took, sent: network.sent() - before };
}

async function startOrigin(folder: string, { origin }: Network): Promise<{ child: ChildProcess; url: string }> {
  const [file = '', ...args] = [...origin.words, process.execPath, join(import.meta.dirname, 'share/origin.ts'), folder, origin.address];
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const port = String((await createInterface(child.stdout)[Symbol.asyncIterator]().next()).value);
  return { child, url: `http://${origin.address}:${port}/` };
}

async function modelOf(file: string): Promise<CatalogueModel> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1024 ** 2 }), hash);
  const model = catalogueModel(Buffer.alloc(0), [], { name });
  return { ...model, file: { ...model.file, bytes: statSync(file).size, sha256: hash.digest('hex') } };
}
