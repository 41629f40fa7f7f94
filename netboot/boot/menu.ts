/** What a boot loader is told to do, as iPXE script and as GRUB configuration. Pure text. */
import { debianShim, espLabel } from '../../shared/plan/esp.ts';
import { checkBase, checkWords } from './kernel-words.ts';

export interface MenuRequest {
  /** Where kernel and initrd are fetched from: `http://SERVER:PORT`. GRUB knows no https, Debian's iPXE no CA of yours. */
  base: string;
  /** `local`: from the disk, because the machine is installed, or has failed and nobody asked for another try. */
  kind: 'install' | 'local';
  /** The kernel line of an install (kernel-words.ts). */
  words: string;
}

/** Seconds between two attempts of a loader, so that machines wait for a server that starts later than they do. */
const pause = 10;

/**
 * The disk's shim by name: whoever ends with success, as GRUB's `exit` does, has the firmware show its own menu instead of
 * trying the next boot entry (UEFI 2.10, 3.1.1).
 */
const fromDisk = `echo "CognOS: this machine starts from its disk"
if search --no-floppy --set=root --label ${espLabel}; then
  chainloader ${debianShim}
  boot
fi
exit
`;

/** Throws a sentence for words or an address that a boot loader would read otherwise. */
export function ipxeMenu({ base, kind, words }: MenuRequest): string {
  const boot = `${checkBase(base)}/boot`;
  // BIOS goes on to its next boot entry: the disk. UEFI does so after a failure only, and Debian's iPXE hangs when it ends with one:
  // there GRUB takes over, whose menu (grubStart) starts the disk by name. Not shim, which cannot read what this iPXE hands it;
  // where iPXE could be loaded by UEFI, there is no Secure Boot.
  if (kind === 'local') return `#!ipxe
echo CognOS: this machine starts from its disk
iseq \${platform} efi && chain tftp://\${next-server}/grubx64.efi ||
exit
`;
  return `#!ipxe
:install
echo CognOS: fetching kernel and initrd from ${boot}
kernel ${boot}/vmlinuz initrd=initrd.img BOOTIF=01-\${netX/mac:hexhyp} ${checkWords(words)} || goto again
initrd --name initrd.img ${boot}/initrd.img || goto again
boot || goto again
:again
echo CognOS: ${boot} does not answer; trying again in ${pause} seconds
imgfree
sleep ${pause}
goto install
`;
}

/** The same for a GRUB that knows http, which Debian's signed one does not (see grubStart). Throws as ipxeMenu does. */
export function grubMenu({ base, kind, words }: MenuRequest): string {
  const device = grubDevice(base);
  if (kind === 'local') return fromDisk;
  return `set timeout=0
echo 'CognOS: fetching kernel and initrd from ${checkBase(base)}/boot'
if linux ${device}/boot/vmlinuz BOOTIF=01-$net_default_mac ${checkWords(words)}; then
  if initrd ${device}/boot/initrd.img; then
    boot
  fi
fi
echo "CognOS: ${base}/boot does not answer; starting again in ${pause} seconds"
sleep ${pause}
reboot
`;
}

/**
 * `grub/grub.cfg` of the TFTP server. Debian's signed GRUB 2.06 knows TFTP and no HTTP, and with Secure Boot no module can be
 * added to it: its menu, kernel and initrd are files of that server. Who has a file in `grub/disk/` starts from its disk; the
 * file is read, as GRUB's `-e` looks through the folder, which TFTP has none of: it is never true there. Who has none reads
 * "not found" for a moment.
 * @param server the TFTP server's address, or a variable of GRUB
 */
export function grubStart(server: string, words: string): string {
  if (!/^([0-9a-z.-]+|\$net_default_server)$/.test(server)) throw new Error(`${JSON.stringify(server)} is no address of a TFTP server`);
  const device = `(tftp,${server})`;
  return `set timeout=0
source ${device}/grub/disk/$net_default_mac
if [ "$from_disk" = 1 ]; then
  ${fromDisk.trimEnd().replaceAll('\n', '\n  ')}
fi
echo "CognOS: fetching kernel and initrd from ${server}"
if linux ${device}/vmlinuz BOOTIF=01-$net_default_mac ${checkWords(words)}; then
  if initrd ${device}/initrd.img; then
    boot
  fi
fi
echo "CognOS: ${server} does not answer; starting again in ${pause} seconds"
sleep ${pause}
reboot
`;
}

/** As it is exported, where nobody knows yet who will serve it: the machine that the loader came from, at our port. */
export const ipxeStartAnywhere = (): string => ipxeStart(anywhere).replaceAll('server.invalid', '${next-server}');
const anywhere = 'http://server.invalid:8480';

/**
 * `ipxe/start.ipxe`: the same for iPXE, which takes no addresses relative to a script that came by DHCP. `uristring` keeps
 * spaces and worse in a serial number from breaking the address.
 */
export function ipxeStart(base: string): string {
  return `#!ipxe
:ask
chain ${checkBase(base)}/menu/ipxe?mac=\${netX/mac}&uuid=\${uuid}&serial=\${serial:uristring}&asset=\${asset:uristring} || goto again
exit
:again
echo CognOS: ${base} does not answer; trying again in ${pause} seconds
sleep ${pause}
goto ask
`;
}

/** GRUB's name of a web server. Throws for https, which it does not know. */
function grubDevice(base: string): string {
  const { protocol, hostname, port } = new URL(checkBase(base));
  if (protocol !== 'http:') throw new Error(`GRUB cannot fetch from ${base}: it knows no https; give an http:// address for what is fetched before the initrd, whose digests check the rest`);
  return `(http,${hostname}${port === '' ? '' : `:${port}`})`;
}
