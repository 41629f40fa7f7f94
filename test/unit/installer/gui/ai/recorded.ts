/** Candidates as the engine judges them, on recorded machines with recorded measurements. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Candidate, ModelRequest } from '../../../../../shared/choice/choice.ts';
import { judgeModels } from '../../../../../shared/choice/judge-models.ts';
import type { Machine } from '../../../../../shared/machine/machine.ts';
import type { Measurement } from '../../../../../shared/measure/measurement.ts';
import { builtinCatalogue } from '../../../../../shared/models/builtin-catalogue.ts';
import type { Answers } from '../../../../../shared/protocol/answers.ts';

const fixtures = join(import.meta.dirname, '../../../../fixtures');
const read = (path: string): unknown => JSON.parse(readFileSync(join(fixtures, path), 'utf8'));

export const machine = (name: string): Machine => read(`machines/${name}.json`) as Machine;
export const measurement = (name: string): Measurement => read(`measurements/${name}.json`) as Measurement;

export const answers: Answers['ai'] = { model: 'auto', purpose: 'general', acceptedLicences: [], allowUnverified: false, acceleration: 'auto', vendorRepositories: false, enrolKey: 'never', more: [] };

export function judged(here: Machine, asked: Partial<ModelRequest> = {}, measured?: Measurement): Candidate[] {
  return judgeModels(here, builtinCatalogue, { ...answers, ...asked }, measured);
}

export function find(candidates: readonly Candidate[], id: string): Candidate {
  const found = candidates.find(({ model }) => model.id === id);
  if (!found) throw new Error(`no ${id} in the catalogue`);
  return found;
}
