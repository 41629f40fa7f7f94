/** What an install from a user-data file must have led to. */
import { parse } from 'yaml';
import type { FirmwareKind } from './firmware.ts';

export interface Expectations {
  user: string;
  hostname: string;
  timezone?: string;
  locale?: string;
  firmware: FirmwareKind;
  /** Mountpoint -> filesystem, and an option that must be among its own. */
  mounts: Record<string, { fs: string; option?: string }>;
  /** Partition label -> filesystem and size in bytes where the spec gives one. */
  partitions: Record<string, { fs?: string; bytes?: number }>;
  /** An address it must have; without one, any. */
  address?: string;
  /** Whether runcmd, which cloud-init runs on the first boot, must have made /var/lib/runcmd-was-here. */
  runcmd: boolean;
}

interface UserData {
  hostname: string;
  timezone?: string;
  locale?: string;
  users?: { name?: string }[];
  runcmd?: unknown[];
  cognos?: { storage?: { layout?: string; encrypt?: unknown; root?: { size?: string }; swap?: { size?: string } } };
}

/** @param userData YAML as in test/fixtures/specs */
export function expectationsOf(userData: string, firmware: FirmwareKind): Expectations {
  const spec = parse(userData) as UserData;
  const { layout = 'btrfs', root, swap, encrypt } = spec.cognos?.storage ?? {};
  return {
    user: spec.users?.find(({ name }) => name)?.name ?? '', hostname: spec.hostname, firmware,
    ...(spec.timezone && { timezone: spec.timezone }), ...(spec.locale && { locale: spec.locale }),
    mounts: { ...expectedMounts(layout, firmware), ...(encrypt ? { '/boot': { fs: 'ext4' } } : {}) },
    partitions: {
      'cognos-root': { fs: encrypt ? 'crypto_LUKS' : layout, ...exact(root?.size) },
      // Encrypted, it has another key at each start, and nothing on it says what it is.
      ...(swap?.size && { 'cognos-swap': { ...(encrypt ? {} : { fs: 'swap' }), ...exact(swap.size) } }),
    },
    runcmd: JSON.stringify(spec.runcmd ?? []).includes('/var/lib/runcmd-was-here'),
  };
}

function expectedMounts(layout: string, firmware: FirmwareKind): Expectations['mounts'] {
  const boot: Expectations['mounts'] = firmware === 'bios' ? {} : { '/boot/efi': { fs: 'vfat' } };
  if (layout !== 'btrfs') return { '/': { fs: layout }, ...boot };
  const subvolumes = { '/': '@', '/home': '@home', '/var/log': '@log' };
  return { ...Object.fromEntries(Object.entries(subvolumes).map(([at, name]) => [at, { fs: 'btrfs', option: `subvol=/${name}` }])), ...boot };
}

// Only binary units are exact here; the spec's own reader knows the others.
function exact(size: string | undefined): { bytes?: number } {
  const match = /^(\d+)([MGT])iB$/.exec(size ?? '');
  return match ? { bytes: Number(match[1]) * 1024 ** (' KMGT'.indexOf(match[2] ?? '')) } : {};
}
