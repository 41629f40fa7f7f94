/**
 * Which machine is it? By its SMBIOS UUID, else by its first MAC address. A UUID that two machines have (there are boards
 * that come with the same) tells neither: then the second goes by its MAC address.
 */
import type { Store } from '../store/open-store.ts';
import { findByMac, findMachine, macsOfMachine } from '../store/machines.ts';
import type { MachineRecord } from '../store/machine-record.ts';

export interface Names { uuid: string | undefined; macs: readonly string[]; serial: string | undefined }

/** Undefined for a machine that has neither. Reads only. */
export function identify(store: Store, { uuid, macs, serial }: Names): string | undefined {
  if (uuid !== undefined) {
    const known = findMachine(store, uuid);
    if (!known || isSame(store, known, macs, serial)) return uuid;
  }
  return macs.find((mac) => findMachine(store, mac) !== undefined) ?? macs[0];
}

/** A menu is asked for with less: iPXE may know all of it, GRUB knows a MAC address. */
export function identifyAsked(store: Store, names: Names): string | undefined {
  const byMac = names.macs.map((mac) => findByMac(store, mac)).find((record) => record !== undefined);
  return byMac?.id ?? identify(store, names);
}

function isSame(store: Store, known: MachineRecord, macs: readonly string[], serial: string | undefined): boolean {
  const before = macsOfMachine(store, known.id);
  return before.length === 0 || macs.length === 0 || macs.some((mac) => before.includes(mac)) || (serial !== undefined && serial === known.serial);
}
