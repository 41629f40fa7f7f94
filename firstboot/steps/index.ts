/** Kind -> handler, exhaustive by type. */
import type { Handlers } from '../../shared/plan/step.ts';
import { proveAgent } from '../agent/prove-agent.ts';
import { startAgent } from '../agent/start-agent.ts';
import { askOpen } from '../ask/ask-open.ts';
import { installDrivers } from '../drivers/install-drivers.ts';
import { harden, hardenDue, seal } from '../harden/harden-step.ts';
import { fetchModels } from '../models/fetch-models.ts';
import type { FirstbootStep } from '../step.ts';
import { awaitCloudInit } from './await-cloud-init.ts';
import { chooseModelStep } from './choose-model.ts';
import { commitMachineId } from './commit-machine-id.ts';
import { growFilesystem } from './grow-filesystem.ts';
import { growPartition } from './grow-partition.ts';
import { makeHostKeys } from './make-host-keys.ts';
import { settleClock } from './settle-clock.ts';
import { takeSpec } from './take-spec.ts';
import { wipeSeed } from './wipe-seed.ts';

export const firstbootHandlers: Handlers<FirstbootStep> = {
  'make-host-keys': makeHostKeys,
  'commit-machine-id': commitMachineId,
  'grow-partition': growPartition,
  'grow-filesystem': growFilesystem,
  'settle-clock': settleClock,
  'take-spec': takeSpec,
  'ask-open': askOpen,
  harden,
  'harden-due': hardenDue,
  'await-cloud-init': awaitCloudInit,
  'wipe-seed': wipeSeed,
  'choose-model': chooseModelStep,
  'install-drivers': installDrivers,
  'fetch-models': fetchModels,
  'start-agent': startAgent,
  'prove-agent': proveAgent,
  seal,
};
