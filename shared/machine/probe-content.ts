import type { BlockDevice } from './block-device.ts';
import type { Content } from './machine.ts';
import { readLine, readNumber, tryRunJson } from './view.ts';
import type { View } from './view.ts';

type Member = NonNullable<Content['memberOf']>;

/** What blkid found on a device and the group it belongs to; undefined for blank or unreadable. */
export async function probeContent(view: View, device: BlockDevice): Promise<Content | undefined> {
  if (!device.fstype) return undefined;
  return {
    type: device.fstype,
    label: device.label ?? undefined,
    uuid: device.uuid ?? undefined,
    memberOf: await probeMember(view, device),
  };
}

async function probeMember(view: View, device: BlockDevice): Promise<Member | undefined> {
  if (device.fstype?.endsWith('raid_member')) return probeArray(view, device);
  if (device.fstype === 'LVM2_member') return probeVolumeGroup(view, device);
  const opened = device.children?.find(({ type }) => type === 'crypt');
  if (opened) return { name: opened.name, kind: 'dm', state: 'open' };
  const map = device.children?.find(({ type }) => type === 'mpath');
  return device.fstype === 'mpath_member' ? { name: map?.name ?? 'unassembled', kind: 'multipath', state: map ? 'active' : 'inactive' } : undefined;
}

/** The state is sysfs's (kernel: Documentation/admin-guide/md.rst), with "degraded" in front when a disk is missing. */
async function probeArray(view: View, device: BlockDevice): Promise<Member> {
  const array = device.children?.find(({ type }) => /^(raid|linear|md)/.test(type))?.kname
    ?? (await view.host.list(`/sys/class/block/${device.kname}/holders`)).find((name) => name.startsWith('md'));
  if (!array) return { name: device.label ?? 'unassembled', kind: 'md', state: 'inactive' };
  const [state, missing] = await Promise.all([
    readLine(view, `/sys/class/block/${array}/md/array_state`), readNumber(view, `/sys/class/block/${array}/md/degraded`)]);
  return { name: array, kind: 'md', state: missing ? 'degraded' : state };
}

async function probeVolumeGroup(view: View, device: BlockDevice): Promise<Member> {
  const volume = device.children?.find(({ type }) => type === 'lvm');
  if (volume) return { name: volumeGroupOf(volume.name), kind: 'lvm', state: 'active' };
  const answer = await tryRunJson<Report>(view, 'pvs', ['--reportformat', 'json', '--options', 'pv_name,vg_name'], { unknown: `The volume group on ${device.path}` });
  return { name: findVolumeGroup(answer, device.path) ?? 'unknown', kind: 'lvm', state: 'inactive' };
}

interface Report { report: { pv: { pv_name: string; vg_name: string }[] }[] }

function findVolumeGroup(answer: Report | undefined, path: string): string | undefined {
  return answer?.report.flatMap(({ pv }) => pv).find(({ pv_name: name }) => name === path)?.vg_name || undefined;
}

/** Device mapper joins group and volume with one dash and doubles the dashes inside them (dm names, lvm2 lib/misc). */
export function volumeGroupOf(name: string): string {
  return (/^(?:[^-]|--)+/.exec(name)?.[0] ?? name).replaceAll('--', '-');
}
