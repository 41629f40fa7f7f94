/** Facts -> plan. Pure; each step decides for itself whether there is something to do, so a plan never changes midway. */
import { groups, type Group } from '../shared/harden/control.ts';
import { uuidFrom } from '../shared/plan/plan-hash.ts';
import { modelsMount } from './paths.ts';
import type { FirstbootPlan, FirstbootStep } from './step.ts';

export interface FirstbootFacts {
  /** machine-id(5); empty when there is none yet. A clone with a new one gets a first boot of its own. */
  machineId: string;
  /** fstab mounts a models filesystem: it has the last partition, otherwise root has. */
  hasModels: boolean;
  /** What is chosen already, for the weights alone: they are the time left that people see. Absent before anything is chosen. */
  work?: { modelBytes: number; driverStages: number };
}

export function planFirstboot({ machineId, hasModels, work }: FirstbootFacts): FirstbootPlan {
  const last = hasModels ? modelsMount : '/';
  const weights = weigh(work);
  const steps: FirstbootStep[] = [
    // Keys first: whoever logs in should not have to wait for anything else.
    { id: 'ssh-host-keys', kind: 'make-host-keys', label: 'Making the ssh host keys', weight: 1 },
    { id: 'machine-id', kind: 'commit-machine-id', label: 'Keeping the machine id', weight: 0.1 },
    { id: 'grow-partition', kind: 'grow-partition', label: 'Growing the last partition', weight: 1, at: last },
    { id: 'grow-filesystem', kind: 'grow-filesystem', label: `Growing the filesystem at ${last}`, weight: 1, at: last },
    // Certificates and signatures are judged by it.
    { id: 'clock', kind: 'settle-clock', label: 'Setting the clock', weight: 2, waits: true },
    { id: 'spec', kind: 'take-spec', label: 'Reading what this machine is to be', weight: 1 },
    { id: 'ask', kind: 'ask-open', label: 'Asking what is open', weight: 1, waits: true },
    ...groups.map((group): FirstbootStep => ({ id: `harden-${group}`, kind: 'harden', label: `Hardening: ${groupLabels[group]}`, weight: 2, group })),
    { id: 'cloud-init', kind: 'await-cloud-init', label: 'Waiting for cloud-init', weight: 20, waits: true },
    { id: 'harden-due', kind: 'harden-due', label: 'Hardening: what the user-data brought', weight: 0.5 },
    // Before anything that may have to wait for the world: what is secret does not lie there for as long.
    { id: 'wipe-seed', kind: 'wipe-seed', label: 'Removing the user-data', weight: 0.5 },
    { id: 'choose-model', kind: 'choose-model', label: 'Choosing a model', weight: weights.choice },
    { id: 'drivers', kind: 'install-drivers', label: 'Installing drivers', weight: weights.drivers },
    { id: 'models', kind: 'fetch-models', label: 'Fetching the model', weight: weights.models },
    { id: 'agent', kind: 'start-agent', label: 'Starting the agent', weight: weights.agent },
    { id: 'prove', kind: 'prove-agent', label: 'Asking the agent', weight: weights.agent },
    { id: 'seal', kind: 'seal', label: 'Hardening: what comes last', weight: 2 },
  ];
  return { version: 1, hash: uuidFrom(`firstboot/${machineId}`), steps };
}

/** Seconds on a middling machine with a middling line (20 MB/s). */
function weigh(work: FirstbootFacts['work']): Record<'choice' | 'drivers' | 'models' | 'agent', number> {
  if (!work) return { choice: 50, drivers: 60, models: 240, agent: 15 };
  return { choice: 0.5, drivers: 0.5 + 60 * work.driverStages, models: 0.5 + work.modelBytes / 20e6, agent: work.modelBytes > 0 ? 15 : 0.5 };
}

/** What the progress line calls each group. */
const groupLabels: Record<Group, string> = {
  firewall: 'the firewall', ssh: 'ssh', accounts: 'accounts', pam: 'passwords', sudo: 'sudo', kernel: 'the kernel', modules: 'kernel modules',
  filesystems: 'mounts', boot: 'the boot loader', packages: 'packages', services: 'services', time: 'time', cron: 'cron', logging: 'the journal',
  audit: 'auditing', 'mandatory-access': 'AppArmor', files: 'file permissions', banners: 'banners', updates: 'updates', integrity: 'file integrity',
};
