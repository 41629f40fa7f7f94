/** Choice: which model, why, and what follows from it for storage and for the agent. Plain data, part of the plan. */
import type { CatalogueModel, Purpose } from '../models/catalogue.ts';
import type { MemoryNeed } from '../models/memory-need.ts';
import type { Prediction } from '../measure/measurement.ts';

/** From the spec's `ai`. */
export interface ModelRequest {
  /** `auto`, `none`, or the id of a catalogue model. */
  model: string;
  minTokensPerSecond?: number;
  context: number;
  purpose: Purpose;
  /** BCP 47. */
  language?: string;
  /** Ceilings in bytes. */
  maxMemory?: number;
  maxDisk?: number;
  acceptedLicences: string[];
  allowUnverified: boolean;
}

export type Verdict = 'fits' | 'too-big' | 'too-slow' | 'not-asked-for' | 'licence' | 'unverified';

/** What became of one catalogue model: a row of `cognos-install models`. */
export interface Candidate {
  model: CatalogueModel;
  verdict: Verdict;
  /** One sentence for people: why not, or what it would be like. */
  reason: string;
  need: MemoryNeed;
  /** Layers that the chosen device takes. */
  gpuLayers: number;
  prediction?: Prediction;
}

export interface ModelChoice {
  /** Absent for `none` and when nothing fits. */
  model?: CatalogueModel;
  /** "Mistral 7B Q4_K_M: needs 5.6 of 7.6 GiB, about 6 tokens/s; Q5_K_M would swap" */
  reason: string;
  need?: MemoryNeed;
  prediction?: Prediction;
  agent?: AgentDefaults;
}

/** What the agent's service starts with (/etc/cognos/agent.env). */
export interface AgentDefaults {
  threads: number;
  context: number;
  gpuLayers: number;
  hugePages: boolean;
  /** CPU list as in taskset(1), when pinning to one NUMA node helps. */
  cpuAffinity?: string;
  /** For the disk under the models filesystem: none on NVMe, mq-deadline or bfq elsewhere. */
  ioScheduler: 'none' | 'mq-deadline' | 'bfq';
}
