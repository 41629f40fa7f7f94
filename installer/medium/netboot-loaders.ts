/**
 * The loaders of machines that start from the network, in `netboot/` of the medium: for UEFI Debian's signed shim and
 * the signed GRUB that knows networks, as shim asks for it, of the target's own packages; iPXE for BIOS from the package
 * ipxe of the machine that builds.
 */
import { join } from 'node:path';

export const ipxeFolder = '/usr/lib/ipxe';

export function netbootLoaders(base: string): [from: string, to: string][] {
  return [
    [join(base, 'usr/lib/shim/shimx64.efi.signed'), 'netboot/shimx64.efi'],
    [join(base, 'usr/lib/shim/mmx64.efi.signed'), 'netboot/mmx64.efi'],
    [join(base, 'usr/lib/grub/x86_64-efi-signed/grubnetx64.efi.signed'), 'netboot/grubx64.efi'],
    [join(ipxeFolder, 'undionly.kpxe'), 'netboot/undionly.kpxe'],
    [join(ipxeFolder, 'ipxe.efi'), 'netboot/ipxe.efi'],
  ];
}
