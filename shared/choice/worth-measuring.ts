/** Whether a choice of model depends on how fast this machine is, and for how long to look. Pure. */
import type { Machine } from '../machine/machine.ts';
import type { Measurement } from '../measure/measurement.ts';
import type { Catalogue, CatalogueModel } from '../models/catalogue.ts';
import { chooseModel } from './choose-model.ts';
import type { ModelRequest } from './choice.ts';
import { judgeModels } from './judge-models.ts';

/** Most important first; none when no choice depends on speed, for measuring takes most of a minute. */
export function worthMeasuring(machine: Machine, request: ModelRequest, catalogue: Catalogue): CatalogueModel[] {
  const fitting = judgeModels(machine, catalogue, request).flatMap(({ verdict, model }) => (verdict === 'fits' ? [model] : []));
  const isNamed = request.model !== 'auto';
  if (isNamed && request.minTokensPerSecond === undefined) return [];
  if (fitting.length < 2 && request.minTokensPerSecond === undefined) return [];
  const likely = chooseModel(machine, catalogue, request).model;
  return likely ? [likely, ...isNamed ? [] : fitting.filter(({ id }) => id !== likely.id)] : [];
}

/** A processor that QEMU makes up (systemd-detect-virt says qemu, not kvm) is twenty times slower than any that is sold. */
export function budgetFor({ virtualisation }: Machine): { budgetSeconds?: number } {
  return virtualisation === 'qemu' ? { budgetSeconds: 240 } : {};
}

/** A machine that cannot be measured gets a model all the same; the reason goes with it. */
export function nothingMeasured(why: string): Measurement {
  return { version: 1, takenAt: new Date().toISOString(), runtime: 'none', devices: [], noise: 0, findings: [`The speed of this machine was not measured: ${why}`], seconds: 0, peakBytes: 0 };
}
