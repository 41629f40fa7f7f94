import type { Accelerator } from '../machine/accelerator.ts';
import { amdGeneration, isTooOld, type AmdGeneration } from './amd-generation.ts';
import { backportedKernel, driven, noVulkanHere, undriven, when, type DriverContext, type Driven } from './driver-context.ts';
import { fromBackports, fromBookworm, fromVendor, llamaVulkan } from './driver-packages.ts';
import type { DriverStage } from './driver-plan.ts';
import { vendorRepository } from './vendor-repositories.ts';

/** The module is in the kernel and signed by Debian: firmware and Mesa are all that is missing. */
export function driveAmd(accelerator: Accelerator, context: DriverContext): Driven {
  const elsewhere = noVulkanHere(context);
  if (elsewhere) return undriven(accelerator, elsewhere);
  const known = amdGeneration(accelerator.device);
  if ((known?.needs === 'nothing-helps' && !known.instinct) || (!known && isTooOld(accelerator.device))) {
    return undriven(accelerator, 'It is too old: Debian’s kernel gives it a driver without Vulkan, and no other exists.');
  }
  const generation = known ?? { name: 'unknown', needs: 'backports' };
  return generation.instinct ? instinct(accelerator, generation, context) : radeon(accelerator, generation, context, !known);
}

function radeon(accelerator: Accelerator, { name, needs }: AmdGeneration, context: DriverContext, isGuess: boolean): Driven {
  const rocm = context.request.acceleration === 'rocm' && context.request.vendorRepositories;
  return driven(accelerator, 'vulkan', [
    ...(isGuess ? ['No table here has this card, so it is probably newer than they are and gets the newest that Debian has.'] : []),
    needs === 'stable' ? `Debian 12’s kernel drives it (${name}).`
      : `It needs kernel 6.12 and firmware of 2025 from Debian backports${isGuess ? '' : `: ${name} is newer than what Debian 12 came with`}.`,
    'Mesa 25.0.7 from backports is used for Vulkan, because the 22.3 of Debian 12 lacks much of what llama.cpp asks for.',
    ...(rocm ? ['AMD supports ROCm on Debian for Instinct cards; on Radeon it is best effort.'] : []),
  ], { module: 'amdgpu', stages: [...kernelStage(needs, context), vulkanStage(context), ...(rocm ? [rocmStage(context)] : [])], ...(rocm ? { toolkit: 'rocm' } : {}) });
}

function instinct(accelerator: Accelerator, { name, needs }: AmdGeneration, context: DriverContext): Driven {
  const noGraphics = 'It has no graphics units, so Mesa’s Vulkan is not made for it: ROCm is the way.';
  if (needs === 'nothing-helps') return undriven(accelerator, noGraphics, `${name} needs AMD’s own kernel module as well, which CognOS does not set up.`);
  const { request } = context;
  if (!request.vendorRepositories) return undriven(accelerator, noGraphics, 'Debian 12’s ROCm (5.2) is incomplete; AMD’s repository is not allowed here (vendor_repositories: true allows it).');
  if (request.acceleration !== 'auto' && request.acceleration !== 'rocm') return undriven(accelerator, noGraphics);
  return driven(accelerator, 'none', [
    noGraphics, needs === 'stable' ? `Debian 12’s kernel drives it (${name}).` : `It needs kernel 6.12 and firmware of 2025 from Debian backports (${name}).`,
    'The kernel’s own amdgpu module is used, not AMD’s: it is signed, and ROCm runs on it.',
  ], { module: 'amdgpu', stages: [...kernelStage(needs, context), firmwareStage(context), rocmStage(context)], toolkit: 'rocm' });
}

function kernelStage(needs: AmdGeneration['needs'], context: DriverContext): DriverStage[] {
  return needs === 'backports' ? backportedKernel(context, fromBackports('linux-image-amd64')) : [];
}

function vulkanStage(context: DriverContext): DriverStage {
  return {
    id: 'amd', label: 'AMD firmware and Vulkan, from Debian', repository: { kind: 'debian', suites: ['bookworm', 'bookworm-backports'], components: ['main', 'non-free-firmware'] },
    packages: [...fromBackports('firmware-amd-graphics', 'mesa-vulkan-drivers'), ...fromBookworm('libvulkan1'), llamaVulkan],
    when: when(context), dkms: false, signing: 'in-tree', reboot: true,
  };
}

function firmwareStage(context: DriverContext): DriverStage {
  return {
    id: 'amd-firmware', label: 'AMD firmware, from Debian', repository: { kind: 'debian', suites: ['bookworm-backports'], components: ['non-free-firmware'] },
    packages: fromBackports('firmware-amd-graphics'), when: when(context), dkms: false, signing: 'in-tree', reboot: true,
  };
}

function rocmStage(context: DriverContext): DriverStage {
  return {
    id: 'rocm', label: 'ROCm, from AMD', repository: vendorRepository('rocm'),
    packages: fromVendor({ 'rocm-hip-runtime': 'ROCm’s runtime', 'rocm-hip-libraries': 'ROCm’s matrix routines (hipBLAS, rocBLAS)' }),
    when: when(context), dkms: false, signing: 'not-needed', reboot: false,
  };
}
