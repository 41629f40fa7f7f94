/** The catalogue as this machine, this disk and these answers make it: what fits, what not and why, and what `auto` would take. */
import { askedModel } from '../../shared/choice/asked-model.ts';
import type { Candidate } from '../../shared/choice/choice.ts';
import { chooseModel } from '../../shared/choice/choose-model.ts';
import { judgeModels } from '../../shared/choice/judge-models.ts';
import { modelsFor, mostFileBytes } from '../../shared/choice/size-models.ts';
import type { DriverPlan } from '../../shared/drivers/driver-plan.ts';
import { formatBytes } from '../../shared/machine/format-bytes.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import type { Measurement } from '../../shared/measure/measurement.ts';
import type { Catalogue, CatalogueModel } from '../../shared/models/catalogue.ts';
import { needOf } from '../../shared/models/fit.ts';
import type { Answers } from '../../shared/protocol/answers.ts';
import type { AiOffer } from '../../shared/protocol/snapshot.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { roomForModels } from '../planner/size-layout.ts';
import { specFromAnswers } from './spec-from-answers.ts';

export interface AiQuestion {
  machine: Machine;
  answers: Answers;
  catalogue: Catalogue;
  measurement?: Measurement | undefined;
  drivers?: DriverPlan | undefined;
  /** A user-data file with sections left open. */
  base?: InstallSpec | undefined;
}

export function offerAi({ machine, answers, catalogue, measurement, drivers, base }: AiQuestion): AiOffer {
  const spec = specFromAnswers(answers, {}, { machine, base });
  const request = askedModel(spec);
  const room = roomOn(machine, spec, answers);
  const candidates = judgeModels(machine, catalogue, request, measurement, drivers).map((candidate) => onDisk(candidate, room));
  const maxDisk = room === undefined ? request.maxDisk : Math.min(request.maxDisk ?? Infinity, mostFileBytes(room));
  const automatic = chooseModel(machine, catalogue, { ...request, model: 'auto', ...(maxDisk === undefined ? {} : { maxDisk }) }, measurement, drivers);
  const chosen = candidates.find(({ model }) => model.id === (request.model === 'auto' ? automatic.model?.id : request.model));
  return {
    candidates,
    ...(automatic.model ? { automatic: { model: automatic.model.id, reason: automatic.reason } } : {}),
    ...(chosen ? { contextBytesPer1024: cacheBytes(chosen.model, chosen.context) } : {}),
    ...(room === undefined ? {} : { modelsRoom: room }),
  };
}

/** Bytes that a models filesystem can have; undefined until a disk is chosen. */
function roomOn(machine: Machine, { cognos: { storage = {} } }: InstallSpec, { storage: { disk: chosen } }: Answers): number | undefined {
  const disk = machine.disks.find(({ path }) => path === chosen?.path);
  if (!disk || !machine.medium) return undefined;
  return roomForModels({ disk, machine, storage, layout: storage.layout ?? 'btrfs', image: machine.medium.image });
}

function onDisk(candidate: Candidate, room: number | undefined): Candidate {
  const needed = modelsFor(candidate.model.file.bytes);
  if (room === undefined || needed <= room || candidate.verdict === 'too-big') return candidate;
  return { ...candidate, verdict: 'too-big', reason: `needs a models filesystem of ${formatBytes(needed)} and the disk has room for ${formatBytes(Math.max(0, room))}` };
}

/** Exact for the context that is asked now; a sliding window makes it less than twice as much for twice the context. */
function cacheBytes(model: CatalogueModel, context: number): number {
  return Math.round(needOf(model, { context, gpuLayers: 0 }).kv / (context / 1024));
}
