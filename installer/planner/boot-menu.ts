/**
 * The boot menu as text, so that no grub-mkconfig runs during an install (it takes longer than writing the
 * system). The first update-grub on the target replaces it with Debian's own, made from the same defaults.
 */
import type { Layout } from './storage-spec.ts';
import type { Volumes } from './volumes.ts';

/** Both consoles on every machine: a server is looked at over serial as often as on a screen. */
export const consoles = 'console=tty0 console=ttyS0,115200';

/** Where kernels and GRUB's own files lie: in the root filesystem, or in one beside it that is not encrypted. */
export interface BootFolder { fs: Layout; uuid: string; /** On that filesystem. */ folder: '' | '/boot' | '/@/boot' }
export interface BootMenu { layout: Layout; /** As root= has it. */ root: string; boot: BootFolder; kernel: string; words: string }

export function bootFolder({ root, boot }: Pick<Volumes, 'root' | 'boot'>, layout: Layout): BootFolder {
  if (boot) return { fs: 'ext4', uuid: boot.fsUuid, folder: '' };
  return { fs: layout, uuid: root.fsUuid, folder: layout === 'btrfs' ? '/@/boot' : '/boot' };
}

/** @param words on the kernel's line, beside what every start needs */
export function grubMenu({ layout, root: device, boot, kernel, words }: BootMenu): string {
  const root = `root=${device} ro${layout === 'btrfs' ? ' rootflags=subvol=@' : ''} ${consoles}${words === '' ? '' : ` ${words}`}`;
  const entry = (title: string, line: string): string => `menuentry '${title}' --class debian --class gnu-linux --class os {
  insmod part_gpt
  insmod ${boot.fs === 'btrfs' ? 'btrfs' : 'ext2'}
  search --no-floppy --fs-uuid --set=root ${boot.uuid}
  linux ${boot.folder}/vmlinuz-${kernel} ${line}
  initrd ${boot.folder}/initrd.img-${kernel}
}
`;
  return `# Written by the CognOS installer; update-grub replaces it.
set default=0
set timeout=2
if serial --unit=0 --speed=115200; then
  terminal_input console serial
  terminal_output console serial
fi
${entry('CognOS', root)}${entry('CognOS (recovery mode)', `${root} single`)}`;
}

/** On the ESP, beside Debian's signed GRUB, which looks for it there: where the real menu is. */
export function espGrubConfig({ uuid, folder }: BootFolder): string {
  return `search.fs_uuid ${uuid} root
set prefix=($root)'${folder}/grub'
configfile $prefix/grub.cfg
`;
}

/** /etc/default/grub, for the menus that update-grub makes later. */
export const grubDefaults = `# Written by the CognOS installer. Run update-grub after a change.
GRUB_DEFAULT=0
GRUB_TIMEOUT=2
GRUB_DISTRIBUTOR=CognOS
GRUB_CMDLINE_LINUX_DEFAULT=""
GRUB_CMDLINE_LINUX="${consoles}"
GRUB_TERMINAL="console serial"
GRUB_SERIAL_COMMAND="serial --unit=0 --speed=115200"
`;
