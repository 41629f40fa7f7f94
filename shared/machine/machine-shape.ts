import type { Accelerator, PcieLink } from './accelerator.ts';
import { cpuFeatureNames } from './cpu-features.ts';
import type { Content, Cpu, Disk, Firmware, Machine, Medium, Nic, Partition, PciDevice, SystemImage, UsbDevice, Use } from './machine.ts';
import { count, either, flag, listOf, matching, measure, oneOf, optional, pairOf, record, text } from './shape.ts';

const devicePath = matching(/^\/dev\/[^\0]+$/, 'a path under /dev');
const hex4 = matching(/^[0-9a-f]{4}$/, 'four lower-case hex digits');
const hex6 = matching(/^[0-9a-f]{6}$/, 'six lower-case hex digits');
const architecture = oneOf('x86_64', 'aarch64', 'riscv64');
const sectorBytes = oneOf(512, 520, 528, 1024, 2048, 4096, 8192, 16384, 32768, 65536);

type RecordedCpu = Omit<Cpu, 'features'> & Partial<Pick<Cpu, 'features'>>;
/** Records made before accelerators and CPU features were read have neither. */
export type RecordedMachine = Omit<Machine, 'accelerators' | 'cpu'> & Partial<Pick<Machine, 'accelerators'>> & { cpu: RecordedCpu };

const firmware = record<Firmware>({
  kind: oneOf('uefi', 'bios', 'devicetree'),
  bits: optional(oneOf(32, 64)),
  secureBoot: oneOf('enabled', 'disabled', 'setup-mode', 'unsupported'),
  variablesWritable: optional(flag),
  vendor: optional(text),
  version: optional(text),
});

const cpu = record<RecordedCpu>({
  vendor: text,
  model: text,
  flags: listOf(text),
  features: optional(listOf(oneOf(...cpuFeatureNames))),
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

const link = record<PcieLink>({ speedGTs: optional(measure), width: optional(count), maxSpeedGTs: optional(measure), maxWidth: optional(count) });

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
  link: optional(link),
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
  class: hex6,
  vendor: hex4,
  device: hex4,
  subsystemVendor: optional(hex4),
  subsystemDevice: optional(hex4),
  driver: optional(text),
});

const usb = record<UsbDevice>({ address: text, vendor: hex4, product: hex4, manufacturer: optional(text), name: optional(text) });

type PciPlace = Extract<Accelerator['bus'], { kind: 'pci' }>;
type UsbPlace = Extract<Accelerator['bus'], { kind: 'usb' }>;

const accelerator = record<Accelerator>({
  id: text,
  family: oneOf('nvidia', 'amd', 'intel-gpu', 'intel-npu', 'coral', 'neural-compute-stick', 'hailo', 'gaudi', 'other'),
  name: text,
  vendor: hex4,
  device: hex4,
  bus: either<Accelerator['bus']>('kind', {
    pci: record<PciPlace>({ kind: oneOf('pci'), address: text, class: hex6, numaNode: optional(count), link: optional(link) }),
    usb: record<UsbPlace>({ kind: oneOf('usb'), address: text, speedMbps: optional(measure) }),
  }),
  driver: optional(text),
  integrated: flag,
  memory: either<Accelerator['memory']>(undefined, {
    bytes: record<Extract<Accelerator['memory'], { bytes: number }>>({ bytes: count, source: text }),
    unknown: record<Extract<Accelerator['memory'], { unknown: string }>>({ unknown: text }),
  }),
  runs: oneOf('llm', 'vision', 'nothing-yet'),
  why: text,
  change: optional(text),
});

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

export const machineShape = record<RecordedMachine>({
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
  accelerators: optional(listOf(accelerator)),
  medium: optional(record<Medium>({ mountpoint: text, label: text, image: systemImageShape })),
  unseen: listOf(text),
});
