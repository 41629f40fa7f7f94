/** Peak resident memory of our children: VmHWM is the kernel's own high-water mark, so a look now and then misses little. */
import type { Host } from '../system/host.ts';
import { readIfThere } from './read-if-there.ts';

const everyMilliseconds = 100;

export async function withPeak<T>(host: Host, action: () => Promise<T>): Promise<{ result: T; peakBytes: number }> {
  let peakBytes = 0;
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    peakBytes = Math.max(peakBytes, await residentPeak(host));
    looking = false;
  };
  const timer = setInterval(() => void look(), everyMilliseconds);
  try {
    return { result: await action(), peakBytes };
  } finally {
    clearInterval(timer);
  }
}

/** Needs CONFIG_PROC_CHILDREN, which Debian's kernels have; 0 without. */
async function residentPeak(host: Host): Promise<number> {
  const children = (await readIfThere(host, `/proc/${process.pid}/task/${process.pid}/children`) ?? '').split(' ').filter(Boolean);
  const peaks = await Promise.all(children.map(async (pid) =>
    Number(/^VmHWM:\s+(\d+) kB$/m.exec(await readIfThere(host, `/proc/${pid}/status`) ?? '')?.[1] ?? 0)));
  return peaks.reduce((sum, kilobytes) => sum + kilobytes, 0) * 1024;
}
