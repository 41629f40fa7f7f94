/** Volumes that may carry models: anything labelled COGNOS-AI, anything removable, the install medium. */
import type { Host } from '../system/host.ts';
import { listBlockDevices, type BlockDevice } from '../machine/block-device.ts';
import { mediumMountpoint } from '../machine/probe-medium.ts';

/** FAT has room for eleven letters. */
export const volumeLabel = 'COGNOS-AI';

/** Where they are mounted while something is read from them. */
export const volumesFolder = '/run/cognos';

export interface Volume { device: string; fs: string; label: string; /** Where it is mounted already. */ mounted?: string }

/** Nothing that needs a password, a helper or another disk. */
const filesystems = new Set(['vfat', 'exfat', 'ext2', 'ext3', 'ext4', 'xfs', 'btrfs', 'iso9660', 'udf', 'ntfs']);

export async function findVolumes(host: Host, signal: AbortSignal): Promise<Volume[]> {
  const devices = await listBlockDevices({ host, signal, unseen: new Set() });
  const found = devices.flatMap((device) => within(device, isRemovable(device)));
  // One with the label was made for this.
  const once = found.filter(({ device }, index) => found.findIndex((each) => each.device === device) === index);
  return once.sort((a, b) => Number(b.label === volumeLabel) - Number(a.label === volumeLabel));
}

function isRemovable({ rm, tran, type }: BlockDevice): boolean {
  return rm || tran === 'usb' || type === 'rom';
}

function within(device: BlockDevice, removable: boolean): Volume[] {
  const { path, fstype, label, mountpoints, children = [] } = device;
  const mounted = mountpoints.find((each) => each !== null && each !== '[SWAP]') ?? undefined;
  const wanted = label === volumeLabel || removable || mounted === mediumMountpoint;
  const own = fstype !== null && filesystems.has(fstype) && wanted ? [{ device: path, fs: fstype, label: label ?? '', ...(mounted === undefined ? {} : { mounted }) }] : [];
  return [...own, ...children.flatMap((child) => within(child, removable || isRemovable(child)))];
}

/** Mounts it where nothing on it can do anything, for as long as `use` takes. A foreign volume is never written to, not even its log. */
export async function withVolume<T>(host: Host, volume: Volume, run: string, use: (folder: string) => Promise<T>): Promise<T> {
  if (volume.mounted !== undefined) return use(volume.mounted);
  const at = `${run}/volume-${volume.device.split('/').at(-1)}`;
  await host.makeDirectory(at, { mode: 0o700 });
  await host.run('mount', ['--types', volume.fs === 'ntfs' ? 'ntfs3' : volume.fs, '--options', ['ro', 'nosuid', 'nodev', 'noexec', ...withoutLog[volume.fs] ?? []].join(','), '--source', volume.device, '--target', at]);
  try {
    return await use(at);
  } finally {
    await unmount(host, at);
  }
}

const withoutLog: Record<string, string[]> = { ext3: ['noload'], ext4: ['noload'], xfs: ['norecovery'], btrfs: ['rescue=nologreplay'] };

/** What a killed run left mounted. */
export async function unmountLeftovers(host: Host, run: string): Promise<void> {
  for (const name of await host.list(run)) if (name.startsWith('volume-')) await unmount(host, `${run}/${name}`);
}

async function unmount(host: Host, at: string): Promise<void> {
  await host.run('umount', ['--lazy', '--', at], { okExitCodes: [0, 1, 32] }); // 32: it is not mounted.
  // Not a removal of all that is in it: should it still be mounted, that would be the volume.
  await host.run('rmdir', ['--', at], { okExitCodes: [0, 1] });
}
