/** An accelerator: facts read from sysfs without a driver, and what the table (assets/accelerators.json) says of it. */

export type AcceleratorFamily =
  | 'nvidia' | 'amd' | 'intel-gpu' | 'intel-npu' | 'coral' | 'neural-compute-stick' | 'hailo' | 'gaudi' | 'other';

export interface Accelerator {
  /** Stable within a machine: `pci-0000:01:00.0`, `usb-1-2`. */
  id: string;
  family: AcceleratorFamily;
  /** For people: "NVIDIA GeForce RTX 4090" where the table knows it, else "NVIDIA GPU 10de:2684". */
  name: string;
  /** Four lower-case hex digits each. */
  vendor: string;
  device: string;
  bus:
    | { kind: 'pci'; address: string; class: string; numaNode?: number; link?: PcieLink }
    | { kind: 'usb'; address: string; speedMbps?: number };
  /** Kernel driver bound now. */
  driver?: string;
  /** True when it has no memory of its own but shares the machine's. */
  integrated: boolean;
  /** Its own memory in bytes and where the figure comes from, or why it cannot be known. */
  memory: { bytes: number; source: string } | { unknown: string };
  /** What it can do for CognOS: run a language model, vision models only, or nothing yet. */
  runs: 'llm' | 'vision' | 'nothing-yet';
  /** One sentence each: why that is so, and what would change it. */
  why: string;
  change?: string;
}

/** GT/s per lane and number of lanes, as negotiated now and as the device could at most. */
export interface PcieLink {
  speedGTs?: number;
  width?: number;
  maxSpeedGTs?: number;
  maxWidth?: number;
}
