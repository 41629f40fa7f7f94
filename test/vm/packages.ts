/** Debian packages that the virtual machine tests need on the machine that runs them. */
import { existsSync } from 'node:fs';
import { execa } from 'execa';

/** Each with a file that only it brings. */
const needed: Record<string, string> = {
  'qemu-system-x86': '/usr/bin/qemu-system-x86_64',
  'qemu-utils': '/usr/bin/qemu-img',
  ovmf: '/usr/share/OVMF/OVMF_CODE_4M.ms.fd',
  'openssh-client': '/usr/bin/ssh',
  mtools: '/usr/bin/mcopy',
  'ipxe-qemu': '/usr/lib/ipxe/qemu/efi-virtio.rom',
  seabios: '/usr/share/seabios/bios-256k.bin',
};

export function missingPackages(present: (path: string) => boolean = existsSync): string[] {
  return Object.entries(needed).filter(([, path]) => !present(path)).map(([name]) => name);
}

/** Installs what is missing when root; otherwise ends the process with 2 and the exact line to run. */
export async function requirePackages(): Promise<void> {
  const missing = missingPackages();
  if (missing.length === 0) return;
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...missing];
  if (process.getuid?.() !== 0) {
    process.stderr.write(`Virtual machines need Debian packages that are missing here. Run:\n  sudo ${install.join(' ')}\n`);
    process.exit(2);
  }
  process.stderr.write(`Installing ${missing.join(', ')}.\n`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await execa('apt-get', ['update', '-q'], { env, reject: false });
  await execa('apt-get', install.slice(1), { env, stdout: 'ignore', stderr: 'inherit' });
}
