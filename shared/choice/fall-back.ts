/** What to try when a model did not answer, or answered too slowly: the CPU instead of a GPU, then a smaller model. Pure. */
import type { DriverPlan } from '../drivers/driver-plan.ts';
import type { Machine } from '../machine/machine.ts';
import type { Catalogue } from '../models/catalogue.ts';
import { agentDefaults } from './agent-defaults.ts';
import type { Candidate, ModelChoice, ModelRequest } from './choice.ts';
import { nameOf } from './choose-model.ts';
import { formatSpeed } from './format-speed.ts';
import { judgeModels } from './judge-models.ts';

export interface Situation {
  machine: Machine;
  catalogue: Catalogue;
  request: ModelRequest;
  drivers: DriverPlan;
}

/** One try, and what came of it. */
export interface Tried {
  model: string;
  gpuLayers: number;
  bytes: number;
  /** Absent when there was no answer. */
  tokensPerSecond?: number;
}

export interface FallBack {
  choice: ModelChoice;
  drivers: DriverPlan;
}

/**
 * @param choice what was tried last
 * @param tried everything so far, the last one last
 * @param wanted tokens per second that would be enough
 * @param impossible ids of models that cannot be had now
 */
export function fallBack(situation: Situation, choice: ModelChoice, tried: readonly Tried[], wanted?: number, impossible: ReadonlySet<string> = new Set()): FallBack | undefined {
  const { model, agent } = choice;
  if (!model || !agent) return undefined;
  const last = tried.at(-1);
  if (agent.gpuLayers > 0) return onCpu(situation, choice) ?? smaller(withoutGpu(situation), choice, last, wanted, impossible);
  // Whoever named the model has said what it is for; slow is what it is then. One that says nothing at all is of no use.
  if (situation.request.model === model.id && last?.tokensPerSecond !== undefined) return undefined;
  return smaller(situation, choice, last, wanted, impossible);
}

function withoutGpu(situation: Situation): Situation {
  return { ...situation, drivers: { ...situation.drivers, path: 'cpu' } };
}

function onCpu(situation: Situation, choice: ModelChoice): FallBack | undefined {
  const { drivers, machine, catalogue, request } = withoutGpu(situation);
  const candidate = judgeModels(machine, catalogue, request, undefined, drivers).find(({ model }) => model.id === choice.model?.id);
  // It was accepted and asked for before; only whether memory is enough is new.
  if (!candidate || candidate.verdict === 'too-big') return undefined;
  return take(machine, drivers, candidate, choice, `${nameOf(candidate.model)} on the CPU instead of the accelerator`);
}

function smaller(situation: Situation, choice: ModelChoice, last: Tried | undefined, wanted: number | undefined, impossible: ReadonlySet<string>): FallBack | undefined {
  const { machine, catalogue, request, drivers } = situation;
  const now = choice.model?.file.bytes ?? 0;
  const candidates = judgeModels(machine, catalogue, request, undefined, drivers)
    .filter(({ verdict, model }) => verdict === 'fits' && model.file.bytes < now && !impossible.has(model.id));
  if (candidates.length === 0) return undefined;
  const speed = (candidate: Candidate): number => expectedSpeed(candidate, last);
  const quick = candidates.filter((each) => wanted === undefined || last?.tokensPerSecond === undefined || speed(each) >= wanted);
  const candidate = quick.length > 0 ? best(quick) : candidates.reduce((least, each) => (each.model.file.bytes < least.model.file.bytes ? each : least));
  const guess = last?.tokensPerSecond === undefined ? '' : `, about ${formatSpeed(speed(candidate))} tokens/s by what was measured`;
  return take(machine, drivers, candidate, choice, `${nameOf(candidate.model)} instead of ${choice.model ? nameOf(choice.model) : 'none'}${guess}`);
}

/** Every weight is read once for each token, so speed goes by size. */
function expectedSpeed({ model }: Candidate, last: Tried | undefined): number {
  return last?.tokensPerSecond === undefined ? 0 : last.tokensPerSecond * last.bytes / model.file.bytes;
}

function best(candidates: readonly Candidate[]): Candidate {
  return candidates.reduce((chosen, each) => (each.model.quality > chosen.model.quality || (each.model.quality === chosen.model.quality && each.model.file.bytes < chosen.model.file.bytes) ? each : chosen));
}

/** Threads and scheduler stay as they were chosen by measuring; there is no new measurement here. */
function take(machine: Machine, drivers: DriverPlan, candidate: Candidate, { agent: before }: ModelChoice, reason: string): FallBack {
  const agent = agentDefaults(machine, candidate);
  return {
    drivers,
    choice: {
      model: candidate.model, need: candidate.need, reason,
      agent: { ...agent, threads: Math.min(agent.threads, before?.threads ?? agent.threads), ...(before?.ioScheduler ? { ioScheduler: before.ioScheduler } : {}) },
    },
  };
}
