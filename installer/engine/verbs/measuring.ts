/** Measures before the plan needs it, so that speeds are seen while a model is chosen. The plan takes the same figures. */
import { askedModel } from '../../../shared/choice/asked-model.ts';
import { judgeModels } from '../../../shared/choice/judge-models.ts';
import { budgetFor, nothingMeasured, worthMeasuring } from '../../../shared/choice/worth-measuring.ts';
import type { Machine } from '../../../shared/machine/machine.ts';
import type { Measurement } from '../../../shared/measure/measurement.ts';
import type { CatalogueModel } from '../../../shared/models/catalogue.ts';
import { specOf } from '../answered-spec.ts';
import { machineOf, stateOf, type Session } from '../session.ts';
import { VerbError } from '../verb-error.ts';

export function startMeasuring(session: Session): void {
  const machine = machineOf(session);
  if (!machine || stateOf(session) !== 'asking') throw new VerbError('not-now', 'the machine is measured while questions are asked');
  if (session.measuring) return;
  const models = modelsToMeasure(session, machine);
  if (models.length === 0) throw new VerbError('nothing-to-measure', 'no model of the catalogue fits this machine, so there is no speed to measure');
  const stop = new AbortController();
  session.held.measuring = { fraction: 0, label: 'Measuring this machine' };
  session.measuring = { stop, done: measure(session, machine, models, stop.signal) };
  session.publisher.atOnce();
}

export function cancelMeasuring(session: Session): void {
  session.measuring?.stop.abort();
  if (stateOf(session) === 'measuring') session.actor.send({ type: 'plan.left' });
}

/** Never rejects: a machine that cannot be measured can still be installed on. */
async function measure(session: Session, machine: Machine, models: CatalogueModel[], signal: AbortSignal): Promise<Measurement | undefined> {
  const { system, held, publisher } = session;
  try {
    held.measurement = await system.measure({
      machine, models, signal, ...budgetFor(machine),
      onProgress: (progress) => {
        held.measuring = progress;
        publisher.soon();
      },
    });
  } catch (error) {
    if (!signal.aborted) held.measurement = nothingMeasured(error instanceof Error ? error.message : String(error));
  } finally {
    held.measuring = undefined;
    session.measuring = undefined;
    session.reconsider();
    publisher.atOnce();
  }
  return held.measurement;
}

/** What the choice depends on; where it depends on no speed, whatever fits: somebody wants to see it. */
function modelsToMeasure(session: Session, machine: Machine): CatalogueModel[] {
  const { catalogue } = session;
  const request = askedModel(specOf(session, { withSecrets: false }));
  const worth = worthMeasuring(machine, request, catalogue);
  if (worth.length > 0) return worth;
  return judgeModels(machine, catalogue, request).flatMap(({ verdict, model }) => (verdict === 'fits' ? [model] : []));
}
