/** The steps of a first boot; the executor of shared/plan runs them like those of an install. */
import type { HandlerOf, StepBase } from '../shared/plan/step.ts';

export type FirstbootStep = StepBase & (
  /** The last partition to the end of its disk. `at` is where its filesystem is mounted. */
  | { kind: 'grow-partition'; at: string }
  | { kind: 'grow-filesystem'; at: string }
  | { kind: 'commit-machine-id' }
  | { kind: 'make-host-keys' }
  /** Until the clock is believable, for certificates and signatures; not for ever. */
  | { kind: 'settle-clock' }
  /** The spec of a machine that our installer never saw: from cloud-init's user-data. */
  | { kind: 'take-spec' }
  /** What the spec left open and nothing can run without, asked of a person. */
  | { kind: 'ask-open' }
  | { kind: 'await-cloud-init' }
  /** One group of controls (shared/harden). */
  | { kind: 'harden'; group: string }
  /** Controls that had nothing to do before the user-data ran (passwords over ssh, where it brought the first key), and those that its packages may have undone. */
  | { kind: 'harden-due' }
  /** Which model, by measuring, where no installer has chosen one. */
  | { kind: 'choose-model' }
  | { kind: 'install-drivers' }
  | { kind: 'fetch-models' }
  | { kind: 'start-agent' }
  /** A real prompt, answered fast enough; else the next smaller model, or the CPU. */
  | { kind: 'prove-agent' }
  /** What must come last, for nothing can be changed after it: immutable audit rules, the first file database. */
  | { kind: 'seal' }
  | { kind: 'wipe-seed' }
);
export type FirstbootHandler<K extends FirstbootStep['kind']> = HandlerOf<FirstbootStep, K>;

export interface FirstbootPlan {
  version: 1;
  /** Names the machine, not the steps: an upgrade that brings other steps must not repeat a finished first boot. */
  hash: string;
  steps: FirstbootStep[];
}
