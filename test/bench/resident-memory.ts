/** What a process keeps in memory, as the kernel counts it in /proc/PID/smaps_rollup (proc(5)). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** MiB. RSS counts pages that others have as well in full, PSS by its share. */
export interface ResidentMemory { rss: number; pss: number }

export function memoryOf(pid: number): ResidentMemory {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1]) / 1024;
  return { rss: field('Rss'), pss: field('Pss') };
}

/** The floor: Node itself, that has loaded nothing. */
export async function idleNode(): Promise<ResidentMemory> {
  const child = spawn(process.execPath, ['--eval', "process.stdout.write('.'); setInterval(() => undefined, 60_000)"], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  try {
    return memoryOf(child.pid ?? 0);
  } finally {
    child.kill();
  }
}
