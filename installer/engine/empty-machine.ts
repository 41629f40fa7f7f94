/** A machine of which nothing is known: what defaults are made for until it was looked at. */
import type { Machine } from '../../shared/machine/machine.ts';

export const emptyMachine: Machine = {
  version: 1, provenance: { kind: 'documented', note: 'not looked at yet' }, architecture: 'x86_64', firmware: { kind: 'uefi', secureBoot: 'unsupported' }, tpm: { present: false },
  virtualisation: 'none', product: {}, cpu: { vendor: '', model: '', flags: [], features: [], sockets: 0, cores: 0, threads: 0, numa: [] }, memory: { bytes: 0 },
  disks: [], nics: [], pci: [], usb: [], accelerators: [], unseen: [],
};
