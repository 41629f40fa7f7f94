/** Where slices of models may be written for the moment, and how much memory there is for running them. */
import type { Host } from '../system/host.ts';
import { readGroupLimits } from './control-group.ts';
import { readIfThere } from './read-if-there.ts';

export interface Place {
  folder: string;
  /** Files here are memory themselves. */
  inMemory: boolean;
  freeBytes: number;
}

const candidates = ['/dev/shm', '/var/tmp', '/tmp'];
const memoryFileSystems = ['tmpfs', 'ramfs', 'overlay', 'aufs'];

export async function readFreeMemory(host: Host): Promise<number> {
  const available = Number(/^MemAvailable:\s+(\d+) kB$/m.exec(await readIfThere(host, '/proc/meminfo') ?? '')?.[1] ?? 0) * 1024;
  const { memoryBytes } = await readGroupLimits(host);
  return Math.min(available, memoryBytes ?? Infinity);
}

/** An overlay is counted as memory: in the live system its upper layer is a tmpfs. */
export async function readPlaces(host: Host, signal?: AbortSignal): Promise<Place[]> {
  const places: Place[] = [];
  for (const folder of candidates) {
    if (!(await host.exists(folder))) continue;
    const [type, free] = (await host.run('df', ['--output=fstype,avail', '--block-size=1', folder], { signal })).trim().split('\n').at(-1)?.trim().split(/\s+/) ?? [];
    places.push({ folder, inMemory: memoryFileSystems.includes(type ?? ''), freeBytes: Number(free) || 0 });
  }
  return places;
}

/**
 * The first that holds `bytes`. Memory first, since pages that wait to be written to a disk disturb the measurement;
 * but llama.cpp keeps a repacked copy besides the file, and something must be left.
 */
export function choosePlace(places: readonly Place[], bytes: number, freeMemory: number): Place | undefined {
  return places.find((place) => bytes <= roomIn(place, freeMemory));
}

export function mostRoom(places: readonly Place[], freeMemory: number): number {
  return Math.max(0, ...places.map((place) => roomIn(place, freeMemory)));
}

function roomIn({ inMemory, freeBytes }: Place, freeMemory: number): number {
  return Math.min(freeBytes * 0.9, freeMemory / (inMemory ? 3 : 2));
}
