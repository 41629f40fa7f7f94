import table from '../../assets/accelerators.json' with { type: 'json' };
import type { Accelerator, AcceleratorFamily } from './accelerator.ts';
import type { PciDevice, UsbDevice } from './machine.ts';

/** A row of `families` in assets/accelerators.json (the schema beside it says what each field means). */
export interface FamilyRow {
  id: string;
  family: AcceleratorFamily;
  name: string;
  match: { bus: string; vendor: string; devices?: string[]; classes?: string[]; slot?: string };
  modules: string[];
  integrated: boolean;
  memoryUnknown: string;
  runs: Accelerator['runs'];
  why: string;
  change: string;
  /** The change is still to be made when one of the modules drives the device. */
  always?: boolean;
  source: string;
}

/** What is known of one device id; several sizes where the maker sold several under one id. */
export interface ModelRow {
  vendor: string;
  device: string;
  name: string;
  memoryGiB?: number[];
  source: string;
}

export interface AcceleratorTable {
  families: FamilyRow[];
  /** Adapters that draw a screen and compute nothing: of virtual machines and of servers' management controllers. */
  displays: { vendor: string; devices: string[]; name: string; source: string }[];
  models: ModelRow[];
}

export const acceleratorTable = table as AcceleratorTable;

/** The first row that fits; undefined for all that is no accelerator, plain display adapters included. */
export function findPciFamily(device: Pick<PciDevice, 'address' | 'class' | 'vendor' | 'device'>): FamilyRow | undefined {
  if (acceleratorTable.displays.some(({ vendor, devices }) => vendor === device.vendor && isListed(device.device, devices))) return undefined;
  return acceleratorTable.families.find(({ match }) => match.bus === 'pci'
    && (match.vendor === '*' || match.vendor === device.vendor)
    && (!match.devices || isListed(device.device, match.devices))
    && (!match.classes || match.classes.includes(device.class.slice(0, 4)))
    && (!match.slot || device.address.endsWith(`:${match.slot}`)));
}

export function findUsbFamily({ vendor, product }: Pick<UsbDevice, 'vendor' | 'product'>): FamilyRow | undefined {
  return acceleratorTable.families.find(({ match }) => match.bus === 'usb' && match.vendor === vendor && isListed(product, match.devices ?? []));
}

export function findModel(vendor: string, device: string): ModelRow | undefined {
  return acceleratorTable.models.find((model) => model.vendor === vendor && model.device === device);
}

/** Ids and ranges of four lower-case hex digits: they sort as text in the order of their values. */
function isListed(id: string, list: readonly string[]): boolean {
  return /^[0-9a-f]{4}$/.test(id) && list.some((each) => {
    const [first = '', last = first] = each.split('-');
    return id >= first && id <= last;
  });
}
