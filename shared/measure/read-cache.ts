/** Bytes of all last-level caches together; 0 when sysfs does not say (virtual machines, some Arm). */
import type { Host } from '../system/host.ts';
import { readIfThere } from './read-if-there.ts';

const cpus = '/sys/devices/system/cpu';

export async function readLastLevelCache(host: Host): Promise<number> {
  const caches = new Map<string, number>();
  for (const cpu of (await host.list(cpus)).filter((name) => /^cpu\d+$/.test(name))) {
    const last = (await host.list(`${cpus}/${cpu}/cache`)).filter((name) => name.startsWith('index')).at(-1);
    if (last === undefined) continue;
    const folder = `${cpus}/${cpu}/cache/${last}`;
    const size = /^(\d+)K$/.exec(await readIfThere(host, `${folder}/size`) ?? '')?.[1];
    // The same cache is listed under every CPU that shares it.
    caches.set(await readIfThere(host, `${folder}/shared_cpu_list`) ?? cpu, Number(size ?? 0) * 1024);
  }
  return [...caches.values()].reduce((sum, bytes) => sum + bytes, 0);
}
