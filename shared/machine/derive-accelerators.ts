import type { Accelerator } from './accelerator.ts';
import { assessPci, assessUsb } from './assess-accelerator.ts';
import type { Machine } from './machine.ts';

/** What the lists of devices alone say: for records made before accelerators were read. No link, no memory from a driver. */
export function deriveAccelerators({ pci, usb }: Pick<Machine, 'pci' | 'usb'>): Accelerator[] {
  return [...pci.map((device) => assessPci(device)), ...usb.map((device) => assessUsb(device))].filter((each) => each !== undefined);
}
