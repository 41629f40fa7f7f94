import type { Machine } from '../../shared/machine/machine.ts';
import type { Step } from '../../shared/plan/step.ts';
import { bootFolder, espGrubConfig, grubDefaults, grubMenu } from './boot-menu.ts';
import { planInitrd } from './plan-initrd.ts';
import { writeText } from './write-text.ts';
import type { Layout } from './storage-spec.ts';
import type { Volumes } from './volumes.ts';

interface Request { machine: Machine; device: string; volumes: Volumes; layout: Layout; kernel: string; words: string }

/** Menus first, boot code last: an interrupted install must not start half a system. */
export function planBootloader({ machine, device, volumes, layout, kernel, words }: Request): Step[] {
  const boot = bootFolder(volumes, layout);
  const root = volumes.root.crypt ? volumes.root.device : `UUID=${volumes.root.fsUuid}`;
  return [
    ...(volumes.root.crypt ? planInitrd(kernel, volumes.root.crypt) : []),
    // grub-cloud-amd64 leaves both boot ways alone at an upgrade unless this file is there.
    writeText('grub-upgrades', '/etc/grub.d/enable_cloud', 'Upgrades of GRUB and shim renew the boot code of this disk, BIOS and UEFI.\n'),
    writeText('grub-defaults', '/etc/default/grub', grubDefaults),
    writeText('grub-menu', '/boot/grub/grub.cfg', grubMenu({ layout, root, boot, kernel, words }), 0o600),
    writeText('esp-grub-config', '/boot/efi/EFI/debian/grub.cfg', espGrubConfig(boot)),
    {
      id: 'install-bootloader', kind: 'install-bootloader', label: 'Making the disk bootable', weight: 3, device,
      espUuid: volumes.esp.partition.uuid, firmware: machine.firmware.kind === 'uefi' ? 'uefi' : 'bios', architecture: machine.architecture,
      ...(machine.architecture === 'x86_64' ? { biosCoreImage: `core-${volumes.boot ? 'boot' : layout}.img` } : {}),
    },
  ];
}
