import { isPartition, listBlockDevices, mountpointsOf, withDescendants } from './block-device.ts';
import type { BlockDevice } from './block-device.ts';
import { foldSamePaths, standInForPaths } from './fold-multipath.ts';
import type { DiskNode } from './fold-multipath.ts';
import type { Disk, Medium } from './machine.ts';
import { nameTransport } from './name-transport.ts';
import { probeContent } from './probe-content.ts';
import { mediumMountpoint, probeMedium } from './probe-medium.ts';
import { probePcieLink } from './probe-pcie-link.ts';
import { probePartitions } from './probe-partitions.ts';
import { probeUses } from './probe-uses.ts';
import { recogniseSystems } from './recognise-systems.ts';
import { readLine } from './view.ts';
import type { View } from './view.ts';

/** Block devices of type "disk" that nothing can be installed on. */
const notDisks = /^(?:zram|ram|loop|fd|mtdblock|mmcblk\d+(?:boot|rpmb|gp)\d*)/;

/** Disks, and the medium among them. Throws InstallerError `disks-unlisted` when there is no list at all. */
export async function probeDisks(view: View): Promise<{ disks: Disk[]; medium?: Medium }> {
  const devices = await listBlockDevices(view);
  const [links, medium] = await Promise.all([readLinks(view), probeMedium(view, devices)]);
  await admitBlindness(view);
  const nodes = standInForPaths(devices.filter(isDisk));
  const disks = await Promise.all(nodes.map((node) => probeDisk(view, node, links)));
  return { disks: foldSamePaths(disks), medium };
}

function isDisk(device: BlockDevice): boolean {
  if (device.type === 'rom') return holdsMedium(device);
  return device.type === 'disk' && !notDisks.test(device.kname) && Boolean(device.size);
}

function holdsMedium(device: BlockDevice): boolean {
  return withDescendants(device).some((each) => mountpointsOf(each).includes(mediumMountpoint));
}

async function probeDisk(view: View, { device, identity, paths }: DiskNode, links: Map<string, string[]>): Promise<Disk> {
  const partitions = await probePartitions(view, device);
  const partitionTable = findTable(device);
  return recogniseSystems({
    path: device.path,
    byId: links.get(`/dev/${device.kname}`) ?? [],
    ...await identify(view, identity),
    transport: nameTransport(identity),
    rotational: identity.rota,
    removable: identity.rm,
    readOnly: device.ro,
    bytes: device.size ?? 0,
    link: nameTransport(identity) === 'nvme' ? await probePcieLink(view, `/sys/class/block/${identity.kname}/device/device`) : undefined,
    logicalSectorBytes: device['log-sec'],
    physicalSectorBytes: device['phy-sec'],
    partitionTable,
    content: partitionTable ? undefined : await probeContent(view, device),
    partitions,
    uses: await probeUses(view, device, paths),
    paths,
    isMedium: holdsMedium(device),
  });
}

/** udev names no table on a multipath map, but its partitions have types: GUIDs are GPT's, numbers are DOS's. */
function findTable(device: BlockDevice): Disk['partitionTable'] {
  const type = device.children?.filter(isPartition).find(({ parttype }) => parttype)?.parttype;
  const kind = device.pttype ?? (type && (type.startsWith('0x') ? 'dos' : 'gpt'));
  return kind ? { kind: kind === 'gpt' || kind === 'dos' ? kind : 'other', uuid: device.ptuuid ?? undefined } : undefined;
}

/** What udev knows, else what the driver says itself: in an initramfs or a container udev may not have looked. */
async function identify(view: View, device: BlockDevice): Promise<Pick<Disk, 'serial' | 'wwn' | 'vendor' | 'model'>> {
  const folder = `/sys/class/block/${device.kname}`;
  return {
    serial: tidy(device.serial) ?? await readLine(view, `${folder}/serial`) ?? await readLine(view, `${folder}/device/serial`),
    wwn: tidy(device.wwn) ?? await readLine(view, `${folder}/wwid`),
    // libata puts its transport where SCSI has the maker, virtio its PCI id.
    vendor: /^(ATA$|0x)/.test(device.vendor ?? '') ? undefined : tidy(device.vendor),
    model: tidy(device.model) ?? await readLine(view, `${folder}/device/model`),
  };
}

function tidy(text: string | null): string | undefined {
  return text?.trim().replace(/\s+/g, ' ') || undefined;
}

/** `/dev/sda` -> its by-id links. Read from the folder, where a link held by several devices points to the winner. */
async function readLinks(view: View): Promise<Map<string, string[]>> {
  const folder = '/dev/disk/by-id';
  const links = new Map<string, string[]>();
  for (const name of await view.host.list(folder)) {
    const target = await view.host.readLink(`${folder}/${name}`);
    if (target) links.set(target, [...links.get(target) ?? [], `${folder}/${name}`]);
  }
  return links;
}

/** Without udev's database lsblk knows neither filesystems for certain nor, for users, at all. */
async function admitBlindness(view: View): Promise<void> {
  if (await view.host.exists('/run/udev/data')) return;
  view.unseen.add('udev is not running: lasting names of disks (by-id) and what is on the disks could not all be seen.');
}
