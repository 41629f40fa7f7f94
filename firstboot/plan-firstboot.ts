/** Facts -> plan. Pure; each step decides for itself whether there is something to do, so a plan never changes midway. */
import { uuidFrom } from '../shared/plan/plan-hash.ts';
import { modelsMount } from './paths.ts';
import type { FirstbootPlan, FirstbootStep } from './step.ts';

export interface FirstbootFacts {
  /** machine-id(5); empty when there is none yet. A clone with a new one gets a first boot of its own. */
  machineId: string;
  /** Our installer made this system and left its spec; on a cloud image cloud-init stays what it is. */
  installed: boolean;
  /** fstab mounts a models filesystem: it has the last partition, otherwise root has. */
  hasModels: boolean;
}

export function planFirstboot({ machineId, installed, hasModels }: FirstbootFacts): FirstbootPlan {
  const last = hasModels ? modelsMount : '/';
  const steps: FirstbootStep[] = [
    // Keys first: whoever logs in should not have to wait for anything else.
    { id: 'ssh-host-keys', kind: 'make-host-keys', label: 'Making the ssh host keys', weight: 1 },
    { id: 'machine-id', kind: 'commit-machine-id', label: 'Keeping the machine id', weight: 0.1 },
    { id: 'grow-partition', kind: 'grow-partition', label: 'Growing the last partition', weight: 1, at: last },
    { id: 'grow-filesystem', kind: 'grow-filesystem', label: `Growing the filesystem at ${last}`, weight: 1, at: last },
    { id: 'cloud-init', kind: 'await-cloud-init', label: 'Waiting for cloud-init', weight: 20 },
  ];
  if (installed) steps.push({ id: 'wipe-seed', kind: 'wipe-seed', label: 'Removing the user-data', weight: 0.5 });
  return { version: 1, hash: uuidFrom(`firstboot/${machineId}`), steps };
}
