/**
 * The generic cloud image: the very system.img of a medium on a disk of its own, with both ways to start and
 * cloud-init in charge. A file all along: no device but a loop for the btrfs, the ESP is made with mtools.
 */
import { mkdir, mkdtemp, open, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SystemImage } from '../../shared/machine/machine.ts';
import type { StepContext } from '../../shared/plan/step.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { targetHost } from '../../shared/system/target-host.ts';
import { bootFolder, espGrubConfig } from '../planner/boot-menu.ts';
import { layOut, type Volumes } from '../planner/volumes.ts';
import { link } from '../steps/link.ts';
import { sfdiskScript } from '../steps/partition-disk.ts';
import { protect } from '../steps/protect.ts';
import { writeFile as writeTarget } from '../steps/write-file.ts';
import { uuidFrom } from '../../shared/plan/plan-hash.ts';
import { bootSectorCode, embeddedCore } from './bios-boot-code.ts';
import { cloudFiles, modelsSubvolume } from './cloud-files.ts';
import { command } from './command.ts';
import { fileDigest } from './tree-digest.ts';

const mib = 1024 ** 2;
const sectorBytes = 512;
/** Packages and logs of the first minutes; first boot grows the root to the end of whatever disk it is. */
const headroom = 1024 * mib;

export interface CloudImage { bytes: number; virtualBytes: number; rootUuid: string }

/** @param medium the ISO whose system it carries */
export async function buildCloudImage(medium: string, out: string): Promise<CloudImage> {
  await mkdir(dirname(out), { recursive: true });
  const work = await mkdtemp(`${out}.work-`);
  try {
    const image = await extractSystem(medium, work);
    const seed = `cloud-image/${image.sha256}`;
    const volumes = layOut({ biosBoot: mib, esp: 128 * mib, boot: 0, root: Math.ceil(image.bytes / mib) * mib + headroom, swap: 0, models: 0 }, 'btrfs', image.architecture, seed);
    const disk = join(work, 'disk.img');
    const bytes = await makeDisk(disk, volumes, uuidFrom(`${seed}/table`));
    await fillDisk({ disk, volumes, image, work });
    await command('qemu-img', ['convert', '-c', '-W', '-m', '4', '-f', 'raw', '-O', 'qcow2', disk, join(work, 'out.qcow2')]);
    await rename(join(work, 'out.qcow2'), out);
    return { bytes: (await readSize(out)), virtualBytes: bytes, rootUuid: volumes.root.fsUuid };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function extractSystem(medium: string, work: string): Promise<SystemImage> {
  const files = ['system.json', 'system.img'].flatMap((name) => ['-extract', `/cognos/${name}`, join(work, name)]);
  await command('xorriso', ['-osirrox', 'on', '-indev', medium, ...files]);
  const image = JSON.parse(await readFile(join(work, 'system.json'), 'utf8')) as SystemImage;
  if (await fileDigest(join(work, 'system.img')) !== image.sha256) throw new Error(`${medium} is damaged: its system.img is not what its system.json says`);
  return image;
}

async function makeDisk(disk: string, volumes: Volumes, tableUuid: string): Promise<number> {
  const partitions = Object.values(volumes).map(({ partition }) => partition);
  const bytes = Math.max(...partitions.map(({ startBytes, bytes: size }) => startBytes + size)) + mib;
  await writeFile(disk, '');
  await truncate(disk, bytes);
  const step = { id: '', kind: 'partition-disk', label: '', weight: 0, device: disk, tableUuid, sectorBytes, partitions } as const;
  await command('sfdisk', ['--quiet', '--no-reread', '--no-tell-kernel', disk], { stdin: sfdiskScript({ ...step, partitions }) });
  return bytes;
}

interface Filling { disk: string; volumes: Volumes; image: SystemImage; work: string }

async function fillDisk(filling: Filling): Promise<void> {
  const { disk, volumes, image, work } = filling;
  const { startBytes, bytes } = volumes.root.partition;
  let from = 0;
  const ranges = image.ranges.map(([to, length]) => ({ from: (from += length) - length, to: startBytes + to, length }));
  await localHost.copyRanges(join(work, 'system.img'), disk, ranges);
  const loop = (await command('losetup', ['--find', '--show', '--offset', String(startBytes), '--sizelimit', String(bytes), disk])).trim();
  const top = join(work, 'top');
  await mkdir(top);
  try {
    await command('btrfstune', ['-f', '-M', volumes.root.fsUuid, loop]);
    await command('mount', ['-t', 'btrfs', '-o', 'noatime,compress=zstd:15,discard=async', loop, top]);
    try {
      await prepareRoot(top, image);
      await writeFiles(join(top, '@'), volumes, image);
      await writeBootCode(filling, join(top, '@'));
    } finally {
      await command('umount', [top]);
    }
  } finally {
    await command('losetup', ['--detach', loop]);
  }
}

/** As steps/prepare-subvolumes.ts of an install, and one subvolume more. */
async function prepareRoot(top: string, image: SystemImage): Promise<void> {
  await command('btrfs', ['filesystem', 'resize', 'max', top]);
  await command('btrfs', ['property', 'set', '-ts', join(top, image.subvolume), 'ro', 'false']);
  await rename(join(top, image.subvolume), join(top, '@'));
  for (const name of ['@home', '@log', '@snapshots', modelsSubvolume]) await command('btrfs', ['subvolume', 'create', join(top, name)]);
  await command('cp', ['--archive', '--', join(top, '@/var/log/.'), join(top, '@log/')]);
  await command('chmod', ['0750', join(top, '@snapshots')]);
  await command('chattr', ['+C', join(top, modelsSubvolume)]);
  await mkdir(join(top, '@/var/lib/cognos/models'), { recursive: true });
}

async function writeFiles(root: string, volumes: Volumes, image: SystemImage): Promise<void> {
  const context: StepContext = {
    host: localHost, target: targetHost(localHost, root), signal: new AbortController().signal,
    onProgress: () => undefined, warn: async (text) => { throw new Error(text); }, reveal: (text) => text,
  };
  for (const step of cloudFiles(volumes, image)) {
    if (step.kind === 'write-file') await writeTarget(step, context);
    else if (step.kind === 'link') await link(step, context);
    else if (step.kind === 'protect') await protect(step, context);
    else throw new Error(`a cloud image has no steps of kind ${step.kind}`);
  }
}

async function writeBootCode({ disk, volumes, work }: Filling, root: string): Promise<void> {
  await makeEsp(join(work, 'esp.img'), volumes, root, work);
  await command('dd', [`if=${join(work, 'esp.img')}`, `of=${disk}`, 'bs=1M', `seek=${volumes.esp.partition.startBytes / mib}`, 'conv=notrunc,sparse', 'status=none']);
  const bios = volumes.bios?.partition;
  if (!bios) throw new Error('no BIOS boot partition');
  const grub = join(root, 'usr/lib/cognos/grub');
  const coreSector = bios.startBytes / sectorBytes;
  const file = await open(disk, 'r+');
  try {
    await file.write(embeddedCore(await readFile(join(grub, 'core-btrfs.img')), coreSector, bios.bytes), 0, undefined, bios.startBytes);
    const code = bootSectorCode(await readFile(join(grub, 'boot.img')), coreSector);
    await file.write(code, 0, code.length, 0);
  } finally {
    await file.close();
  }
}

/** The same files as on an installed machine's: firmware starts \EFI\BOOT, upgrades of GRUB renew both folders. */
async function makeEsp(esp: string, volumes: Volumes, root: string, work: string): Promise<void> {
  const config = join(work, 'grub.cfg');
  await writeFile(config, espGrubConfig(bootFolder(volumes, 'btrfs')));
  await writeFile(esp, '');
  await truncate(esp, volumes.esp.partition.bytes);
  // In this order: --invariant sets a volume id of its own, and the last one counts.
  await command('mkfs.vfat', ['--invariant', '-F', '32', '-i', volumes.esp.fsUuid.replace('-', ''), '-n', volumes.esp.fsLabel, esp]);
  const [shim, grub, mok] = ['usr/lib/shim/shimx64.efi.signed', 'usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed', 'usr/lib/shim/mmx64.efi.signed'].map((path) => join(root, path)) as [string, string, string];
  await command('mmd', ['-i', esp, '::/EFI', '::/EFI/BOOT', '::/EFI/debian']);
  const files: [from: string, to: string][] = [
    [shim, 'EFI/BOOT/BOOTX64.EFI'], [grub, 'EFI/BOOT/grubx64.efi'], [mok, 'EFI/BOOT/mmx64.efi'],
    [shim, 'EFI/debian/shimx64.efi'], [grub, 'EFI/debian/grubx64.efi'], [mok, 'EFI/debian/mmx64.efi'], [config, 'EFI/debian/grub.cfg'],
  ];
  for (const [from, to] of files) await command('mcopy', ['-i', esp, from, `::/${to}`]);
}

async function readSize(path: string): Promise<number> {
  const file = await open(path, 'r');
  try {
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}
