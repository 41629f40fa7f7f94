import { InstallerError, exitCodes } from '../errors.ts';
import type { Host } from '../system/host.ts';
import type { Architecture, Machine } from './machine.ts';
import { probeAccelerators } from './probe-accelerators.ts';
import { probeCpu } from './probe-cpu.ts';
import { probeDisks } from './probe-disks.ts';
import { probeFirmware } from './probe-firmware.ts';
import { probeMemory } from './probe-memory.ts';
import { probeNics } from './probe-nics.ts';
import { probePci } from './probe-pci.ts';
import { probeProduct } from './probe-product.ts';
import { probeTpm } from './probe-tpm.ts';
import { probeUsb } from './probe-usb.ts';
import { tryRun } from './view.ts';
import type { View } from './view.ts';

/**
 * Looks at the machine without changing it: nothing is mounted, loaded or written. Works without root and
 * says in `unseen` what it could not see. Throws InstallerError when disks, memory or architecture stay unknown.
 */
export async function probeMachine(host: Host, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<Machine> {
  const view: View = { host, signal, unseen: new Set() };
  const architecture = await probeArchitecture(view);
  const [firmware, tpm, virtualisation, product, cpu, memory, { disks, medium }, nics, pci, usb] = await Promise.all([
    probeFirmware(view, architecture), probeTpm(view), probeVirtualisation(view), probeProduct(view), probeCpu(view, architecture),
    probeMemory(view), probeDisks(view), probeNics(view), probePci(view), probeUsb(view)]);
  const accelerators = await probeAccelerators(view, pci, usb);
  signal?.throwIfAborted();
  return dropUndefined({
    version: 1, provenance: { kind: 'probed', note: 'Probed by cognos-install.' },
    architecture, firmware, tpm, virtualisation, product, cpu, memory, disks, nics, pci, usb, accelerators, medium, unseen: [...view.unseen].sort(),
  });
}

async function probeArchitecture(view: View): Promise<Architecture> {
  const name = (await tryRun(view, 'uname', ['-m'], { unknown: 'The architecture' }))?.trim();
  if (name === 'x86_64' || name === 'aarch64' || name === 'riscv64') return name;
  throw new InstallerError({
    code: 'architecture-unknown',
    message: `This machine is ${name ? `"${name}"` : 'of an unknown architecture'}; CognOS is built for x86_64, aarch64 and riscv64.`,
    action: 'Use a 64-bit machine, or a 64-bit kernel on this one.',
    exitCode: exitCodes.machineRefused,
  });
}

/** `--vm`, so that a container on a virtual machine is the virtual machine. Exit code 1 is the answer "none". */
async function probeVirtualisation(view: View): Promise<string> {
  const name = await tryRun(view, 'systemd-detect-virt', ['--vm'], { unknown: 'Virtualisation', okExitCodes: [0, 1] });
  return name === undefined ? 'unknown' : name.trim() || 'none';
}

/** The value as its JSON reads it back, so that a probed and a recorded machine compare equal. */
function dropUndefined(machine: Machine): Machine {
  return JSON.parse(JSON.stringify(machine)) as Machine;
}
