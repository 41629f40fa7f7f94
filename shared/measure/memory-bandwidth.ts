/**
 * Read bandwidth of memory: a Node of its own whose threads each search a buffer beyond all caches for a byte that is
 * not in it. That is glibc's memchr, which reads with the widest loads the CPU has and writes nothing.
 */
import type { Host } from '../system/host.ts';
import { runChild } from './run-child.ts';

export interface Bandwidth { bytesPerSecond: number; threads: number }

const measureMilliseconds = 400;
const mebibyte = 1024 ** 2;

const program = `
const { Worker, isMainThread, workerData, parentPort } = process.getBuiltinModule('node:worker_threads');
const [threads, bytes, milliseconds] = process.argv.slice(1).map(Number);
const worker = \`
const { workerData: { bytes, milliseconds }, parentPort } = process.getBuiltinModule('node:worker_threads');
const buffer = Buffer.alloc(bytes, 1);
parentPort.once('message', () => {
  const begun = performance.now();
  let rounds = 0;
  do { if (buffer.indexOf(0) !== -1) throw new Error('memory changed'); rounds += 1; } while (performance.now() - begun < milliseconds);
  parentPort.postMessage(rounds * bytes / (performance.now() - begun) * 1000);
});
parentPort.postMessage('ready');
\`;
const workers = Array.from({ length: threads }, () => new Worker(worker, { eval: true, workerData: { bytes, milliseconds } }));
const next = (each) => new Promise((done, failed) => each.once('message', done).once('error', failed));
await Promise.all(workers.map(next));
const rates = workers.map(next);
workers.forEach((each) => each.postMessage('go'));
process.stdout.write(String((await Promise.all(rates)).reduce((sum, rate) => sum + rate, 0)));
await Promise.all(workers.map((each) => each.terminate()));
`;

export async function measureBandwidth(host: Host, options: { threads: number; cacheBytes: number; freeMemory: number; seconds: number; signal?: AbortSignal | undefined }): Promise<Bandwidth> {
  const { threads, cacheBytes, freeMemory, seconds, signal } = options;
  const wanted = Math.max(64 * mebibyte, 4 * cacheBytes / threads);
  const bytes = Math.floor(Math.min(wanted, freeMemory / 4 / threads));
  const answer = await runChild(host, process.execPath, ['--input-type=module', '--eval', program, String(threads), String(bytes), String(measureMilliseconds)],
    { seconds, signal });
  const bytesPerSecond = Number(answer);
  if (!(bytesPerSecond > 0)) throw new Error(`the measurement of memory bandwidth answered "${answer.slice(0, 80)}"`);
  return { bytesPerSecond, threads };
}
