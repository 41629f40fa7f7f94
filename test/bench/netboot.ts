/** A thousand machines at a boot server: menu, hardware, spec and twenty reports each, over real connections; against a bare node:http server. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bundle } from '../../installer/bundle.ts';
import { compare, median, milliseconds, seconds, type Figure } from './figure.ts';
import { machineWords } from './machine-words.ts';
import { netbootMachine, simulateMachine, type Ask, type Timed } from './netboot-machine.ts';
import { openAsk } from './netboot-client.ts';
import { OtherWork } from './other-work.ts';
import { buildFolder, typicalSpec } from './places.ts';
import { figureTable, markdownTable } from './table.ts';

const machines = 1000;
const reports = 20;
/** Machines that talk at the same moment. */
const atOnce = 8;
const limits = { p99: 100, megabytes: 200 };

export async function measureNetboot(): Promise<string> {
  mkdirSync(buildFolder, { recursive: true });
  const folder = mkdtempSync(join(buildFolder, 'bench-netboot-'));
  try {
    await bundle(join(folder, 'dist'));
    writeSite(folder);
    return await report(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Run { times: Timed[]; errors: string[]; seconds: number; peakMegabytes: number; processorSeconds: number; others: number }

async function report(folder: string): Promise<string> {
  const echo = (...words: string[]): ChildProcess => spawn(process.execPath, [join(import.meta.dirname, 'netboot-echo.ts'), ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
  const bare = await run('floor', echo());
  const durable = await run('floor', echo(join(folder, 'bodies')));
  const server = await run('server', spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(folder, 'dist/cognos-netboot.mjs'), 'serve', '--inventory', join(folder, 'site.yaml'), '--folder', join(folder, 'state'), '--listen', '127.0.0.1:0', '--url', 'http://10.0.0.1:8480', '--concurrency', String(machines)], { stdio: ['ignore', 'ignore', 'pipe'] }));
  const kinds = ['menu', 'hardware', 'spec', 'report'].map((kind) => [kind, String(server.times.filter((each) => each.kind === kind).length), ...[0.5, 0.99, 1].map((share) => milliseconds(latency(server, share, kind))), milliseconds(latency(durable, 0.99, kind)), milliseconds(latency(bare, 0.99, kind))]);
  const others = (each: Run): string => `${(each.others * 100).toFixed(0)} %`;
  return [
    `Measured on: ${machineWords()}. ${atOnce} machines talk at the same moment, from another process on the same machine; an answer waits until its change is on the disk, unless that is a mere percentage.`,
    `Meanwhile other programs, the simulated machines among them, had ${others(server)} of the processors (${others(bare)} and ${others(durable)} during the floors).\n`,
    figureTable(figures(server, durable, bare)),
    markdownTable(['request', 'count', 'median', '99 of 100', 'slowest', '99 of 100, synced floor', '99 of 100, bare floor'], kinds),
    ...[...new Set(server.errors)].slice(0, 5).map((error) => `- ${error}\n`),
  ].join('\n');
}

function figures(server: Run, durable: Run, bare: Run): Figure[] {
  const synced = 'node:http and `fdatasync` of each body';
  const nothing = 'a bare node:http server';
  const p99 = latency(server, 0.99);
  return [
    { what: `${machines} machines, ${server.times.length} requests, errors`, measured: String(server.errors.length), limit: '0', met: server.errors.length === 0 },
    { ...compare({ what: 'all requests, 99 of 100 answered within', measured: p99, floor: latency(durable, 0.99), against: synced, format: milliseconds }), limit: `${limits.p99} ms`, met: p99 < limits.p99 },
    compare({ what: 'all requests, 99 of 100 answered within', measured: p99, floor: latency(bare, 0.99), against: nothing, format: milliseconds }),
    compare({ what: 'all requests, median', measured: latency(server, 0.5), floor: latency(durable, 0.5), against: synced, format: milliseconds }),
    compare({ what: 'the whole of it', measured: server.seconds, floor: durable.seconds, against: synced, format: seconds }),
    compare({ what: 'processor time of the server', measured: server.processorSeconds, floor: bare.processorSeconds, against: nothing, format: seconds }),
    { what: 'peak resident memory of the server', measured: `${server.peakMegabytes.toFixed(0)} MB`, floor: `${bare.peakMegabytes.toFixed(0)} MB (${nothing})`, ratio: server.peakMegabytes / bare.peakMegabytes, limit: `${limits.megabytes} MB`, met: server.peakMegabytes < limits.megabytes },
  ];
}

function latency({ times }: Run, share: number, kind?: string): number {
  return quantile(times.filter((each) => kind === undefined || each.kind === kind).map((each) => each.milliseconds), share);
}

async function run(name: string, child: ChildProcess): Promise<Run> {
  const port = await portOf(child);
  const pid = child.pid ?? 0;
  const work = new OtherWork(pid);
  const begun = performance.now();
  const before = processorSeconds(pid);
  const errors: string[] = [];
  const times: Timed[] = [];
  const ask: Ask = openAsk(port, atOnce, times);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < machines) {
      const number = next++;
      try {
        await simulateMachine(ask, netbootMachine(number), reports, name === 'floor');
      } catch (error) {
        errors.push(error instanceof Error ? error.message : String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  work.mark(name);
  const result = { times, errors, seconds: (performance.now() - begun) / 1000, peakMegabytes: peakMegabytes(pid), processorSeconds: processorSeconds(pid) - before, others: work.shares[0]?.[1] ?? 0 };
  child.kill('SIGTERM');
  await once(child, 'exit');
  return result;
}

async function portOf(child: ChildProcess): Promise<number> {
  if (!child.stderr) throw new Error('the server has no stderr');
  const lines = createInterface(child.stderr);
  return await new Promise((resolve, reject) => {
    // Read to the end: a full pipe would stop the server.
    lines.on('line', (line) => {
      const port = /^Listens on port (\d+)/.exec(line)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    child.once('exit', (code) => { reject(new Error(`the server ended with ${code}`)); });
  });
}

function writeSite(folder: string): void {
  const spec = readFileSync(typicalSpec, 'utf8').replace('hostname: edge-01', 'hostname: "{{hostname}}"').replace('fqdn: edge-01', 'fqdn: "{{hostname}}').replace('"{{hostname}}.example.net', '"{{hostname}}.example.net"')
    .replace('disk: {match: {transport: virtio, size: ">=8G", prefer: largest}}', 'disk: {match: {prefer: largest}, wipe: any}');
  writeFileSync(join(folder, 'spec.yaml'), spec);
  writeFileSync(join(folder, 'machines.csv'), `serial,hostname\n${Array.from({ length: machines }, (_, index) => `S${index},node-${index}\n`).join('')}`);
  writeFileSync(join(folder, 'site.yaml'), 'version: 1\nmachines: machines.csv\nrules: [{name: all, match: {listed: true}, spec: spec.yaml}]\n');
}

function peakMegabytes(pid: number): number {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024 / 1e6;
}

/** utime and stime, proc(5); 100 ticks a second. */
function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ').map(Number);
  return ((fields[11] ?? 0) + (fields[12] ?? 0)) / 100;
}

function quantile(values: readonly number[], share: number): number {
  if (share === 0.5) return median(values);
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

