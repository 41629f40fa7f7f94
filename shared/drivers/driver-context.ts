import type { Accelerator } from '../machine/accelerator.ts';
import type { Machine } from '../machine/machine.ts';
import type { DeviceDrivers, DriverRequest, DriverStage } from './driver-plan.ts';

/** What every family's resolver looks at. */
export interface DriverContext {
  machine: Machine;
  request: DriverRequest;
  /** Release of the target's kernel, the suffix of /boot/vmlinuz-*. */
  kernel: string;
}

/** What a family's resolver says of one accelerator. */
export interface Driven {
  device: DeviceDrivers;
  stages: DriverStage[];
}

export function driven(accelerator: Accelerator, path: DeviceDrivers['path'], reasons: string[], more: Partial<Pick<DeviceDrivers, 'module' | 'series' | 'toolkit'>> & { stages?: DriverStage[] } = {}): Driven {
  const { stages = [], ...rest } = more;
  return { device: { accelerator: accelerator.id, family: accelerator.family, name: accelerator.name, path, ...rest, reasons }, stages };
}

export const undriven = (accelerator: Accelerator, ...reasons: string[]): Driven => driven(accelerator, 'none', reasons);

/** Why nothing with Vulkan can be done on this machine whatever the card, or undefined. */
export function noVulkanHere({ machine: { architecture } }: DriverContext): string | undefined {
  if (architecture === 'x86_64') return undefined;
  return architecture === 'aarch64'
    ? 'cognos-llama-vulkan is built for x86-64 only, so on Arm models run on the CPU.'
    : 'Debian 12 has no release for RISC-V and CognOS no GPU packages for it, so models run on the CPU.';
}

/** Setup mode counts as off: without a platform key the firmware enforces nothing. */
export const secureBootOn = ({ machine: { firmware } }: DriverContext): boolean => firmware.secureBoot === 'enabled';

export const when = ({ request }: DriverContext): DriverStage['when'] => (request.online ? 'first-boot' : 'when-online');

/** Debian 12's own kernel; anything else was built newer. */
export const isStableKernel = ({ kernel }: DriverContext): boolean => /^6\.1\./.test(kernel);

/** For a device that the kernel of Debian 12 is too old for; nothing when the target has a newer one already. */
export function backportedKernel(context: DriverContext, packages: DriverStage['packages']): DriverStage[] {
  if (!isStableKernel(context)) return [];
  return [{
    id: 'kernel', label: 'Kernel 6.12 from Debian backports', repository: { kind: 'debian', suites: ['bookworm-backports'], components: ['main'] },
    packages, when: when(context), dkms: false, signing: 'in-tree', reboot: true,
  }];
}
