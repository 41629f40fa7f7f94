/** Tokens on the device and on the CPU, from the same small slice of the model: presence of files proves nothing. */
import { formatBinaryBytes } from '../../shared/machine/format-bytes.ts';
import { readFreeMemory, readPlaces, choosePlace, mostRoom } from '../../shared/measure/free-room.ts';
import { findRuntime } from '../../shared/measure/find-runtime.ts';
import { parseDevices, type Device } from '../../shared/measure/list-devices.ts';
import { planSlices, type Slice } from '../../shared/measure/plan-slices.ts';
import { ChildFailure, runChild } from '../../shared/measure/run-child.ts';
import { runSlice, type SliceTimes } from '../../shared/measure/run-slice.ts';
import { removeLeftovers, sliceFolder } from '../../shared/measure/slice-folder.ts';
import { writeSlice } from '../../shared/measure/write-slice.ts';
import type { CatalogueModel } from '../../shared/models/catalogue.ts';
import type { Host } from '../../shared/system/host.ts';
import type { DeviceRecord } from './drivers-record.ts';

export type Shaped = Pick<CatalogueModel, 'shape' | 'quantisation'>;

/** `proof` where it answered, whatever its speed; `trouble` where it did not. */
export interface Proven { device: Device; proof?: NonNullable<DeviceRecord['proof']>; trouble?: string }

/** Where no model was chosen: a small one of the usual make. */
const plain: Shaped = {
  quantisation: 'Q4_0',
  shape: { architecture: 'llama', layers: 4, embedding: 2048, heads: 16, headsKv: 16, headDimension: 128, feedForward: 5632, vocabulary: 32000, context: 2048, tiedEmbedding: false },
};
const tokens = { prompt: 64, generated: 16, repetitions: 2 };
const beside = 8 * 1024 ** 3; // Graphics drivers allocate much that is never used.

/** Empty when llama.cpp sees no device. Throws ChildFailure when it cannot even look, or the CPU itself fails. */
export async function proveDevices(host: Host, model: Shaped | undefined, threads: number, signal: AbortSignal): Promise<Proven[]> {
  const { bench } = await findRuntime(host);
  const devices = parseDevices(await runChild(host, bench, ['--list-devices'], { seconds: 60, signal }));
  if (devices.length === 0) return [];
  const freeMemory = await readFreeMemory(host);
  const places = await readPlaces(host, signal);
  const [slice] = planSlices(model ?? plain, { fileBytes: mostRoom(places, freeMemory), cacheBytes: 0 }) ?? [];
  const place = slice && choosePlace(places, slice.bytes, freeMemory);
  if (!slice || !place) throw new ChildFailure(`there is room for ${formatBinaryBytes(mostRoom(places, freeMemory))} only, too little for two layers of the model`);
  await removeLeftovers(host, place.folder);
  const folder = sliceFolder(place.folder);
  try {
    await host.makeDirectory(folder, { mode: 0o700 });
    await writeSlice(host, `${folder}/slice.gguf`, slice, signal);
    const run = (device: string): Promise<SliceTimes> => runSlice(host, {
      bench, path: `${folder}/slice.gguf`, device, threads, memoryBytes: Math.min(freeMemory * 0.9, slice.bytes * 1.5 + beside), ...tokens, seconds: 300, signal,
    });
    return await compare(devices, slice, run, signal);
  } finally {
    await host.remove(folder);
  }
}

async function compare(devices: readonly Device[], slice: Slice, run: (device: string) => Promise<SliceTimes>, signal: AbortSignal): Promise<Proven[]> {
  const cpu = await run('cpu');
  const proven: Proven[] = [];
  for (const device of devices) {
    if (device.freeBytes < slice.bytes * 1.2) {
      proven.push({ device, trouble: `only ${formatBinaryBytes(device.freeBytes)} of its memory are free` });
      continue;
    }
    try {
      const own = await run(device.id);
      proven.push({ device, proof: { device: device.id, generation: speed(own.generation), prompt: speed(own.prompt), cpuGeneration: speed(cpu.generation), cpuPrompt: speed(cpu.prompt) } });
    } catch (error) {
      signal.throwIfAborted();
      proven.push({ device, trouble: error instanceof Error ? error.message : String(error) });
    }
  }
  return proven;
}

/** Tokens per second at its best; one decimal is all that is meant. */
const speed = (samples: readonly number[]): number => Math.round(10 / Math.min(...samples)) / 10;

/** At generating, and over a question of 256 tokens and an answer of 128. */
export function isFaster({ generation, prompt, cpuGeneration, cpuPrompt }: NonNullable<DeviceRecord['proof']>): boolean {
  return generation > cpuGeneration && 256 / prompt + 128 / generation < 256 / cpuPrompt + 128 / cpuGeneration;
}
