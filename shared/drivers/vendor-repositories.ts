/** Vendors' signed repositories. None can be reached where this was written: `source` says how each row is known. */
import type { VendorRepository } from './driver-plan.ts';

const thirdParty = 'address from the vendor’s documentation; fingerprint as several independent projects pin it, not checked against the key itself';

export const vendorRepositories = {
  nvidia: {
    kind: 'vendor', name: 'NVIDIA CUDA for Debian 12',
    url: 'https://developer.download.nvidia.com/compute/cuda/repos/debian12/x86_64/', suite: '/', components: [],
    keyUrl: 'https://developer.download.nvidia.com/compute/cuda/repos/debian12/x86_64/3bf863cc.pub',
    keyFingerprint: 'EB693B3035CD5710E231E123A4B469963BF863CC', onlyListed: true, source: thirdParty,
  },
  rocm: {
    // AMD's instructions for Debian 12 name the Ubuntu 22.04 suite: there is no bookworm.
    kind: 'vendor', name: 'AMD ROCm', url: 'https://repo.radeon.com/rocm/apt/7.0', suite: 'jammy', components: ['main'],
    keyUrl: 'https://repo.radeon.com/rocm/rocm.gpg.key',
    keyFingerprint: 'CA8BB4727A47B4D09B4EE8969386B48A1A693C5C', onlyListed: false, source: thirdParty,
  },
  oneapi: {
    kind: 'vendor', name: 'Intel oneAPI', url: 'https://apt.repos.intel.com/oneapi', suite: 'all', components: ['main'],
    keyUrl: 'https://apt.repos.intel.com/intel-gpg-keys/GPG-PUB-KEY-INTEL-SW-PRODUCTS.PUB',
    keyFingerprint: 'BF4385F91CA5FC005AB39E1C1A8497B11911E097', onlyListed: false, source: thirdParty,
  },
  // Named to people only; no stage uses it, because nothing of CognOS runs on a Coral.
  coral: {
    kind: 'vendor', name: 'Google Coral', url: 'https://packages.cloud.google.com/apt', suite: 'coral-edgetpu-stable', components: ['main'],
    keyUrl: 'https://packages.cloud.google.com/apt/doc/apt-key.gpg', onlyListed: true,
    source: 'Coral’s get-started page; key not verified',
  },
} as const satisfies Record<string, VendorRepository | { components: readonly string[] }>;

/** A copy that can be part of a plan. */
export function vendorRepository(name: keyof typeof vendorRepositories): VendorRepository {
  const { components, ...rest } = vendorRepositories[name];
  return { ...rest, components: [...components] };
}
