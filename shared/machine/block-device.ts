import { InstallerError, exitCodes } from '../errors.ts';
import type { View } from './view.ts';

/** One node of `lsblk --json --bytes` (util-linux 2.38); its columns in lower case, null for "none". */
export interface BlockDevice {
  name: string;
  kname: string;
  path: string;
  /** disk, part, rom, loop, raid1…, lvm, crypt, mpath, dm. */
  type: string;
  size: number | null;
  ro: boolean;
  rm: boolean;
  rota: boolean;
  tran: string | null;
  vendor: string | null;
  model: string | null;
  serial: string | null;
  wwn: string | null;
  'log-sec': number;
  'phy-sec': number;
  pttype: string | null;
  ptuuid: string | null;
  fstype: string | null;
  label: string | null;
  uuid: string | null;
  parttype: string | null;
  partuuid: string | null;
  partlabel: string | null;
  /** In units of 512 bytes whatever the disk's sectors are, as in sysfs. */
  start: number | null;
  mountpoints: (string | null)[];
  subsystems: string | null;
  children?: BlockDevice[];
}

const columns = [
  'NAME', 'KNAME', 'PATH', 'TYPE', 'SIZE', 'RO', 'RM', 'ROTA', 'TRAN', 'VENDOR', 'MODEL', 'SERIAL', 'WWN', 'LOG-SEC', 'PHY-SEC',
  'PTTYPE', 'PTUUID', 'FSTYPE', 'LABEL', 'UUID', 'PARTTYPE', 'PARTUUID', 'PARTLABEL', 'START', 'MOUNTPOINTS', 'SUBSYSTEMS',
];

/** The tree of block devices; a device with two parents (an array, a multipath) is repeated under each. */
export async function listBlockDevices({ host, signal }: View): Promise<BlockDevice[]> {
  try {
    const text = await host.run('lsblk', ['--json', '--bytes', '--tree', '--output', columns.join(',')], { signal });
    return (JSON.parse(text) as { blockdevices: BlockDevice[] }).blockdevices;
  } catch (cause) {
    signal?.throwIfAborted();
    throw new InstallerError({
      code: 'disks-unlisted',
      message: `The disks of this machine cannot be listed: ${cause instanceof Error ? cause.message : String(cause)}.`,
      action: 'Check that lsblk (package util-linux) works, then try again.',
      exitCode: exitCodes.machineRefused,
      cause,
    });
  }
}

/** The device and everything stacked on it, top down. */
export function withDescendants(device: BlockDevice): BlockDevice[] {
  return [device, ...(device.children ?? []).flatMap(withDescendants)];
}

/** Where the device itself is mounted; `[SWAP]` is lsblk's word for swap in use. */
export function mountpointsOf(device: BlockDevice): string[] {
  return device.mountpoints.filter((mountpoint) => mountpoint !== null);
}

export function isPartition(device: BlockDevice): boolean {
  return device.type === 'part';
}
