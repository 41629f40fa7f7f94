/** The command line of QEMU. Pure: the same options always give the same argv. */
import type { Accelerator } from './accelerator.ts';
import { blockdev, type VmDisk } from './disk.ts';
import { firmwareArguments, type FirmwareKind } from './firmware.ts';

export interface QemuOptions {
  accelerator: Accelerator;
  memoryMiB: number;
  cpus: number;
  firmware: FirmwareKind;
  /** Path of this machine's UEFI variable store. */
  variables: string;
  disks: readonly VmDisk[];
  iso?: { path: string; as: 'scsi-cd' | 'usb-storage' };
  /** Image of a volume with user-data (cidata.ts). */
  cidata?: string;
  kernel?: { kernel: string; initrd?: string; append: string };
  sshPort: number;
  /** A card on a tap device that is there already, beside the user network; the firmware starts from it when no disk can be started. */
  tap?: { device: string; mac: string; first?: boolean; /** UEFI starts by HTTP boot alone, not by PXE. */ http?: boolean };
  /** What SMBIOS says: which machine this is. */
  identity?: { uuid: string; serial: string };
  /** No way out of the guest's network but to this host. */
  offline?: boolean;
  /** What the battery-backed clock says at power-on, UTC: `1970-01-01T00:00:00`. */
  clock?: string;
  /** A sound card; what it plays goes into this file (WAV, 44.1 kHz, 16 bit, stereo, its header only complete once QEMU has ended). */
  sound?: string;
  /** QEMU ends, rather than boots again, when the guest reboots. */
  endOnReboot?: boolean;
  qmpSocket: string;
  serialSocket: string;
  serialLog: string;
}

export function qemuArguments(options: QemuOptions): string[] {
  return [
    '-nodefaults', '-no-user-config', '-S',
    ...firmwareArguments(options.firmware, options.variables),
    // Emulated string instructions go byte by byte: a kernel that trusts them clears a page that once held code in seconds. And
    // each process, whose libraries lie elsewhere in memory than those of the last, is translated anew: left to itself QEMU keeps a
    // gigabyte of that, and looks through what belongs to a page at each write to it. Seen: systemd's generators took 138 s, not 9.
    // With half of this a browser was translated several times over: 23 s more from power-on to the wizard, on one processor.
    ...(options.accelerator === 'kvm' ? ['-accel', 'kvm', '-cpu', 'host'] : ['-accel', 'tcg,thread=multi,tb-size=256', '-cpu', 'max,erms=off,fsrm=off']),
    '-smp', String(options.cpus), '-m', String(options.memoryMiB),
    '-display', 'none', '-vga', 'std',
    '-chardev', `socket,id=qmp,server=on,wait=off,path=${escape(options.qmpSocket)}`, '-mon', 'chardev=qmp,mode=control',
    '-chardev', `socket,id=serial,server=on,wait=off,path=${escape(options.serialSocket)},logfile=${escape(options.serialLog)},logappend=on`,
    '-serial', 'chardev:serial',
    '-netdev', `user,id=net0,hostfwd=tcp:127.0.0.1:${options.sshPort}-:22${options.offline ? ',restrict=on' : ''}`,
    // Without a boot ROM where another card is the one to start from.
    '-device', `virtio-net-pci,netdev=net0${options.tap ? ',romfile=' : ''}`, '-device', 'virtio-rng-pci',
    ...tapArguments(options), ...identityArguments(options),
    '-device', 'virtio-scsi-pci,id=scsi', '-device', 'qemu-xhci,id=usb',
    ...isoArguments(options),
    ...options.disks.flatMap((disk, index) => diskArguments(disk, index)),
    ...cidataArguments(options),
    ...kernelArguments(options),
    ...(options.sound === undefined ? [] : ['-audiodev', `wav,id=sound,path=${escape(options.sound)}`, '-device', 'intel-hda', '-device', 'hda-output,audiodev=sound']),
    ...(options.endOnReboot ? ['-no-reboot'] : []),
    ...(options.clock === undefined ? [] : ['-rtc', `base=${options.clock}`]),
  ];
}

/** SeaBIOS starts from the network by the card's iPXE only; UEFI has a driver and PXE of its own, as servers have. */
function tapArguments({ tap, firmware }: QemuOptions): string[] {
  if (!tap) return [];
  const rom = firmware === 'bios' ? '' : ',romfile=';
  // OvmfPkg's README: the network stack's switches.
  const byHttp = tap.http ? ['4', '6'].flatMap((version) => ['-fw_cfg', `name=opt/org.tianocore/IPv${version}PXESupport,string=n`]) : [];
  return [...byHttp, '-netdev', `tap,id=net1,ifname=${escape(tap.device)},script=no,downscript=no`, '-device', `virtio-net-pci,netdev=net1,mac=${tap.mac},bootindex=${tap.first ? 0 : 100}${rom}`];
}

function identityArguments({ identity }: QemuOptions): string[] {
  if (!identity) return [];
  return ['-uuid', identity.uuid, '-smbios', `type=1,uuid=${identity.uuid},serial=${escape(identity.serial)},manufacturer=QEMU,product=Standard PC`];
}

/** QMP id of the disk at `index`. */
export function diskId(disk: VmDisk, index: number): string {
  return disk.id ?? `disk${index}`;
}

function diskArguments(disk: VmDisk, index: number): string[] {
  const id = diskId(disk, index);
  const node = `${id}-node`;
  const sector = disk.logicalSector ?? 512;
  const common = `id=${id},drive=${node},serial=${escape(disk.serial ?? id)},bootindex=${index + 1}`
    + `,logical_block_size=${sector},physical_block_size=${Math.max(sector, 512)}`;
  return ['-blockdev', JSON.stringify(blockdev(disk, node)), ...deviceArguments(disk, id, index, common)];
}

function deviceArguments(disk: VmDisk, id: string, index: number, common: string): string[] {
  // On q35 only what sits behind a root port can be unplugged.
  const port = ['-device', `pcie-root-port,id=${id}-port,chassis=${index + 1},slot=${index + 1}`];
  switch (disk.transport ?? 'virtio') {
    case 'virtio': return [...port, '-device', `virtio-blk-pci,bus=${id}-port,werror=report,rerror=report,${common}`];
    case 'nvme': return [...port, '-device', `nvme,bus=${id}-port,${common}`];
    case 'scsi': return ['-device', `scsi-hd,bus=scsi.0,werror=report,rerror=report,${common}`];
    case 'usb': return ['-device', `usb-storage,bus=usb.0,werror=report,rerror=report,${common}`];
  }
}

function isoArguments({ iso, kernel }: QemuOptions): string[] {
  if (!iso) return [];
  const image = JSON.stringify({ driver: 'raw', 'node-name': 'iso-node', 'read-only': true, file: { driver: 'file', filename: iso.path, 'read-only': true } });
  // With -kernel QEMU itself takes boot index 0, for its own loader.
  const device = iso.as === 'scsi-cd' ? 'scsi-cd,bus=scsi.0,serial=cognos-medium' : 'usb-storage,bus=usb.0,removable=on,serial=cognos-medium';
  return ['-blockdev', image, '-device', `${device},id=iso,drive=iso-node${kernel ? '' : ',bootindex=0'}`];
}

function cidataArguments({ cidata }: QemuOptions): string[] {
  if (!cidata) return [];
  const disk = { path: cidata, format: 'raw' as const, readOnly: true };
  return ['-blockdev', JSON.stringify(blockdev(disk, 'cidata-node')), '-device', 'virtio-blk-pci,id=cidata,drive=cidata-node,serial=cidata'];
}

function kernelArguments({ kernel }: QemuOptions): string[] {
  if (!kernel) return [];
  return ['-kernel', kernel.kernel, ...(kernel.initrd ? ['-initrd', kernel.initrd] : []), '-append', kernel.append];
}

// A comma ends a value in QEMU's option strings unless it is doubled.
function escape(value: string): string {
  return value.replaceAll(',', ',,');
}
