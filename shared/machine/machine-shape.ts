import type { Content, Cpu, Disk, Firmware, Machine, Medium, Nic, Partition, PciDevice, SystemImage, UsbDevice, Use } from './machine.ts';
import { count, flag, listOf, matching, oneOf, optional, pairOf, record, text } from './shape.ts';

const devicePath = matching(/^\/dev\/[^\0]+$/, 'a path under /dev');
const hex4 = matching(/^[0-9a-f]{4}$/, 'four lower-case hex digits');
const architecture = oneOf('x86_64', 'aarch64', 'riscv64');
const sectorBytes = oneOf(512, 520, 528, 1024, 2048, 4096, 8192, 16384, 32768, 65536);

const firmware = record<Firmware>({
  kind: oneOf('uefi', 'bios', 'devicetree'),
  bits: optional(oneOf(32, 64)),
  secureBoot: oneOf('enabled', 'disabled', 'setup-mode', 'unsupported'),
  variablesWritable: optional(flag),
  vendor: optional(text),
  version: optional(text),
});

const cpu = record<Cpu>({
  vendor: text,
  model: text,
  flags: listOf(text),
  sockets: count,
  cores: count,
  threads: count,
  numa: listOf(record<Cpu['numa'][number]>({ node: count, cpus: text, memoryBytes: optional(count) })),
});

const content = record<Content>({
  type: text,
  label: optional(text),
  uuid: optional(text),
  os: optional(text),
  memberOf: optional(record<NonNullable<Content['memberOf']>>({ name: text, kind: oneOf('md', 'lvm', 'dm', 'multipath'), state: optional(text) })),
});

const partition = record<Partition>({
  path: devicePath,
  number: count,
  startBytes: count,
  bytes: count,
  typeUuid: optional(text),
  uuid: optional(text),
  label: optional(text),
  content: optional(content),
  mountpoints: listOf(text),
});

const disk = record<Disk>({
  path: devicePath,
  byId: listOf(matching(/^\/dev\/disk\/by-id\/[^/]+$/, 'a path under /dev/disk/by-id')),
  serial: optional(text),
  wwn: optional(text),
  vendor: optional(text),
  model: optional(text),
  transport: oneOf('nvme', 'sata', 'sas', 'usb', 'virtio', 'mmc', 'iscsi', 'fc', 'scsi', 'other'),
  rotational: flag,
  removable: flag,
  readOnly: flag,
  bytes: count,
  logicalSectorBytes: sectorBytes,
  physicalSectorBytes: count,
  partitionTable: optional(record<NonNullable<Disk['partitionTable']>>({ kind: oneOf('gpt', 'dos', 'other'), uuid: optional(text) })),
  content: optional(content),
  partitions: listOf(partition),
  uses: listOf(record<Use>({ kind: oneOf('mounted', 'swap', 'lvm', 'md', 'dm', 'multipath', 'medium'), detail: text })),
  paths: optional(listOf(devicePath)),
  isMedium: flag,
});

const nic = record<Nic>({
  name: text,
  mac: matching(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/, 'a MAC address in lower case'),
  driver: optional(text),
  link: flag,
  speedMbps: optional(count),
  wireless: flag,
});

const pci = record<PciDevice>({
  address: text,
  class: matching(/^[0-9a-f]{6}$/, 'six lower-case hex digits'),
  vendor: hex4,
  device: hex4,
  subsystemVendor: optional(hex4),
  subsystemDevice: optional(hex4),
  driver: optional(text),
});

const usb = record<UsbDevice>({ address: text, vendor: hex4, product: hex4, manufacturer: optional(text), name: optional(text) });

export const systemImageShape = record<SystemImage>({
  version: oneOf(1),
  architecture,
  uuid: text,
  subvolume: text,
  bytes: count,
  usedBytes: count,
  contentBytes: count,
  files: count,
  kernel: text,
  ranges: listOf(pairOf(count, count)),
  sha256: matching(/^[0-9a-f]{64}$/, '64 lower-case hex digits'),
});

export const machineShape = record<Machine>({
  version: oneOf(1),
  provenance: record<Machine['provenance']>({ kind: oneOf('probed', 'documented'), note: text }),
  architecture,
  firmware,
  tpm: record<Machine['tpm']>({ present: flag, version: optional(oneOf('1.2', '2.0')) }),
  virtualisation: text,
  product: record<Machine['product']>({ vendor: optional(text), name: optional(text), serial: optional(text), uuid: optional(text), assetTag: optional(text) }),
  cpu,
  memory: record<Machine['memory']>({ bytes: count }),
  disks: listOf(disk),
  nics: listOf(nic),
  pci: listOf(pci),
  usb: listOf(usb),
  medium: optional(record<Medium>({ mountpoint: text, label: text, image: systemImageShape })),
  unseen: listOf(text),
});
