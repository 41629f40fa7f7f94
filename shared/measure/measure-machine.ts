/** Runs slices of model shapes with llama.cpp for less than a minute: the one door to measuring. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Machine } from '../machine/machine.ts';
import { formatBinaryBytes } from '../machine/format-bytes.ts';
import type { CatalogueModel } from '../models/catalogue.ts';
import type { Host } from '../system/host.ts';
import { readCpuRoom, threadsFor } from './count-threads.ts';
import { findRuntime, type Runtime } from './find-runtime.ts';
import { readFreeMemory, readPlaces, choosePlace, mostRoom, type Place } from './free-room.ts';
import { parseDevices, type Device } from './list-devices.ts';
import { measureBandwidth } from './memory-bandwidth.ts';
import { measureShape } from './measure-shape.ts';
import type { DeviceMeasurement, Measurement } from './measurement.ts';
import { noiseOf } from './noise.ts';
import { chooseShapes, planSlices, type Slice } from './plan-slices.ts';
import { readProcessorTime, sharesBetween } from './processor-time.ts';
import { readLastLevelCache } from './read-cache.ts';
import { ChildFailure, runChild } from './run-child.ts';
import { removeLeftovers, sliceFolder } from './slice-folder.ts';
import { writeSlice } from './write-slice.ts';

/** What is looked at of a catalogue's model. */
export type MeasuredModel = Pick<CatalogueModel, 'name' | 'parameters' | 'shape' | 'quantisation'>;

export interface MeasureOptions {
  /** Most important first. Of several, the first one's shape and the smallest other one's are measured. */
  models: readonly MeasuredModel[];
  /** Wall time for all; 50 unless told. */
  budgetSeconds?: number;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: { fraction: number; label: string }) => void) | undefined;
  runtime?: Runtime;
}

/** What all parts of one measurement share. */
interface Session {
  host: Host;
  bench: string;
  signal: AbortSignal | undefined;
  threads: number;
  cacheBytes: number;
  freeMemory: number;
  places: Place[];
  devices: Device[];
  findings: string[];
  results: Map<string, DeviceMeasurement>;
  runtime: string;
  peakBytes: number;
  /** Seconds until everything must be over. */
  left: () => number;
  progress: (label: string) => void;
}

const gibibyte = 1024 ** 3;
const cpu = 'cpu';

/** Throws when llama.cpp is missing or `signal` says so; all else is in the findings. */
export async function measureMachine(host: Host, machine: Machine, options: MeasureOptions): Promise<Measurement> {
  const { models, budgetSeconds = 50, signal } = options;
  const begun = performance.now();
  const elapsed = (): number => (performance.now() - begun) / 1000;
  const { bench } = options.runtime ?? await findRuntime(host);
  const room = await readCpuRoom(host, machine, async (milliseconds) => { await pause(milliseconds, undefined, { signal }); });
  const session: Session = {
    host, bench, signal, threads: threadsFor(room),
    cacheBytes: await readLastLevelCache(host), freeMemory: await readFreeMemory(host), places: await readPlaces(host, signal),
    devices: [], findings: [], results: new Map(), runtime: 'unknown', peakBytes: 0,
    left: () => budgetSeconds - elapsed(),
    progress: (label) => { options.onProgress?.({ fraction: Math.min(1, elapsed() / budgetSeconds), label }); },
  };
  if (session.threads < Math.min(room.cores, room.allowed)) {
    session.findings.push(`Only ${session.threads} of ${room.cores} cores were free for measuring: speeds are those of ${session.threads}.`);
  }
  const before = await readProcessorTime(host);
  session.progress('Measuring the memory');
  const memoryBandwidth = await tolerate(session, 'The bandwidth of the memory is unknown', () => measureBandwidth(host, { ...session, seconds: Math.min(10, session.left()) }));
  session.devices = await tolerate(session, 'Graphics devices are unknown', async () => parseDevices(await runChild(host, bench, ['--list-devices'], { seconds: Math.min(10, Math.max(1, session.left())), signal }))) ?? [];
  await measureModels(session, chooseShapes(models));
  const { stolen } = sharesBetween(before, await readProcessorTime(host));
  const devices = [...session.results.values()];
  return {
    version: 1, takenAt: new Date().toISOString(), runtime: session.runtime, devices,
    ...memoryBandwidth ? { memoryBandwidth } : {},
    noise: noiseOf(devices.flatMap(({ slices }) => slices), stolen),
    findings: session.findings, seconds: elapsed(), peakBytes: session.peakBytes,
  };
}

async function measureModels(session: Session, models: readonly MeasuredModel[]): Promise<void> {
  for (const [index, model] of models.entries()) {
    const limits = { fileBytes: mostRoom(session.places, session.freeMemory), cacheBytes: session.cacheBytes };
    const slices = planSlices(model, limits);
    const place = slices && choosePlace(session.places, slices[0].bytes + slices[1].bytes, session.freeMemory);
    if (!slices || !place) {
      session.findings.push(`${model.name} was not measured: there is room for slices of ${formatBinaryBytes(limits.fileBytes)} only, too little for four of its layers.`);
      continue;
    }
    // The first shape gets twice the time of the second.
    const share = session.left() * (models.length - index === 1 ? 1 : 2 / 3);
    await measureModel(session, model, slices, place, share);
  }
}

async function measureModel(session: Session, model: MeasuredModel, slices: [Slice, Slice], place: Place, seconds: number): Promise<void> {
  const { host, signal } = session;
  const end = session.left() - seconds;
  await removeLeftovers(host, place.folder);
  const folder = sliceFolder(place.folder);
  const pathOf = ({ layers }: Slice): string => `${folder}/${layers}.gguf`;
  try {
    session.progress(`Making slices of ${model.name}`);
    await host.makeDirectory(folder, { mode: 0o700 });
    const isWritten = await tolerate(session, `${model.name} was not measured`, async () => {
      for (const slice of slices) await writeSlice(host, pathOf(slice), slice, signal);
      return true;
    });
    if (!isWritten) return;
    const devices = [{ id: cpu, name: 'CPU', freeBytes: Infinity }, ...session.devices];
    for (const [index, device] of devices.entries()) {
      const until = end + (session.left() - end) * (1 - 1 / (devices.length - index));
      await measureOn(session, device, model, { slices, pathOf, left: () => session.left() - until });
    }
  } finally {
    await host.remove(folder);
  }
}

async function measureOn(session: Session, device: Device, model: MeasuredModel, job: { slices: [Slice, Slice]; pathOf: (slice: Slice) => string; left: () => number }): Promise<void> {
  const name = device.id === cpu ? 'the CPU' : device.name;
  if (device.freeBytes < job.slices[1].bytes * 1.2) {
    session.findings.push(`${model.name} was not measured on ${name}: only ${formatBinaryBytes(device.freeBytes)} of its memory are free.`);
    return;
  }
  session.progress(`Measuring ${model.name} on ${name}`);
  // Drivers of graphics devices allocate much that is never used.
  const beside = device.id === cpu ? gibibyte : 8 * gibibyte;
  const times = await tolerate(session, `${model.name} was not measured on ${name}`, () => measureShape(session.host, {
    ...session, ...job, device: device.id, leftAtAll: session.left, memoryBytes: ({ bytes }) => Math.min(session.freeMemory * 0.9, bytes * 1.5 + beside),
  }));
  if (!times) return;
  session.runtime = times.commit;
  session.peakBytes = Math.max(session.peakBytes, times.peakBytes);
  if (times.slices.length === 1) session.findings.push(`${model.name} on ${name} is a rough guess: the time was enough for one short run only.`);
  const known = session.results.get(device.id) ?? { device: device.id, name: device.name, threads: session.threads, slices: [] };
  session.results.set(device.id, { ...known, slices: [...known.slices, ...times.slices] });
}

/** What goes wrong with a child, a file or an answer is a finding; being told to stop is not. */
async function tolerate<T>(session: Session, what: string, action: () => Promise<T>): Promise<T | undefined> {
  if (session.left() <= 0) {
    session.findings.push(`${what}: the time was over.`);
    return undefined;
  }
  try {
    return await action();
  } catch (error) {
    session.signal?.throwIfAborted();
    const why = error instanceof ChildFailure || error instanceof Error ? error.message : String(error);
    session.findings.push(`${what}: ${why.replace(/\.+$/, '')}.`);
    return undefined;
  }
}
