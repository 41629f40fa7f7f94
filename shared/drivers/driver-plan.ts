/** Driver plan: which packages make the accelerators usable, from where, and why. Plain data, part of the install plan. */
import type { AcceleratorFamily } from '../machine/accelerator.ts';

/** What a language model can run on. */
export type ComputePath = 'cpu' | 'vulkan' | 'cuda' | 'rocm' | 'sycl' | 'openvino';

/** What the resolver is asked, taken from the spec's `ai` and the state of the machine. */
export interface DriverRequest {
  /** `auto`, `cpu` (no drivers), or a path that is insisted on. */
  acceleration: 'auto' | ComputePath;
  /** May vendors' own signed repositories be added as a second step? */
  vendorRepositories: boolean;
  /** A person may be asked at the console to enrol a machine owner key (Secure Boot with DKMS). */
  mokEnrolment: 'ask' | 'never';
  /** Are the package repositories reachable at first boot? */
  online: boolean;
}

export interface DriverPlan {
  /** What models run on once the first stage is done; `cpu` always works. */
  path: ComputePath;
  devices: DeviceDrivers[];
  /** In order; the first is done from Debian alone, later ones need vendors' repositories. */
  stages: DriverStage[];
  /** Sentences for the plan, the review screen and the report. */
  notes: string[];
}

export interface DeviceDrivers {
  accelerator: string;
  family: AcceleratorFamily;
  name: string;
  /** After every stage that may run; `none` when nothing makes it usable. */
  path: ComputePath | 'none';
  /** Kernel module that will drive it: nvidia, nvidia-open, amdgpu, i915, xe, intel_vpu… */
  module?: string;
  series?: string;
  /** Why this and nothing else, one sentence each. */
  reasons: string[];
}

export interface DriverStage {
  id: string;
  /** "Debian: Vulkan for AMD" */
  label: string;
  repository: { kind: 'debian'; suite: string; components: string[] } | { kind: 'vendor'; name: string; url: string; suite: string; components: string[]; keyUrl: string; keyFingerprint?: string };
  packages: { name: string; why: string }[];
  /** True when it cannot start without the network. */
  online: boolean;
  /** True when DKMS builds a module: headers are needed, and Secure Boot wants its key enrolled. */
  dkms: boolean;
  signing: 'in-tree' | 'not-needed' | 'mok';
  reboot: boolean;
}
