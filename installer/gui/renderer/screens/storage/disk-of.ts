/** Which disk an answer means, whatever it is called today. Pure. */
import type { Disk, Machine } from '../../../../../shared/machine/machine.ts';
import type { DiskName } from '../../../../../shared/protocol/answers.ts';
import type { DiskOffer } from '../../../../../shared/protocol/snapshot.ts';

/** A disk as it is offered, with what the machine knows of it. */
export interface Offered { offer: DiskOffer; disk: Disk }

export function offeredDisks(offers: readonly DiskOffer[], { disks }: Pick<Machine, 'disks'>): Offered[] {
  return offers.flatMap((offer) => {
    const disk = disks.find(({ path }) => path === offer.path);
    return disk ? [{ offer, disk }] : [];
  });
}

export function nameOfDisk({ path, serial, wwn, bytes }: Pick<DiskOffer, 'path' | 'serial' | 'wwn' | 'bytes'>): DiskName {
  return { path, bytes, ...(serial ? { serial } : {}), ...(wwn ? { wwn } : {}) };
}

/** By what it is bound to: a serial, a WWN, and only where it has neither its path. */
export function isSameDisk(name: DiskName | undefined, offer: Pick<DiskOffer, 'path' | 'serial' | 'wwn' | 'bytes'>): boolean {
  if (!name || name.bytes !== offer.bytes) return false;
  if (name.serial !== undefined || name.wwn !== undefined) return name.serial === offer.serial && name.wwn === offer.wwn;
  return name.path === offer.path;
}
