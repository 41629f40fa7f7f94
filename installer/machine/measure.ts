/** What the plan needs to know of this machine's speed: of an earlier run, of `bench`, or measured now. */
import { chooseModel } from '../../shared/choice/choose-model.ts';
import { judgeModels } from '../../shared/choice/judge-models.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import { measureMachine } from '../../shared/measure/measure-machine.ts';
import type { Measurement } from '../../shared/measure/measurement.ts';
import type { Catalogue, CatalogueModel } from '../../shared/models/catalogue.ts';
import type { Host } from '../../shared/system/host.ts';
import { askedModel } from '../../shared/choice/asked-model.ts';
import { planInstall, type Asked } from '../planner/plan-install.ts';
import { findPrevious } from './find-previous.ts';
import type { MeasuringProgress } from './install-machine.ts';

export interface Measuring { host: Host; machine: Machine; asked: Asked; catalogue: Catalogue; reset: boolean; signal: AbortSignal; onProgress: (progress: MeasuringProgress) => void }

/** Undefined when no choice depends on it. */
export async function measureForPlan({ host, machine, asked, catalogue, reset, signal, onProgress }: Measuring): Promise<Measurement | undefined> {
  const models = worthMeasuring(machine, asked, catalogue);
  if (models.length === 0) return undefined;
  // Where the root of an earlier run lies does not depend on the model: that run's figures make its plan again.
  const proposal = planInstall(machine, asked, { reset, catalogue });
  if (!proposal.ok) return undefined;
  const previous = reset ? undefined : await findPrevious(host, machine, proposal.plan, signal);
  if (previous?.measurement) return previous.measurement;
  try {
    return await measureMachine(host, machine, { models, signal, onProgress, ...(isEmulated(machine) ? { budgetSeconds: 240 } : {}) });
  } catch (error) {
    signal.throwIfAborted();
    // A machine that cannot be measured can still be installed on; the plan repeats the reason.
    return nothingMeasured(error instanceof Error ? error.message : String(error));
  }
}

/** A processor that QEMU makes up (systemd-detect-virt says qemu, not kvm) is twenty times slower than any that is sold. */
function isEmulated({ virtualisation }: Machine): boolean {
  return virtualisation === 'qemu';
}

/** Most important first; none when no choice depends on speed, for measuring takes most of a minute. */
function worthMeasuring(machine: Machine, { spec }: Asked, catalogue: Catalogue): CatalogueModel[] {
  const request = askedModel(spec);
  const fitting = judgeModels(machine, catalogue, request).flatMap(({ verdict, model }) => (verdict === 'fits' ? [model] : []));
  const isNamed = request.model !== 'auto';
  if (isNamed && request.minTokensPerSecond === undefined) return [];
  if (fitting.length < 2 && request.minTokensPerSecond === undefined) return [];
  const likely = chooseModel(machine, catalogue, request).model;
  return likely ? [likely, ...isNamed ? [] : fitting.filter(({ id }) => id !== likely.id)] : [];
}

function nothingMeasured(why: string): Measurement {
  return { version: 1, takenAt: new Date().toISOString(), runtime: 'none', devices: [], noise: 0, findings: [`The speed of this machine was not measured: ${why}`], seconds: 0, peakBytes: 0 };
}
