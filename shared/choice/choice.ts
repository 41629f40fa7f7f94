/** Choice: which model, why, and what follows from it for storage and for the agent. Plain data, part of the plan. */
import type { Finding } from '../errors.ts';
import type { CatalogueModel, Purpose } from '../models/catalogue.ts';
import type { MemoryNeed } from '../models/memory-need.ts';
import type { Prediction } from '../measure/measurement.ts';

/** From the spec's `ai`. */
export interface ModelRequest {
  /** `auto`, `none`, or the id of a catalogue model. */
  model: string;
  minTokensPerSecond?: number;
  /** Tokens; left out: 8192, or what the model was trained for when that is less. */
  context?: number;
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
  /** The rest of a sentence that begins with the model's name: why not, or what it would be like. */
  reason: string;
  need: MemoryNeed;
  /** Tokens that `need` was computed for. */
  context: number;
  /** Layers that the chosen device takes. */
  gpuLayers: number;
  /** Absent when nothing was measured, or not on the device that it would run on. */
  prediction?: Prediction;
}

export interface ModelChoice {
  /** Absent for `none`, when nothing fits, and with a refusal. */
  model?: CatalogueModel;
  /** "Mistral 7B Q4_K_M: needs 5.6 of 7.6 GiB, about 6 tokens/s; Q5_K_M would swap" */
  reason: string;
  /** What was asked for by name or with a floor and cannot be had: for the caller to refuse with. */
  refusal?: Finding;
  need?: MemoryNeed;
  prediction?: Prediction;
  agent?: AgentDefaults;
}

/** What the agent's service starts with (/etc/cognos/agent.env). */
export interface AgentDefaults {
  threads: number;
  context: number;
  gpuLayers: number;
  /** Weights in anonymous memory (no mmap), which the kernel backs with huge pages, instead of mapped from their file. */
  hugePages: boolean;
  /** CPU list as in taskset(1), when pinning to one NUMA node helps. */
  cpuAffinity?: string;
  /** For the disk under the models filesystem; absent when that disk is not known yet. */
  ioScheduler?: 'none' | 'mq-deadline' | 'bfq';
  /** Why each is so, one sentence each. */
  reasons: string[];
}
