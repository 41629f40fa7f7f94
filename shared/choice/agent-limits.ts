/** How much of the machine an agent may take: the limits of its cgroup, and the cache of prompts that lies within them. Pure. */
import { hostBytes, type MemoryNeed } from '../models/memory-need.ts';

export interface AgentLimits {
  /** llama-server's `--cache-ram`: states of prompts that were answered, besides the model. Its own default is 8 GiB, however small the machine. */
  cacheMib: number;
  /** Bytes above which the kernel takes pages back: those of the mapped file first. */
  high: number;
  /** Bytes above which it is killed and started again. */
  most: number;
  /** Threads. */
  tasks: number;
}

const mib = 1024 ** 2;
const mostCache = 2048 * mib;
const leastMargin = 256 * mib;

/** @param memory bytes of the machine that this agent and those beside it share; `others` is what those need */
export function agentLimits(need: Pick<MemoryNeed, 'host' | 'reserve'>, threads: number, memory: number, others = 0): AgentLimits {
  const host = hostBytes(need);
  const free = Math.max(0, memory - host - others);
  const cache = Math.min(free / 4, mostCache);
  // The need is computed; what was measured against llama-server differs by less than a tenth.
  const margin = Math.max(leastMargin, host / 10);
  const high = Math.min(host + cache + margin, memory);
  return { cacheMib: Math.floor(cache / mib), high: Math.floor(high), most: Math.floor(Math.min(high + margin, memory)), tasks: 128 + 8 * threads };
}
