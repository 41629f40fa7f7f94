/** What must be true of the machine before a disk is looked at: one sentence each. */
import type { Finding } from '../../shared/errors.ts';
import { formatBinaryBytes } from '../../shared/machine/format-bytes.ts';
import type { Machine } from '../../shared/machine/machine.ts';

/** The kernel keeps some of a 1 GiB machine's memory for itself before MemTotal is counted. */
const minimumMemory = 800 * 1024 ** 2;

export function preflight(machine: Machine): Finding[] {
  const findings: Finding[] = [];
  const refuse = (code: string, message: string, values?: Finding['values']): void => { findings.push({ severity: 'error', code, path: '', message, ...(values ? { values } : {}) }); };
  if (machine.memory.bytes < minimumMemory) refuse('too-little-memory', `this machine has ${formatBinaryBytes(machine.memory.bytes)} of memory, CognOS needs 1 GiB to be installed; add memory`, { memory: formatBinaryBytes(machine.memory.bytes) });
  if (machine.firmware.kind === 'uefi' && machine.firmware.bits === 32) refuse('firmware-32-bit', 'this machine has a 32-bit UEFI and Debian signs no 32-bit GRUB for a 64-bit system; switch the firmware to BIOS (CSM) mode');
  const { medium } = machine;
  if (!medium) refuse('no-medium', 'this system was not started from a CognOS medium, so there is no system to install; start the machine from one');
  else if (medium.image.architecture !== machine.architecture) refuse('wrong-architecture', `the medium carries a system for ${medium.image.architecture}, this machine is ${machine.architecture}; use the medium for ${machine.architecture}`, { medium: medium.image.architecture, machine: machine.architecture });
  return findings;
}
