/** The folder of this process's slices, and those that a killed process left. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Host } from '../system/host.ts';

const prefix = 'cognos-slices-';

/** Not to be guessed: others may write to the same place, and what lies there is loaded with our rights. */
export function sliceFolder(place: string): string {
  return join(place, `${prefix}${process.pid}-${randomUUID()}`);
}

export async function removeLeftovers(host: Host, place: string): Promise<void> {
  for (const name of (await host.list(place)).filter((each) => each.startsWith(prefix))) {
    const pid = /^\d+(?=-)/.exec(name.slice(prefix.length))?.[0];
    // Another user's cannot be removed, and one that runs must not be.
    if (pid !== undefined && !(await host.exists(`/proc/${pid}`))) await host.remove(join(place, name)).catch(() => undefined);
  }
}
