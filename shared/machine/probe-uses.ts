import { mountpointsOf, withDescendants } from './block-device.ts';
import type { BlockDevice } from './block-device.ts';
import type { Use } from './machine.ts';
import { volumeGroupOf } from './probe-content.ts';
import { mediumMountpoint } from './probe-medium.ts';
import type { View } from './view.ts';

/** Why the kernel holds a disk now: what is mounted, swapped to or stacked on it. An array not assembled is no use. */
export async function probeUses(view: View, disk: BlockDevice, paths?: string[]): Promise<Use[]> {
  const devices = withDescendants(disk);
  const hidden = await Promise.all(devices.map((device) => probeHiddenUses(view, device)));
  const uses = [...devices.flatMap(usesOf), ...hidden.flat()];
  if (!paths && disk.fstype === 'mpath_member') uses.push({ kind: 'multipath', detail: disk.path });
  return [...new Map(uses.map((use) => [`${use.kind} ${use.detail}`, use])).values()];
}

function usesOf(device: BlockDevice): Use[] {
  return [...mountpointsOf(device).map((mountpoint) => mountUse(device, mountpoint)), ...stackUse(device)];
}

function mountUse(device: BlockDevice, mountpoint: string): Use {
  if (mountpoint === '[SWAP]') return { kind: 'swap', detail: device.path };
  return { kind: mountpoint === mediumMountpoint ? 'medium' : 'mounted', detail: mountpoint };
}

function stackUse({ type, name, path }: BlockDevice): Use[] {
  if (type === 'lvm') return [{ kind: 'lvm', detail: volumeGroupOf(name) }];
  if (/^(raid|linear|md)/.test(type)) return [{ kind: 'md', detail: path }];
  return ['crypt', 'dm', 'dmraid'].includes(type) ? [{ kind: 'dm', detail: path }] : [];
}

/** Uses that lsblk does not show: arrays without a size yet, and the further devices of a mounted btrfs. */
async function probeHiddenUses(view: View, device: BlockDevice): Promise<Use[]> {
  const shown = new Set(device.children?.map(({ kname }) => kname));
  const holders = (await view.host.list(`/sys/class/block/${device.kname}/holders`)).filter((name) => !shown.has(name));
  const uses: Use[] = holders.map((name) => ({ kind: name.startsWith('md') ? 'md' : 'dm', detail: `/dev/${name}` }));
  if (device.fstype !== 'btrfs' || !device.uuid || mountpointsOf(device).length > 0) return uses;
  const members = await view.host.list(`/sys/fs/btrfs/${device.uuid}/devices`);
  return members.includes(device.kname) ? [...uses, { kind: 'mounted', detail: `btrfs ${device.uuid}` }] : uses;
}
