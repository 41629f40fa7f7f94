/** Processor time of the whole machine, from the first line of /proc/stat (proc(5)), in clock ticks. */
import type { Host } from '../system/host.ts';
import { readIfThere } from './read-if-there.ts';

export interface ProcessorTime { busy: number; stolen: number; total: number }

export async function readProcessorTime(host: Host): Promise<ProcessorTime> {
  const fields = /^cpu +(.*)$/m.exec(await readIfThere(host, '/proc/stat') ?? '')?.[1]?.split(' ').map(Number) ?? [];
  const [user = 0, nice = 0, system = 0, idle = 0, waiting = 0, interrupt = 0, soft = 0, stolen = 0] = fields;
  const busy = user + nice + system + interrupt + soft + stolen;
  return { busy, stolen, total: busy + idle + waiting };
}

/** Shares of all processors between two looks, 0 to 1. */
export function sharesBetween(before: ProcessorTime, after: ProcessorTime): { busy: number; stolen: number } {
  const total = after.total - before.total;
  return total <= 0 ? { busy: 0, stolen: 0 } : { busy: (after.busy - before.busy) / total, stolen: (after.stolen - before.stolen) / total };
}
