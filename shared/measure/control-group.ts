/** What the control group of this process, or one above it, leaves us (cgroup v2, Documentation/admin-guide/cgroup-v2.rst). */
import { posix } from 'node:path';
import type { Host } from '../system/host.ts';
import { readIfThere } from './read-if-there.ts';

export interface GroupLimits {
  /** Processors' worth of time; absent when unlimited. */
  cpus?: number;
  memoryBytes?: number;
}

const root = '/sys/fs/cgroup';

export async function readGroupLimits(host: Host): Promise<GroupLimits> {
  const own = /^0::(.*)$/m.exec(await readIfThere(host, '/proc/self/cgroup') ?? '')?.[1];
  let limits: GroupLimits = {};
  for (let path = own; path !== undefined; path = path === '/' ? undefined : posix.dirname(path)) {
    const folder = posix.join(root, path);
    const [quota, period] = (await readIfThere(host, posix.join(folder, 'cpu.max')) ?? '').split(' ').map(Number);
    const memory = Number(await readIfThere(host, posix.join(folder, 'memory.max')) || Number.NaN);
    limits = {
      ...least('cpus', limits.cpus, quota !== undefined && period ? quota / period : undefined),
      ...least('memoryBytes', limits.memoryBytes, memory),
    };
  }
  return limits;
}

/** "max" reads as NaN: no limit. */
function least(name: keyof GroupLimits, ...values: (number | undefined)[]): GroupLimits {
  const real = values.filter((value): value is number => value !== undefined && Number.isFinite(value));
  return real.length === 0 ? {} : { [name]: Math.min(...real) };
}
