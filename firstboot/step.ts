/** The steps of a first boot; the executor of shared/plan runs them like those of an install. */
import type { HandlerOf, StepBase } from '../shared/plan/step.ts';

export type FirstbootStep = StepBase & (
  /** The last partition to the end of its disk. `at` is where its filesystem is mounted. */
  | { kind: 'grow-partition'; at: string }
  | { kind: 'grow-filesystem'; at: string }
  | { kind: 'commit-machine-id' }
  | { kind: 'make-host-keys' }
  | { kind: 'await-cloud-init' }
  | { kind: 'wipe-seed' }
);
export type FirstbootHandler<K extends FirstbootStep['kind']> = HandlerOf<FirstbootStep, K>;

export interface FirstbootPlan {
  version: 1;
  /** Names the machine, not the steps: an upgrade that brings other steps must not repeat a finished first boot. */
  hash: string;
  steps: FirstbootStep[];
}
