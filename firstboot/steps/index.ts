/** Kind -> handler, exhaustive by type. */
import type { Handlers } from '../../shared/plan/step.ts';
import type { FirstbootStep } from '../step.ts';
import { awaitCloudInit } from './await-cloud-init.ts';
import { commitMachineId } from './commit-machine-id.ts';
import { growFilesystem } from './grow-filesystem.ts';
import { growPartition } from './grow-partition.ts';
import { makeHostKeys } from './make-host-keys.ts';
import { wipeSeed } from './wipe-seed.ts';

export const firstbootHandlers: Handlers<FirstbootStep> = {
  'make-host-keys': makeHostKeys,
  'commit-machine-id': commitMachineId,
  'grow-partition': growPartition,
  'grow-filesystem': growFilesystem,
  'await-cloud-init': awaitCloudInit,
  'wipe-seed': wipeSeed,
};
