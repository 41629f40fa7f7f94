/** Debian packages for the medium and the virtual machines, on the machine that runs the tests. */
import { cloudImagePackages, ensurePackages, isoPackages, MissingPackagesError, type BuildPackage } from '../../installer/medium/build-packages.ts';
import { guiPackages } from '../gui/packages.ts';
import { scanPackages } from '../scan/packages.ts';

export const vmPackages: readonly BuildPackage[] = [
  { name: 'qemu-system-x86', provides: 'qemu-system-x86_64' },
  { name: 'qemu-utils', provides: 'qemu-img' },
  { name: 'ovmf', provides: '/usr/share/OVMF/OVMF_CODE_4M.ms.fd' },
  { name: 'openssh-client', provides: 'ssh' },
  { name: 'ipxe-qemu', provides: '/usr/lib/ipxe/qemu/efi-virtio.rom' },
  // Tests of downloads run the real thing.
  { name: 'aria2', provides: 'aria2c' },
  { name: 'curl', provides: 'curl' },
  { name: 'nftables', provides: 'nft' },
  { name: 'iproute2', provides: 'ip' },
  { name: 'iputils-ping', provides: 'ping' },
  // What judges the sandboxes of our services.
  { name: 'systemd', provides: 'systemd-analyze' },
  { name: 'apparmor', provides: 'apparmor_parser' },
  { name: 'dnsmasq-base', provides: 'dnsmasq' },
  { name: 'seabios', provides: '/usr/share/seabios/bios-256k.bin' },
];

/** Installs what is missing when root; otherwise ends the process with 2 and the exact line to run. */
export async function requirePackages(): Promise<void> {
  try {
    await ensurePackages([...isoPackages, ...cloudImagePackages, ...scanPackages, ...guiPackages, ...vmPackages]);
  } catch (error) {
    if (!(error instanceof MissingPackagesError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}
