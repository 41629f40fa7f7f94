/**
 * Plan: what will be. Plain data in the order it runs, so it can be printed, compared, hashed, shown on the
 * review screen, journalled and resumed. `planInstall(machine, spec)` makes it and does nothing else.
 */
import type { ModelChoice } from '../choice/choice.ts';
import type { DriverPlan } from '../drivers/driver-plan.ts';
import type { Finding } from '../errors.ts';
import type { Step } from './step.ts';

export interface Plan {
  version: 1;
  /** Hex SHA-256 over steps and secretsFingerprint (plan-hash.ts); what resume is bound to. */
  hash: string;
  disk: DiskChoice;
  /** The model and what the agent starts with, as the first boot will put it in place. */
  ai: ModelChoice;
  /** What the first boot will install to make the accelerators usable. */
  drivers: DriverPlan;
  steps: Step[];
  /** What becomes of each top-level key of the spec. */
  keys: KeyDisposition[];
  /** scrypt over every secret of the spec with a salt from the spec: a changed password is a changed plan. */
  secretsFingerprint: string;
  warnings: Finding[];
}

export interface DiskChoice {
  path: string;
  /** What the choice is bound to, checked again right before the first write. */
  identity: { byId: string[]; serial?: string; wwn?: string; bytes: number };
  /** "Samsung SSD 990 PRO 2TB, serial S6Z1…, 2.0 TB" */
  title: string;
  /** Why this disk and not another. */
  reason: string;
  before: DiskPicture;
  after: DiskPicture;
}

export interface DiskPicture {
  table: string;
  parts: { label: string; content: string; bytes: number; mountpoint?: string; encrypted?: true; /** Nothing of it is lost. */ kept?: true }[];
}

export interface KeyDisposition {
  key: string;
  by: 'installer' | 'cloud-init' | 'first-boot';
  note: string;
}

export type Proposal = { ok: true; plan: Plan } | { ok: false; refusals: Finding[] };
