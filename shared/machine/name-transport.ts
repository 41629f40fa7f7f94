import type { BlockDevice } from './block-device.ts';
import type { Disk } from './machine.ts';

type Transport = Disk['transport'];
const known: Record<string, Transport> = {
  nvme: 'nvme', sata: 'sata', ata: 'sata', sas: 'sas', usb: 'usb', virtio: 'virtio', mmc: 'mmc', iscsi: 'iscsi', fc: 'fc', fcoe: 'fc', spi: 'scsi',
};

/** lsblk 2.38 leaves TRAN empty for virtio and memory cards, so the device's name and bus decide there. */
export function nameTransport({ tran, kname, subsystems }: BlockDevice): Transport {
  if (tran && known[tran]) return known[tran];
  if (/^nvme/.test(kname)) return 'nvme';
  if (/^vd/.test(kname)) return 'virtio';
  if (/^mmcblk/.test(kname)) return 'mmc';
  return /^s[dr]/.test(kname) || subsystems?.includes('scsi') ? 'scsi' : 'other';
}
