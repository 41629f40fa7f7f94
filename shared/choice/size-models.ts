/** Storage that follows from a model: its filesystem, swap and zram; and which model a disk has room for. Pure. */
import type { Finding } from '../errors.ts';
import { formatBytes } from '../machine/format-bytes.ts';
import type { Disk, Machine } from '../machine/machine.ts';
import { hostBytes } from '../models/memory-need.ts';
import type { Candidate, ModelChoice } from './choice.ts';

export interface ModelStorage {
  /** The models filesystem; 0 when there is no model. Least: the model alone; wanted: and room for its successor. */
  models: { least: number; wanted: number };
  swap: number;
  /** Size of the compressed swap device in memory (before compression); 0 for none. */
  zram: number;
  /** One sentence each. */
  reasons: string[];
}

const mib = 1024 ** 2;
const gib = 1024 ** 3;
/** XFS spends a twentieth on its log and trees; a download lies beside the file it becomes only while it is written. */
const overhead = 1.1;
/** Below this mkfs.xfs(8) refuses. */
export const leastXfs = 300 * mib;

/** @param disk the one that all of it goes to, when it is known. */
export function sizeModels(machine: Machine, { model, need }: ModelChoice, disk?: Disk): ModelStorage {
  const { memory } = machine;
  const least = model ? modelsFor(model.file.bytes) : 0;
  const free = memory.bytes - (need ? hostBytes(need) : 0);
  // Compressed pages need memory themselves, a third of what they hold or less with zstd; the model's own is not to be had.
  const zram = up(Math.min(Math.max(0, free), memory.bytes / 4, 4 * gib));
  return {
    models: { least, wanted: model ? modelsFor(model.file.bytes * 2) : 0 },
    swap: swapFor(machine, disk), zram: zram < 64 * mib ? 0 : zram,
    reasons: [
      ...(model ? [`models: ${formatBytes(model.file.bytes)} for the model and as much again for its successor`] : []),
      'swap: an eighth of memory, 1 to 8 GiB, so that the model is never swapped out to make use of it',
      zram < 64 * mib ? 'zram: none, the model leaves no memory for it' : 'zram: what the model leaves free, a quarter of memory and 4 GiB at most',
    ],
  };
}

/** Small on purpose: a model that fits in memory must never be pushed out to make use of swap. */
export function swapFor({ memory }: Machine, disk?: Disk): number {
  return up(Math.min(Math.max(memory.bytes / 8, gib), 8 * gib, (disk?.bytes ?? Infinity) / 16));
}

export function modelsFor(fileBytes: number): number {
  return Math.max(leastXfs, up(fileBytes * overhead));
}

/** The largest file that a models filesystem of `bytes` is made for. */
export function mostFileBytes(bytes: number): number {
  return bytes / overhead;
}

export function hasRoomFor({ model }: ModelChoice, bytes: number): boolean {
  return !model || modelsFor(model.file.bytes) <= bytes;
}

/** The largest of those that can run here for which a models filesystem of `bytes` is enough. */
export function largestThatFits(candidates: readonly Candidate[], bytes: number): Candidate | undefined {
  return candidates
    .filter(({ verdict, model }) => verdict === 'fits' && modelsFor(model.file.bytes) <= bytes)
    .reduce<Candidate | undefined>((best, each) => (best && best.model.file.bytes >= each.model.file.bytes ? best : each), undefined);
}

/** Refusal of a model for which the disk has only `bytes` left. */
export function refuseForDisk(choice: ModelChoice, candidates: readonly Candidate[], bytes: number): Finding | undefined {
  if (!choice.model || hasRoomFor(choice, bytes)) return undefined;
  const { name, quantisation, file } = choice.model;
  const other = largestThatFits(candidates, bytes);
  const instead = other ? `the largest that fits is ${other.model.name} ${other.model.quantisation} with ${formatBytes(other.model.file.bytes)} (model: ${other.model.id})` : 'no model of the catalogue that can run here is that small; use a larger disk or say model: none';
  return {
    severity: 'error', code: 'disk-too-small-for-model', path: 'cognos.ai.model',
    message: `${name} ${quantisation} needs a models filesystem of ${formatBytes(modelsFor(file.bytes))} and the disk has room for ${formatBytes(Math.max(0, bytes))}; ${instead}`,
    values: { model: `${name} ${quantisation}`, needed: formatBytes(modelsFor(file.bytes)), room: formatBytes(Math.max(0, bytes)) },
  };
}

function up(bytes: number): number {
  return Math.ceil(bytes / mib) * mib;
}
