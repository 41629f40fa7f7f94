import type { Host } from '../system/host.ts';

/** A file of /proc or /sys; undefined when the kernel has no answer, be it ENOENT, EACCES or EINVAL. */
export async function readIfThere(host: Host, path: string): Promise<string | undefined> {
  try {
    return (await host.readFile(path)).trim();
  } catch {
    return undefined;
  }
}
