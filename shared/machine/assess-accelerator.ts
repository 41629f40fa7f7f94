import type { Accelerator, PcieLink } from './accelerator.ts';
import { findModel, findPciFamily, findUsbFamily } from './accelerator-table.ts';
import type { FamilyRow, ModelRow } from './accelerator-table.ts';
import type { PciDevice, UsbDevice } from './machine.ts';

/** What sysfs says of one device beyond its ids; everything may be absent. */
export interface AcceleratorFacts {
  /** From pci.ids, where it is installed. */
  name?: string;
  numaNode?: number;
  /** Told of cards only: what is part of the processor has no real one. */
  link?: PcieLink;
  speedMbps?: number;
  driver?: string;
  /** Bytes of its own memory as the driver tells them, and in which file. */
  memory?: { bytes: number; source: string };
  /** Size of PCI BAR 2, where Intel's cards show their memory. */
  windowBytes?: number;
  /** The driver knows whether the GPU is part of the processor. */
  integrated?: boolean;
}

const gib = 1024 ** 3;

/** Undefined when the table knows the device as no accelerator. */
export function assessPci(device: PciDevice, facts: AcceleratorFacts = {}): Accelerator | undefined {
  const row = findPciFamily(device);
  if (!row) return undefined;
  const model = findModel(device.vendor, device.device);
  const integrated = facts.integrated ?? row.integrated;
  return {
    id: `pci-${device.address}`,
    family: row.family,
    name: model?.name ?? facts.name ?? `${row.name} ${device.vendor}:${device.device}`,
    vendor: device.vendor,
    device: device.device,
    bus: { kind: 'pci', address: device.address, class: device.class, ...present({ numaNode: facts.numaNode, link: integrated ? undefined : facts.link }) },
    ...present({ driver: device.driver }),
    integrated,
    memory: integrated ? { unknown: 'It shares the machine\'s memory.' } : judgeMemory(row, model, facts),
    ...judgeUse(row, device.driver),
  };
}

export function assessUsb(device: UsbDevice, facts: AcceleratorFacts = {}): Accelerator | undefined {
  const row = findUsbFamily(device);
  if (!row) return undefined;
  return {
    id: `usb-${device.address}`,
    family: row.family,
    name: row.name,
    vendor: device.vendor,
    device: device.product,
    bus: { kind: 'usb', address: device.address, ...present({ speedMbps: facts.speedMbps }) },
    ...present({ driver: facts.driver }),
    integrated: row.integrated,
    memory: judgeMemory(row, undefined, facts),
    ...judgeUse(row, facts.driver),
  };
}

/** `modules` drive it already: then nothing has to change, unless more than a driver is missing. */
function judgeUse({ modules, runs, why, change, always }: FamilyRow, driver: string | undefined): Pick<Accelerator, 'runs' | 'why' | 'change'> {
  if (driver === 'vfio-pci') return { runs: 'nothing-yet', why: 'It is set aside for virtual machines (driver vfio-pci).', change: 'Give it back to its own driver.' };
  const isReady = runs === 'llm' && !always && driver !== undefined && modules.includes(driver);
  return { runs, why, ...isReady ? {} : { change } };
}

function judgeMemory(row: FamilyRow, model: ModelRow | undefined, { memory, windowBytes }: AcceleratorFacts): Accelerator['memory'] {
  if (memory) return memory;
  const sizes = model?.memoryGiB ?? [];
  const [size] = sizes.length > 1 ? sizes.filter((each) => windowBytes === nextPowerOfTwo(each) * gib) : sizes;
  if (model && size !== undefined) {
    return { bytes: size * gib, source: `${model.source}${sizes.length > 1 ? '; which of its sizes: BAR 2' : ''}` };
  }
  if (sizes.length > 1) return { unknown: `It was sold with ${sizes.slice(0, -1).join(', ')} or ${sizes.at(-1)} GiB; only its driver says which.` };
  return { unknown: row.memoryUnknown };
}

/** i915 and xe make the window as large as the memory, rounded up to a power of two (i915_resize_lmem_bar). */
function nextPowerOfTwo(value: number): number {
  return 2 ** Math.ceil(Math.log2(value));
}

/** Without the fields that are undefined: a record reads back from its JSON as it was. */
function present<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}
