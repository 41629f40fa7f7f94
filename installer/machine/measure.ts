/** What the plan needs to know of this machine's speed: of an earlier run, of `bench`, or measured now. */
import { askedModel } from '../../shared/choice/asked-model.ts';
import { budgetFor, nothingMeasured, worthMeasuring } from '../../shared/choice/worth-measuring.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import { measureMachine } from '../../shared/measure/measure-machine.ts';
import type { Measurement } from '../../shared/measure/measurement.ts';
import type { Catalogue } from '../../shared/models/catalogue.ts';
import type { Host } from '../../shared/system/host.ts';
import { planInstall, type Asked } from '../planner/plan-install.ts';
import { findPrevious } from './find-previous.ts';
import type { MeasuringProgress } from './install-machine.ts';

export interface Measuring { host: Host; machine: Machine; asked: Asked; secrets: ReadonlyMap<string, string>; catalogue: Catalogue; reset: boolean; signal: AbortSignal; onProgress: (progress: MeasuringProgress) => void; measured?: (() => Promise<Measurement | undefined>) | undefined }

/**
 * Undefined when no choice depends on it.
 * @param measured what was measured while questions were asked; an interrupted run's figures make its plan again and go first
 */
export async function measureForPlan({ host, machine, asked, secrets, catalogue, reset, signal, onProgress, measured }: Measuring): Promise<Measurement | undefined> {
  const models = worthMeasuring(machine, askedModel(asked.spec), catalogue);
  const known = await measured?.();
  if (models.length === 0 && !known) return undefined;
  // Where the root of an earlier run lies does not depend on the model: that run's figures make its plan again.
  const proposal = planInstall(machine, asked, { reset, catalogue });
  if (!proposal.ok) return undefined;
  const previous = reset ? undefined : await findPrevious({ host, machine, plan: proposal.plan, secrets, signal });
  // Of a run that came to its end nothing goes on: what somebody has just looked at counts more.
  const given = previous?.finished ? known ?? previous.measurement : previous?.measurement ?? known;
  if (given) return given;
  try {
    return await measureMachine(host, machine, { models, signal, onProgress, ...budgetFor(machine) });
  } catch (error) {
    signal.throwIfAborted();
    // A machine that cannot be measured can still be installed on; the plan repeats the reason.
    return nothingMeasured(error instanceof Error ? error.message : String(error));
  }
}
