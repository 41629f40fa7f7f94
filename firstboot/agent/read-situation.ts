/** What a fall-back is chosen from: this machine, the catalogue, what was asked for. */
import { askedModel } from '../../shared/choice/asked-model.ts';
import type { Situation } from '../../shared/choice/fall-back.ts';
import { probeMachine } from '../../shared/machine/probe-machine.ts';
import type { StepContext } from '../../shared/plan/step.ts';
import type { Ai } from '../read-ai.ts';
import { readSpec } from '../read-spec.ts';
import { readCatalogue } from './read-agents.ts';

/** Undefined when there is no catalogue to choose from: then there is nothing to fall back to. */
export async function readSituation({ drivers }: Ai, { host, signal }: StepContext): Promise<Situation | undefined> {
  const spec = await readSpec(host);
  const catalogue = await readCatalogue(host, spec);
  return catalogue && { machine: await probeMachine(host, { signal }), catalogue, request: askedModel(spec), drivers };
}
