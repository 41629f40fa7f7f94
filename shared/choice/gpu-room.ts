/** Memory of accelerators that may hold layers of a model, and why others are not counted. */
import type { DriverPlan } from '../drivers/driver-plan.ts';
import type { Accelerator } from '../machine/accelerator.ts';
import { formatBinaryBytes } from '../machine/format-bytes.ts';
import type { Machine } from '../machine/machine.ts';

export interface GpuRoom {
  /** Bytes for layers, the margins already taken off; 0 when no accelerator counts. */
  bytes: number;
  /** "NVIDIA GeForce RTX 4090", "2 × NVIDIA H100"; empty when none counts. */
  name: string;
  devices: Accelerator[];
  /** One sentence for each accelerator with an LLM path that does not count. */
  notCounted: string[];
}

/** What llama.cpp itself leaves free on each device when it fits a model (common/fit.cpp, 1024 MiB). */
const margin = 1024 ** 3;

/** @param drivers what they will make of the accelerators; without them each one with an LLM path counts. */
export function gpuRoom({ accelerators }: Machine, drivers?: DriverPlan): GpuRoom {
  const capable = accelerators.filter(({ runs }) => runs === 'llm');
  const judged = capable.map((accelerator) => ({ accelerator, why: whyNot(accelerator, drivers) }));
  const counted = oneFamily(judged.filter(({ why }) => why === undefined).map(({ accelerator }) => accelerator), drivers?.primary);
  const others = judged.filter(({ accelerator }) => !counted.includes(accelerator));
  return {
    bytes: counted.reduce((sum, each) => sum + Math.max(0, bytesOf(each) - margin), 0),
    name: nameAll(counted),
    devices: counted,
    notCounted: others.map(({ accelerator, why }) => `${accelerator.name} is not counted: ${why ?? 'Layers are split over devices of one vendor only.'}`),
  };
}

function whyNot({ id, integrated, memory }: Accelerator, drivers: DriverPlan | undefined): string | undefined {
  const driven = drivers?.devices.find(({ accelerator }) => accelerator === id);
  if (drivers && (!driven || driven.path === 'none' || driven.path === 'cpu')) return driven?.reasons[0] ?? 'No driver will be installed for it.';
  if (drivers?.path === 'cpu') return 'Until all of its drivers are installed the model runs on the CPU.';
  if (integrated) return "It shares the machine's memory and is no faster at generating than the CPU.";
  if ('unknown' in memory) return memory.unknown;
  if (memory.bytes <= margin) return `${formatBinaryBytes(memory.bytes)} of memory leave no room for layers.`;
  return undefined;
}

/** One runtime drives one vendor's devices well: the one that the drivers are planned for, else the one with the most memory. */
function oneFamily(accelerators: Accelerator[], primary: string | undefined): Accelerator[] {
  const families = [...Map.groupBy(accelerators, ({ family }) => family).values()];
  const sum = (group: Accelerator[]): number => group.reduce((total, each) => total + bytesOf(each), 0);
  return families.find((group) => group.some(({ id }) => id === primary)) ?? families.sort((a, b) => sum(b) - sum(a))[0] ?? [];
}

function bytesOf({ memory }: Accelerator): number {
  return 'bytes' in memory ? memory.bytes : 0;
}

function nameAll(accelerators: Accelerator[]): string {
  const names = Map.groupBy(accelerators, ({ name }) => name);
  return [...names].map(([name, { length }]) => (length > 1 ? `${length} × ${name}` : name)).join(' and ');
}
