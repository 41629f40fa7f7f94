/** What the answers as they are would come to: the disks, the drivers, the models, the plan in short. Pure. */
import { askedDrivers } from '../../shared/choice/asked-model.ts';
import { planDrivers } from '../../shared/drivers/plan-drivers.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import type { Measurement } from '../../shared/measure/measurement.ts';
import type { Catalogue } from '../../shared/models/catalogue.ts';
import type { Answers } from '../../shared/protocol/answers.ts';
import type { Offers } from './held.ts';
import { offerAi, offerDisks, previewOf, specFromAnswers, type Secrets } from './wizard.ts';

export interface Asking { machine: Machine; answers: Answers; secrets: Secrets; catalogue: Catalogue; measurement: Measurement | undefined }

export function offersOf({ machine, answers, secrets, catalogue, measurement }: Asking): Offers {
  const drivers = planDrivers(machine, askedDrivers(specFromAnswers(answers, {}).cognos.ai), machine.medium?.image.kernel ?? '');
  return {
    disks: offerDisks(machine), drivers,
    ai: offerAi({ machine, answers, catalogue, measurement, drivers }),
    preview: previewOf({ machine, answers, secrets, catalogue, measurement }),
  };
}
