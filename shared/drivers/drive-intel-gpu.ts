import type { Accelerator } from '../machine/accelerator.ts';
import { backportedKernel, driven, noVulkanHere, undriven, when, type DriverContext, type Driven } from './driver-context.ts';
import { fromBackports, fromBookworm, fromVendor, llamaVulkan } from './driver-packages.ts';
import type { DriverPackage, DriverStage } from './driver-plan.ts';
import { vendorRepository } from './vendor-repositories.ts';

interface IntelGeneration {
  name: string;
  module: 'i915' | 'xe';
  needs: 'stable' | 'backports' | 'nothing-helps';
}

/** By the first digits of the device id, as in pci.ids and the kernel's include/drm/intel/pciids.h. */
const generations: [pattern: RegExp, generation: IntelGeneration][] = [
  [/^e2/, { name: 'Battlemage', module: 'xe', needs: 'backports' }],
  [/^64[2ab]/, { name: 'Lunar Lake', module: 'xe', needs: 'backports' }],
  [/^b0[89ab]/, { name: 'Panther Lake', module: 'xe', needs: 'nothing-helps' }],
  [/^7d/, { name: 'Meteor or Arrow Lake', module: 'i915', needs: 'backports' }],
  [/^56/, { name: 'Arc A-series', module: 'i915', needs: 'backports' }],
  [/^(a7|46|4c|49|9a|8a|9b|3e|31|59|5a|19|87|4e|45)/, { name: 'Skylake to Raptor Lake', module: 'i915', needs: 'stable' }],
  [/^(0|16|2|35|a0)/, { name: 'Broadwell or older', module: 'i915', needs: 'nothing-helps' }],
];

export function driveIntelGpu(accelerator: Accelerator, context: DriverContext): Driven {
  const elsewhere = noVulkanHere(context);
  if (elsewhere) return undriven(accelerator, elsewhere);
  const known = generations.find(([pattern]) => pattern.test(accelerator.device))?.[1];
  if (known?.needs === 'nothing-helps') {
    return undriven(accelerator, known.module === 'xe' ? `${known.name} is newer than kernel 6.12, the newest that Debian 12 has.`
      : `${known.name}: Mesa has only an older Vulkan driver for it, which CognOS does not rely on.`);
  }
  const { name, module, needs } = known ?? { name: 'a newer one', module: 'xe', needs: 'backports' };
  const sycl = wantsSycl(context) && module === 'i915';
  return driven(accelerator, 'vulkan', [
    ...(known ? [] : ['No table here has this GPU, so it is probably newer than they are and gets the newest that Debian has.']),
    needs === 'stable' ? `Debian 12’s kernel drives it (${name}).` : `It needs kernel 6.12 and its firmware from Debian backports (${name}): the 6.1 of Debian 12 does not drive it by itself.`,
    'Mesa 25.0.7 from backports is used for Vulkan, because the 22.3 of Debian 12 lacks much of what llama.cpp asks for.',
    ...(accelerator.integrated ? ['It shares the machine’s memory, so it helps with reading a prompt more than with writing the answer.'] : []),
  ], {
    module, ...(sycl ? { toolkit: 'sycl' } : {}),
    stages: [...(needs === 'backports' ? backportedKernel(context, fromBackports('linux-image-amd64')) : []), vulkanStage(context, needs === 'stable'), ...(sycl ? [syclStage(context)] : [])],
  });
}

const wantsSycl = ({ request }: DriverContext): boolean => request.acceleration === 'sycl' && request.vendorRepositories;

function vulkanStage(context: DriverContext, isStable: boolean): DriverStage {
  const firmware: DriverPackage[] = isStable ? fromBookworm('firmware-misc-nonfree') : fromBackports('firmware-intel-graphics');
  return {
    // Two ids: the backported firmware package conflicts with Debian 12's own.
    id: isStable ? 'intel' : 'intel-newer', label: 'Intel firmware and Vulkan, from Debian',
    repository: { kind: 'debian', suites: ['bookworm', 'bookworm-backports'], components: ['main', 'non-free-firmware'] },
    packages: [...firmware, ...fromBackports('mesa-vulkan-drivers'), ...fromBookworm('libvulkan1'), llamaVulkan],
    when: when(context), dkms: false, signing: 'in-tree', reboot: true,
  };
}

function syclStage(context: DriverContext): DriverStage {
  return {
    id: 'oneapi', label: 'oneAPI, from Intel', repository: vendorRepository('oneapi'),
    packages: [...fromBookworm('intel-opencl-icd'), ...fromVendor({ 'intel-oneapi-runtime-libs': 'SYCL’s runtime and matrix routines' })],
    when: when(context), dkms: false, signing: 'not-needed', reboot: false,
  };
}
