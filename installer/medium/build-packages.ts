/**
 * Debian packages a build or a test needs on the machine it runs on. Root gets them installed; everybody else
 * gets the exact line to run.
 */
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { command } from './command.ts';

/** A package and one file or program by which its presence is known. */
export interface BuildPackage {
  name: string;
  /** A program looked for on PATH (and in the sbin folders), or an absolute path. */
  provides: string;
}

/** Thrown when packages are missing and may not be installed from here: exit 2 with `message`. */
export class MissingPackagesError extends Error {
  readonly missing: readonly string[];
  constructor(missing: readonly string[]) {
    super(`Debian packages are missing; run: sudo apt-get update && sudo apt-get install --no-install-recommends --yes ${missing.join(' ')}`);
    this.name = 'MissingPackagesError';
    this.missing = missing;
  }
}

export interface PackageDoor {
  isRoot: boolean;
  exists: (path: string) => Promise<boolean>;
  install: (names: readonly string[]) => Promise<void>;
}

const sbin = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** Names of the packages whose file or program is absent, sorted, each once. */
export async function missingPackages(packages: readonly BuildPackage[], exists: PackageDoor['exists'] = readable): Promise<string[]> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...sbin];
  const missing = new Set<string>();
  for (const { name, provides } of packages) {
    const places = provides.startsWith('/') ? [provides] : folders.map((folder) => join(folder, provides));
    const found = await Promise.all(places.map(exists));
    if (!found.includes(true)) missing.add(name);
  }
  return [...missing].sort();
}

/** Installs what is missing when root; throws MissingPackagesError otherwise, or when apt could not help. */
export async function ensurePackages(packages: readonly BuildPackage[], door: PackageDoor = localDoor): Promise<void> {
  const missing = await missingPackages(packages, door.exists);
  if (missing.length === 0) return;
  if (!door.isRoot) throw new MissingPackagesError(missing);
  await door.install(missing);
  const still = await missingPackages(packages, door.exists);
  if (still.length > 0) throw new MissingPackagesError(still);
}

async function readable(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(() => true, () => false);
}

async function aptInstall(names: readonly string[]): Promise<void> {
  process.stderr.write(`installing Debian packages: ${names.join(' ')}\n`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await command('apt-get', ['update', '--quiet'], { env });
  await command('apt-get', ['install', '--no-install-recommends', '--yes', '--quiet', ...names], { env });
}

const localDoor: PackageDoor = { isRoot: process.getuid?.() === 0, exists: readable, install: aptInstall };

/** What `npm run llama` needs. */
export const llamaBuildPackages: readonly BuildPackage[] = [
  { name: 'git', provides: 'git' },
  { name: 'cmake', provides: 'cmake' },
  { name: 'ninja-build', provides: 'ninja' },
  { name: 'gcc', provides: 'gcc' },
  { name: 'g++', provides: 'g++' },
  { name: 'libc6-dev', provides: '/usr/include/stdio.h' },
  { name: 'binutils', provides: 'readelf' },
  { name: 'patchelf', provides: 'patchelf' },
];

/** What `npm run llama -- --arch arm64` needs besides. */
export const crossBuildPackages: readonly BuildPackage[] = [
  { name: 'gcc-aarch64-linux-gnu', provides: 'aarch64-linux-gnu-gcc' },
  { name: 'g++-aarch64-linux-gnu', provides: 'aarch64-linux-gnu-g++' },
  { name: 'libc6-dev-arm64-cross', provides: '/usr/aarch64-linux-gnu/include/stdio.h' },
  { name: 'qemu-user-static', provides: 'qemu-aarch64-static' },
];

/** What `npm run iso` needs. */
export const isoPackages: readonly BuildPackage[] = [
  ...llamaBuildPackages,
  { name: 'mmdebstrap', provides: 'mmdebstrap' },
  { name: 'debian-archive-keyring', provides: '/usr/share/keyrings/debian-archive-keyring.gpg' },
  { name: 'xorriso', provides: 'xorriso' },
  { name: 'mtools', provides: 'mcopy' },
  { name: 'dosfstools', provides: 'mkfs.vfat' },
  { name: 'squashfs-tools', provides: 'mksquashfs' },
  { name: 'btrfs-progs', provides: 'btrfs' },
  { name: 'cpio', provides: 'cpio' },
  { name: 'gnupg', provides: 'gpg' },
  { name: 'gpgv', provides: 'gpgv' },
  { name: 'dpkg-dev', provides: 'dpkg-scanpackages' },
  { name: 'apt-utils', provides: 'apt-ftparchive' },
  { name: 'zstd', provides: 'zstd' },
  { name: 'grub-common', provides: 'grub-mkimage' },
  { name: 'grub-pc-bin', provides: '/usr/lib/grub/i386-pc/boot_hybrid.img' },
  { name: 'ipxe', provides: '/usr/lib/ipxe/undionly.kpxe' },
];

/** What `npm run cloud-image` needs. */
export const cloudImagePackages: readonly BuildPackage[] = [
  ...isoPackages,
  { name: 'fdisk', provides: 'sfdisk' },
  { name: 'qemu-utils', provides: 'qemu-img' },
];
