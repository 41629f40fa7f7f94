/**
 * How many threads llama.cpp gets. ggml's threads wait for each other by spinning: one more than there are free cores
 * makes it tens of times slower (facts: 2 098 -> 57 tokens/s), and a core's second hyper-thread adds nothing.
 */
import type { Machine } from '../machine/machine.ts';
import type { Host } from '../system/host.ts';
import { countCpus } from './count-cpus.ts';
import { readGroupLimits } from './control-group.ts';
import { readIfThere } from './read-if-there.ts';
import { readProcessorTime, sharesBetween } from './processor-time.ts';

export interface CpuRoom {
  /** Physical cores. */
  cores: number;
  /** Logical processors that this process may use. */
  allowed: number;
  /** Processors' worth of time that the control group grants. */
  quota?: number | undefined;
  /** Logical processors that others keep busy. */
  busy: number;
}

const watchMilliseconds = 500;

export function threadsFor({ cores, allowed, quota = Infinity, busy }: CpuRoom): number {
  return Math.max(1, Math.floor(Math.min(cores, allowed, quota) - Math.round(busy)));
}

export async function readCpuRoom(host: Host, { cpu }: Pick<Machine, 'cpu'>, pause: (milliseconds: number) => Promise<void>): Promise<CpuRoom> {
  const list = /^Cpus_allowed_list:\s+(\S+)$/m.exec(await readIfThere(host, '/proc/self/status') ?? '')?.[1];
  const before = await readProcessorTime(host);
  await pause(watchMilliseconds);
  const { busy } = sharesBetween(before, await readProcessorTime(host));
  return { cores: cpu.cores, allowed: list === undefined ? cpu.threads : countCpus(list), quota: (await readGroupLimits(host)).cpus, busy: busy * cpu.threads };
}
