/** Driver plan: which packages make the accelerators usable, from where, and why. Plain data, part of the install plan. */
import type { Finding } from '../errors.ts';
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
  /** What models run on when the first boot is done; `cpu` always works. Only what CognOS has a llama.cpp for: cpu or vulkan. */
  path: ComputePath;
  /** The same when every stage has run, the queued ones included. */
  finalPath: ComputePath;
  /** Id of the accelerator that models run on first; the others stay usable beside it. */
  primary?: string;
  devices: DeviceDrivers[];
  /** In the order in which they run: Debian alone first, vendors' repositories after. */
  stages: DriverStage[];
  /** Sentences for the plan, the review screen and the report. */
  notes: string[];
  /** Why what was insisted on cannot be; empty when it can. With refusals, the rest of the plan is that of `auto`. */
  refusals: Finding[];
}

export interface DeviceDrivers {
  accelerator: string;
  family: AcceleratorFamily;
  name: string;
  /** What CognOS's models run on it through, after every stage, the queued ones included; `none` when they cannot. */
  path: 'cpu' | 'vulkan' | 'none';
  /** A vendor's libraries that are put in place as well, for programs that have a backend for them. */
  toolkit?: 'cuda' | 'rocm' | 'sycl';
  /** Kernel module that will drive it: nvidia, nvidia-open, amdgpu, i915, xe, intel_vpu… */
  module?: string;
  series?: string;
  /** Why this and nothing else, one sentence each. */
  reasons: string[];
}

export interface DriverStage {
  id: string;
  /** "Vulkan for AMD, from Debian" */
  label: string;
  repository: DebianRepository | VendorRepository;
  packages: DriverPackage[];
  /** `when-online`: queued until the package repositories can be reached. */
  when: 'first-boot' | 'when-online';
  /** True when DKMS builds a module: headers are needed, and Secure Boot wants its key enrolled. */
  dkms: boolean;
  signing: 'in-tree' | 'not-needed' | 'mok';
  /** Takes effect after a restart; one restart after the last stage is enough for all of them. */
  reboot: boolean;
}

/** A package of a vendor's stage may still come from Debian: the headers, mokutil. */
export interface DriverPackage {
  name: string;
  from: 'bookworm' | 'bookworm-backports' | 'cognos' | 'vendor';
  why: string;
}

export interface DebianRepository {
  kind: 'debian';
  /** bookworm stands for bookworm-updates and bookworm-security as well. */
  suites: ('bookworm' | 'bookworm-backports')[];
  components: string[];
}

export interface VendorRepository {
  kind: 'vendor';
  name: string;
  url: string;
  /** `/` for a flat repository. */
  suite: string;
  components: string[];
  keyUrl: string;
  /** Absent where nobody could check it: the key must then be confirmed by a person. */
  keyFingerprint?: string;
  /** Apt must take nothing but the stage's packages from it: its other packages carry the names of Debian's. */
  onlyListed: boolean;
  /** How url, suite and key are known. */
  source: string;
}
