import type { Accelerator } from '../machine/accelerator.ts';
import { driven, noVulkanHere, secureBootOn, undriven, when, type DriverContext, type Driven } from './driver-context.ts';
import { fromBookworm, fromVendor, llamaVulkan } from './driver-packages.ts';
import type { DriverPackage, DriverStage } from './driver-plan.ts';
import { isBlackwellOrNewer, nvidiaSeries } from './nvidia-series.ts';
import { vendorRepository } from './vendor-repositories.ts';

/** Newest first in what they can do: Debian's 535, Debian's 470 for Kepler, NVIDIA's own for what Debian does not know. */
export function driveNvidia(accelerator: Accelerator, context: DriverContext): Driven {
  const series = nvidiaSeries(accelerator.device);
  if (series === 'unsupported') {
    return undriven(accelerator, 'It is older than every NVIDIA driver in Debian 12 (535 and 470), so nothing makes it usable for language models.');
  }
  const elsewhere = noVulkanHere(context);
  if (elsewhere) return undriven(accelerator, elsewhere);
  if (series === 'newer' && !context.request.vendorRepositories) {
    return undriven(accelerator, `${why(accelerator)} Vendors’ repositories are not allowed here; with vendor_repositories: true it would be used.`);
  }
  if (secureBootOn(context) && context.request.mokEnrolment === 'never') {
    return undriven(accelerator, 'Secure Boot is on and would refuse NVIDIA’s kernel module, because it is built on this machine. Enrolling its key takes a person at the console (enrol_key: ask); until then the card stays unused.');
  }
  return { current, tesla470, newer }[series](accelerator, context);
}

function current(accelerator: Accelerator, context: DriverContext): Driven {
  const stages = [
    debianStage(context, 'nvidia', 'NVIDIA driver 535 with Vulkan, from Debian', fromBookworm(
      'nvidia-kernel-dkms', 'firmware-nvidia-gsp', 'nvidia-smi', 'libcuda1', 'nvidia-vulkan-icd', 'nvidia-persistenced', 'nvidia-modprobe')),
    // CUDA 12 runs on any driver from 525 on, so the libraries alone are enough and Debian's driver stays.
    ...cudaStage(context, '12-4'),
  ];
  return driven(accelerator, 'vulkan', [
    'Debian 12’s own driver series 535 knows this card.',
    'The proprietary kernel module is used: Debian’s open one misses the security updates and fits only its own older libraries.',
    'Models run on it through Vulkan, which needs nothing but Debian’s packages.',
  ], { module: 'nvidia', series: '535', ...toolkit(context), stages });
}

function tesla470(accelerator: Accelerator, context: DriverContext): Driven {
  const stage = debianStage(context, 'nvidia-470', 'NVIDIA driver 470 with Vulkan, from Debian', fromBookworm(
    'nvidia-tesla-470-kernel-dkms', 'nvidia-tesla-470-smi', 'libnvidia-tesla-470-cuda1', 'nvidia-tesla-470-vulkan-icd', 'nvidia-persistenced', 'nvidia-modprobe'));
  return driven(accelerator, 'vulkan', [
    'It is of the Kepler generation: driver series 470 is the last that knows it.',
    'NVIDIA ended that series in 2024, so it gets no more security fixes.',
    'Whether its Vulkan is enough for llama.cpp shows when the first boot runs a model on it; if not, models run on the CPU.',
  ], { module: 'nvidia', series: '470', stages: [stage] });
}

function newer(accelerator: Accelerator, context: DriverContext): Driven {
  const driver: DriverStage = {
    ...built(context), id: 'nvidia-vendor', label: 'NVIDIA driver from NVIDIA’s own repository', repository: vendorRepository('nvidia'),
    packages: [...tools(context), ...fromVendor({
      'nvidia-kernel-open-dkms': 'NVIDIA’s open kernel module', 'nvidia-driver-cuda': 'NVIDIA’s compute library and nvidia-smi',
      'nvidia-driver-libs': 'NVIDIA’s Vulkan driver',
    }), ...fromBookworm('libvulkan1'), llamaVulkan],
  };
  return driven(accelerator, 'vulkan', [
    why(accelerator), 'The open kernel module is used: NVIDIA supports nothing else on its newest cards.',
  ], { module: 'nvidia-open', series: 'NVIDIA’s newest', ...toolkit(context), stages: [driver, ...cudaStage(context, '13-0')] });
}

function why({ device }: Accelerator): string {
  return isBlackwellOrNewer(device)
    ? 'It is of the Blackwell generation or newer, which driver 535 of Debian 12 does not know: it needs NVIDIA’s own repository.'
    : 'No driver list of Debian 12 has this card, so it is probably newer: it needs NVIDIA’s own repository.';
}

const wantsCuda = ({ request: { vendorRepositories, acceleration } }: DriverContext): boolean => vendorRepositories && (acceleration === 'auto' || acceleration === 'cuda');

const toolkit = (context: DriverContext): { toolkit?: 'cuda' } => (wantsCuda(context) ? { toolkit: 'cuda' } : {});

function cudaStage(context: DriverContext, version: '12-4' | '13-0'): DriverStage[] {
  if (!wantsCuda(context)) return [];
  return [{
    id: `cuda-${version}`, label: `CUDA ${version.replace('-', '.')} libraries, from NVIDIA`, repository: vendorRepository('nvidia'),
    packages: fromVendor({ [`cuda-cudart-${version}`]: 'CUDA’s runtime', [`libcublas-${version}`]: 'CUDA’s matrix routines' }),
    when: when(context), dkms: false, signing: 'not-needed', reboot: false,
  }];
}

function debianStage(context: DriverContext, id: string, label: string, packages: DriverPackage[]): DriverStage {
  return {
    ...built(context), id, label, repository: { kind: 'debian', suites: ['bookworm'], components: ['main', 'contrib', 'non-free', 'non-free-firmware'] },
    packages: [...tools(context), ...packages, ...fromBookworm('libvulkan1'), llamaVulkan],
  };
}

/** A module that DKMS builds; the reboot takes nouveau off the card. */
function built(context: DriverContext): Pick<DriverStage, 'when' | 'dkms' | 'signing' | 'reboot'> {
  return { when: when(context), dkms: true, signing: secureBootOn(context) ? 'mok' : 'not-needed', reboot: true };
}

function tools(context: DriverContext): DriverPackage[] {
  return fromBookworm('linux-headers-amd64', 'dkms', ...(secureBootOn(context) ? ['mokutil' as const] : []));
}
