import type { Accelerator, AcceleratorFamily } from '../machine/accelerator.ts';
import { undriven, type DriverContext, type Driven } from './driver-context.ts';

type Idle = Exclude<AcceleratorFamily, 'nvidia' | 'amd' | 'intel-gpu'>;

/** Families that no language model of CognOS runs on: what they would need, in plain words. Nothing is installed for them. */
const needs: Record<Idle, (accelerator: Accelerator) => string[]> = {
  'intel-npu': () => [
    'An NPU does not run language models in CognOS: only OpenVINO can use it, which Intel packages for Ubuntu and not for Debian.',
    'Its kernel module (intel_vpu) is in kernel 6.12 of Debian backports, its firmware in firmware-intel-misc there.',
  ],
  coral: ({ bus }) => [
    'A Coral runs small vision models only: it has no memory for a language model.',
    bus.kind === 'usb' ? 'It would need libedgetpu1-std from Google’s Coral repository, which Debian does not have.'
      : 'It would need libedgetpu1-std and gasket-dkms from Google’s Coral repository, which Debian does not have; gasket-dkms builds with kernel 6.1 and fails with 6.12.',
  ],
  'neural-compute-stick': () => [
    'A Neural Compute Stick runs small vision models only.',
    'OpenVINO 2022.3 was the last to support it, and Debian does not have that.',
  ],
  hailo: ({ device }) => [
    device === '45c4' ? 'A Hailo-10H runs language models only through Hailo’s own server, not through llama.cpp.' : 'A Hailo runs vision models only: llama.cpp has no backend for it.',
    'It would need Hailo’s driver and runtime from their Developer Zone, which asks for a registration; Debian does not have them.',
  ],
  gaudi: () => [
    'llama.cpp has no backend for Gaudi.',
    'The kernel module (habanalabs) is in kernel 6.12 of Debian backports; the rest is in Intel’s Gaudi software, which Debian does not have.',
  ],
  other: () => ['It was seen and is not used: llama.cpp has no backend for it that CognOS could set up.'],
};

export function driveOther(accelerator: Accelerator & { family: Idle }, _context: DriverContext): Driven {
  return undriven(accelerator, ...needs[accelerator.family](accelerator));
}
