/** What is mounted at a place, as findmnt(8) sees it. */
import type { Host } from '../../shared/system/host.ts';

export interface Mounted { device: string; fs: string }

/** Undefined when nothing is mounted there, or nothing that lies on a disk (overlay, tmpfs). */
export async function findMounted(host: Host, at: string): Promise<Mounted | undefined> {
  // Without --nofsroot a btrfs subvolume is "/dev/vda3[/@]".
  const text = await host.run('findmnt', ['--noheadings', '--nofsroot', '--output', 'SOURCE,FSTYPE', '--mountpoint', at], { okExitCodes: [0, 1] });
  const [device = '', fs = ''] = text.trim().split(/\s+/);
  return device.startsWith('/dev/') ? { device, fs } : undefined;
}
