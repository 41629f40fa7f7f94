/** Frees the places where an install mounts things, and the disk from what it opened. */
import type { Host } from '../../shared/system/host.ts';
import { closeVolumes } from '../steps/open-volume.ts';
import { previousMount, targetRoot, topMount } from '../paths.ts';

/**
 * What a run that was killed left mounted and open. Before the machine is probed: a disk that is mounted is in use, and a disk
 * in use is never a target. Only for who holds the lock.
 */
export async function unmountLeftovers(host: Host): Promise<void> {
  for (const at of [previousMount, topMount, targetRoot]) {
    if (await host.exists(at)) await unmount(host, at);
  }
  await closeVolumes(host);
}

/** With everything below it. Lazy in the end: a disk that was pulled out cannot be unmounted otherwise. */
export async function unmount(host: Host, at: string): Promise<void> {
  if (!await isMounted(host, at)) return;
  await host.run('umount', ['--recursive', at], { okExitCodes: [0, 1, 32] });
  if (await isMounted(host, at)) await host.run('umount', ['--recursive', '--lazy', at], { okExitCodes: [0, 1, 32] });
}

async function isMounted(host: Host, at: string): Promise<boolean> {
  return (await host.run('findmnt', ['--noheadings', '--output', 'TARGET', '--mountpoint', at], { okExitCodes: [0, 1] })).trim() !== '';
}
