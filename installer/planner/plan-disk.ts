/** Steps from the bare disk to a mounted, filled target. */
import type { Disk, Medium } from '../../shared/machine/machine.ts';
import type { CopyRange } from '../../shared/system/host.ts';
import type { Step } from '../../shared/plan/step.ts';
import { layerRoot, targetModels, targetRoot } from '../paths.ts';
import type { Layout } from './storage-spec.ts';
import type { Crypt, Volume, Volumes } from './volumes.ts';

interface Request {
  disk: Disk; device: string; volumes: Volumes; layout: Layout; medium: Medium; tableUuid: string;
  /** A reference to the secret; undefined where nothing is encrypted. */
  passphrase: string | undefined;
  memoryBytes: number;
}

export function planDisk({ disk, device, volumes, layout, medium, tableUuid, passphrase = '', memoryBytes }: Request): Step[] {
  const { esp, boot, root, swap, models } = volumes;
  const encrypt = (volume: Volume): Step[] => planEncryption(volume, passphrase, memoryBytes);
  return [
    {
      id: 'check-disk', kind: 'check-disk', label: 'Checking the disk', weight: 1, device, byId: disk.byId, bytes: disk.bytes,
      ...(disk.serial ? { serial: disk.serial } : {}), ...(disk.wwn ? { wwn: disk.wwn } : {}),
    },
    ...(models?.partition.keep ? [checkKept(models)] : []),
    {
      id: 'partition-disk', kind: 'partition-disk', label: 'Partitioning the disk', weight: 2, device, tableUuid,
      sectorBytes: disk.logicalSectorBytes,
      partitions: Object.values(volumes).map(({ partition }) => partition).sort((a, b) => a.number - b.number),
    },
    format(esp, 'vfat', 'Making the EFI system partition'),
    ...(boot ? [format(boot, 'ext4', 'Making the boot filesystem')] : []),
    // An encrypted one is made anew at each start, with a key that nobody has.
    ...(swap && !swap.crypt ? [format(swap, 'swap', 'Making the swap space')] : []),
    ...encrypt(root),
    ...(models && !models.partition.keep ? [...encrypt(models), format(models, 'xfs', 'Making the models filesystem')] : []),
    ...(layout === 'btrfs' ? writeImage(root, medium) : [format(root, 'ext4', 'Making the root filesystem')]),
    ...mounts(volumes, layout).flatMap((mount) => (mount.at === '/boot' && layout === 'btrfs' ? [moveBoot(mount.volume), toStep(mount)] : [toStep(mount)])),
    ...(layout === 'btrfs' ? [] : [copySystem(medium)]),
    ...kernelMounts(),
    ...(models?.crypt ? [addKey(models.crypt, passphrase)] : []),
  ];
}

function checkKept({ device, fsUuid, partition: { startBytes, bytes } }: Volume): Step {
  return { id: 'check-kept', kind: 'check-kept', label: 'Checking the disk', weight: 1, device, uuid: fsUuid, startBytes, bytes };
}

export interface MountSpec { volume: Volume; at: string; fs: string; options: string[] }

/** In mounting order; fstab is written from the same list. */
export function mounts({ esp, boot, root, models }: Volumes, layout: Layout): MountSpec[] {
  const subvolume = (name: string): string[] => [`subvol=${name}`, 'compress=zstd:1', 'noatime'];
  const system: MountSpec[] = layout === 'btrfs'
    ? [
      { volume: root, at: '/', fs: 'btrfs', options: subvolume('@') },
      { volume: root, at: '/home', fs: 'btrfs', options: subvolume('@home') },
      { volume: root, at: '/var/log', fs: 'btrfs', options: subvolume('@log') },
      { volume: root, at: '/.snapshots', fs: 'btrfs', options: subvolume('@snapshots') },
    ]
    : [{ volume: root, at: '/', fs: 'ext4', options: ['errors=remount-ro'] }];
  return [
    ...system,
    ...(boot ? [{ volume: boot, at: '/boot', fs: 'ext4', options: ['nodev', 'nosuid'] }] : []),
    ...(models ? [{ volume: models, at: targetModels, fs: 'xfs', options: ['noatime', 'nodev', 'nosuid'] }] : []),
    { volume: esp, at: '/boot/efi', fs: 'vfat', options: ['umask=0077'] },
  ];
}

function toStep({ volume, at, fs, options }: MountSpec): Step {
  const id = at === '/' ? 'root' : at.slice(1).replaceAll(/[/.]+/g, '-').replace(/^-/, '');
  return { id: `mount-${id}`, kind: 'mount', label: 'Mounting the target', weight: 0.3, device: volume.device, fs, at: at === '/' ? targetRoot : `${targetRoot}${at}`, options };
}

/** For the tools that run inside the target: boot loader, useradd. */
function kernelMounts(): Step[] {
  const rows: [name: string, fs: string, options: string[]][] = [['dev', 'none', ['bind']], ['proc', 'proc', []], ['sys', 'sysfs', []]];
  return rows.map(([name, fs, options]) => (
    { id: `mount-${name}`, kind: 'mount', label: 'Mounting the target', weight: 0.1, device: fs === 'none' ? `/${name}` : name, fs, at: `${targetRoot}/${name}`, options }));
}

function format(volume: Volume, fs: 'vfat' | 'ext4' | 'xfs' | 'swap', label: string): Step {
  return { id: `format-${volume.name}`, kind: 'format-volume', label, weight: fs === 'ext4' ? 4 : 1, device: volume.device, fs, fsLabel: volume.fsLabel, uuid: volume.fsUuid };
}

/** In less memory than a quarter of the machine's: cryptsetup takes a gigabyte where it can, and a start has an initrd in it. */
function planEncryption({ name, crypt }: Volume, passphrase: string, memoryBytes: number): Step[] {
  if (!crypt) return [];
  const keyMemoryKiB = Math.min(1024 ** 2, Math.floor(memoryBytes / 4 / 1024));
  return [
    { id: `encrypt-${name}`, kind: 'encrypt-volume', label: 'Encrypting the disk', weight: 6, device: crypt.device, uuid: crypt.uuid, luksLabel: `cognos-${name}`, passphrase, keyMemoryKiB },
    { id: `open-${name}`, kind: 'open-volume', label: 'Encrypting the disk', weight: 3, device: crypt.device, name: crypt.name, passphrase },
  ];
}

/** With a key of its own, that lies on the root filesystem: the passphrase is asked once. */
function addKey({ device, name }: Crypt, passphrase: string): Step {
  return { id: 'key-models', kind: 'add-key', label: 'Encrypting the disk', weight: 3, device, passphrase, keyFile: keyFileOf(name) };
}

export function keyFileOf(name: string): string {
  return `/etc/cryptsetup-keys.d/${name}.key`;
}

/** The image has its kernel where the root filesystem is. */
function moveBoot({ device }: Volume): Step {
  return { id: 'move-boot', kind: 'move-boot', label: 'Making the boot filesystem', weight: 2, device, from: `${targetRoot}/boot` };
}

function writeImage(root: Volume, { mountpoint, image }: Medium): Step[] {
  return [
    {
      id: 'write-system', kind: 'write-image', label: 'Writing the system', weight: 2 + image.usedBytes / 100e6,
      device: root.device, image: `${mountpoint}/cognos/system.img`, bytes: image.usedBytes, ranges: copyRanges(image.ranges), uuid: root.fsUuid,
    },
    {
      id: 'prepare-subvolumes', kind: 'prepare-subvolumes', label: 'Preparing the subvolumes', weight: 2,
      device: root.device, base: image.subvolume, root: '@', subvolumes: ['@home', '@log', '@snapshots'],
    },
  ];
}

function copySystem({ image }: Medium): Step {
  return {
    id: 'copy-system', kind: 'copy-system', label: 'Copying the system', weight: 5 + image.contentBytes / 25e6,
    image: layerRoot, files: image.files, bytes: image.contentBytes, to: targetRoot,
  };
}

/** The ranges follow one another in system.img. */
function copyRanges(ranges: readonly [offset: number, length: number][]): CopyRange[] {
  let from = 0;
  return ranges.map(([to, length]) => {
    const range = { from, to, length };
    from += length;
    return range;
  });
}
