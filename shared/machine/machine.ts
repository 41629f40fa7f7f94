import type { Accelerator, PcieLink } from './accelerator.ts';
import type { CpuFeature } from './cpu-features.ts';

/**
 * Machine: what is. Plain JSON, the recorded-machine format of the tests (`cognos-install probe --json`).
 * `undefined` (absent in JSON) always means "could not be seen"; `unseen` says why.
 */

export type Architecture = 'x86_64' | 'aarch64' | 'riscv64';

export interface Machine {
  version: 1;
  /** How this record came to be: probed on real hardware, in a VM, or written from documentation. */
  provenance: { kind: 'probed' | 'documented'; note: string };
  architecture: Architecture;
  firmware: Firmware;
  tpm: { present: boolean; version?: '1.2' | '2.0' };
  /** `none` on bare metal, else as `systemd-detect-virt` names it: kvm, qemu, vmware, microsoft, amazon… */
  virtualisation: string;
  product: { vendor?: string; name?: string; serial?: string; uuid?: string; assetTag?: string };
  cpu: Cpu;
  memory: { bytes: number };
  disks: Disk[];
  nics: Nic[];
  pci: PciDevice[];
  usb: UsbDevice[];
  /** GPUs and the like among `pci` and `usb`, with what each is good for. */
  accelerators: Accelerator[];
  /** The medium this system was booted from, when it is an install medium. */
  medium?: Medium;
  /** What could not be seen and why: one sentence each, e.g. "dmidecode needs root". */
  unseen: string[];
}

export interface Firmware {
  kind: 'uefi' | 'bios' | 'devicetree';
  /** Width of the UEFI itself; 32-bit ones exist on 64-bit CPUs. */
  bits?: 32 | 64;
  secureBoot: 'enabled' | 'disabled' | 'setup-mode' | 'unsupported';
  /** False when efivarfs is absent or read-only: boot entries cannot be written. */
  variablesWritable?: boolean;
  vendor?: string;
  version?: string;
}

export interface Cpu {
  vendor: string;
  model: string;
  /** As /proc/cpuinfo spells them (`flags` on x86, `Features` on Arm). */
  flags: string[];
  /** Those of the flags that a language model gains from. */
  features: CpuFeature[];
  sockets: number;
  cores: number;
  threads: number;
  numa: { node: number; cpus: string; memoryBytes?: number }[];
}

export interface Disk {
  /** `/dev/nvme0n1`: today's name, never to be relied on after a reboot. */
  path: string;
  /** Every `/dev/disk/by-id/*` link to the whole disk, sorted. */
  byId: string[];
  serial?: string;
  /** As udev gives it: `eui.…`, `naa.…`, `0x5000…`. */
  wwn?: string;
  vendor?: string;
  model?: string;
  transport: 'nvme' | 'sata' | 'sas' | 'usb' | 'virtio' | 'mmc' | 'iscsi' | 'fc' | 'scsi' | 'other';
  rotational: boolean;
  removable: boolean;
  readOnly: boolean;
  bytes: number;
  /** NVMe: the PCIe link to the disk, where the kernel names it. */
  link?: PcieLink;
  logicalSectorBytes: number;
  physicalSectorBytes: number;
  partitionTable?: { kind: 'gpt' | 'dos' | 'other'; uuid?: string };
  /** What is on the whole disk when it is not a partition table: a filesystem or a member of something. */
  content?: Content;
  partitions: Partition[];
  /** Reasons why this disk is in use now; a disk in use is never touched. */
  uses: Use[];
  /** Multipath: the other paths to the same disk; the record itself stands for the multipath device. */
  paths?: string[];
  /** True for the disk (or optical drive) the running install medium is on. */
  isMedium: boolean;
}

export interface Partition {
  path: string;
  number: number;
  startBytes: number;
  bytes: number;
  typeUuid?: string;
  uuid?: string;
  label?: string;
  content?: Content;
  mountpoints: string[];
}

export interface Content {
  /** blkid's TYPE: ext4, ntfs, btrfs, crypto_LUKS, LVM2_member, linux_raid_member, BitLocker, swap… */
  type: string;
  label?: string;
  uuid?: string;
  /** An installed operating system, when one could be recognised: "Windows", "Debian GNU/Linux 12 (bookworm)". */
  os?: string;
  /** For array and volume-group members: the group's name and state. */
  memberOf?: { name: string; kind: 'md' | 'lvm' | 'dm' | 'multipath'; state?: string };
}

export interface Use {
  kind: 'mounted' | 'swap' | 'lvm' | 'md' | 'dm' | 'multipath' | 'medium';
  /** Where: the mountpoint, the array, the volume group. */
  detail: string;
}

export interface Nic {
  name: string;
  mac: string;
  driver?: string;
  link: boolean;
  /** Megabits per second, when the link is up and says. */
  speedMbps?: number;
  wireless: boolean;
}

/** Ids are four lower-case hex digits without 0x; `class` six. */
export interface PciDevice {
  address: string;
  class: string;
  vendor: string;
  device: string;
  subsystemVendor?: string;
  subsystemDevice?: string;
  driver?: string;
}

export interface UsbDevice {
  address: string;
  vendor: string;
  product: string;
  manufacturer?: string;
  name?: string;
}

export interface Medium {
  /** Where it is mounted in the live system. */
  mountpoint: string;
  label: string;
  image: SystemImage;
}

/**
 * The target system on the medium, `cognos/system.json` beside `cognos/system.img`: a btrfs whose unused
 * ranges were left out. `ranges` are [offset in the filesystem, length] in bytes, in the order in which they
 * follow one another in system.img; every other byte of the filesystem is unused.
 */
export interface SystemImage {
  version: 1;
  architecture: Architecture;
  /** Filesystem UUID in the image; every installed copy gets another. */
  uuid: string;
  /** Read-only subvolume that holds the system, relative to the top level. */
  subvolume: string;
  /** Size of the filesystem as a whole: the partition must be at least this. */
  bytes: number;
  /** Bytes of system.img: what is written to disk. */
  usedBytes: number;
  /** Bytes and number of the files when copied out to another filesystem. */
  contentBytes: number;
  files: number;
  /** Kernel release, the suffix of /boot/vmlinuz-*. */
  kernel: string;
  ranges: [offset: number, length: number][];
  /** Hex SHA-256 of system.img. */
  sha256: string;
}
