/** A model, or a wish of it, that this machine can serve, for one that it cannot. */
import { askedDrivers } from '../../shared/choice/asked-model.ts';
import type { Candidate } from '../../shared/choice/choice.ts';
import { nameOf } from '../../shared/choice/choose-model.ts';
import { planDrivers } from '../../shared/drivers/plan-drivers.ts';
import type { Answers } from '../../shared/protocol/answers.ts';
import type { AiOffer } from '../../shared/protocol/snapshot.ts';
import { nearest } from '../../shared/spec/nearest.ts';
import { offer, type Instead, type Nearest } from './instead.ts';

/** Of those that may be used as they are, the one that needs the most memory: what was wanted was large. */
export const largestModel: Nearest = (_finding, { answers, ai }) => {
  const best = (ai?.candidates ?? []).filter(({ verdict }) => verdict === 'fits')
    .reduce<Candidate | undefined>((most, each) => (most && most.need.total >= each.need.total ? most : each), undefined);
  return best && best.model.id !== answers.ai.model ? offer('ai', answers, { model: best.model.id }, nameOf(best.model)) : undefined;
};

const smallerModel: Nearest = (finding, surroundings) => largestModel(finding, surroundings) ?? offer('ai', surroundings.answers, { model: 'none' }, 'no model', 'no-model');

/** The size that was given to the models is in the way before the model is. */
const modelOnDisk: Nearest = (finding, surroundings) => {
  const { answers } = surroundings;
  const { models, ...sizes } = answers.storage.sizes;
  return models === undefined ? smallerModel(finding, surroundings) : offer('storage', answers, { sizes }, 'the computed size', 'computed-size');
};

const knownModel: Nearest = (_finding, { answers, ai }) => {
  const models = (ai?.candidates ?? []).map(({ model }) => model);
  const near = nearest(answers.ai.model, models.map(({ id }) => id));
  const model = models.find(({ id }) => id === near);
  return model ? offer('ai', answers, { model: model.id }, nameOf(model)) : offer('ai', answers, { model: 'auto' }, 'automatic choice', 'auto-model');
};

/** What the fastest reaches, in whole tokens a second and never more than that. */
const reachableFloor: Nearest = (_finding, { answers, ai }) => {
  const fastest = Math.max(0, ...(ai?.candidates ?? []).filter(({ verdict }) => verdict === 'too-slow').map(({ prediction }) => prediction?.generation.likely ?? 0));
  const floor = fastest >= 1 ? Math.floor(fastest) : Math.floor(fastest * 100) / 100;
  if (floor > 0) return offer('ai', answers, { minTokensPerSecond: floor }, String(floor));
  return withoutFloor(answers);
};

function withoutFloor(answers: Answers): Instead {
  const { minTokensPerSecond: _floor, ...value } = answers.ai;
  return { section: 'ai', value, label: 'no lower limit', word: 'no-floor' };
}

const speedFloor: Nearest = (_finding, { answers }) => withoutFloor(answers);

const acceptLicence: Nearest = (_finding, { answers, ai }) => {
  const licence = chosen(answers, ai)?.model.licence;
  return licence && offer('ai', answers, { acceptedLicences: [...new Set([...answers.ai.acceptedLicences, licence.id])] }, licence.name, 'accept-licence');
};

const allowUnverified: Nearest = (_finding, { answers, ai }) => {
  const model = chosen(answers, ai)?.model;
  return model && offer('ai', answers, { allowUnverified: true }, nameOf(model), 'allow-unverified');
};

const trainedContext: Nearest = (_finding, { answers, ai }) => {
  const most = chosen(answers, ai)?.model.shape.context;
  return most === undefined ? undefined : offer('ai', answers, { context: most }, String(most));
};

/** The schema's least, or the most it takes. */
const possibleContext: Nearest = (_finding, { answers }) => {
  const context = Math.min(16777216, Math.max(256, answers.ai.context ?? 256));
  return offer('ai', answers, { context }, String(context));
};

const anyLanguage: Nearest = (_finding, { answers }) => {
  const { language: _language, ...value } = answers.ai;
  return { section: 'ai', value, label: 'any language', word: 'any-language' };
};

/** With the vendor's repository where that is all that is missing; else whatever works here. */
const possiblePath: Nearest = (_finding, { answers, machine }) => {
  const asked = { acceleration: answers.ai.acceleration, vendor_repositories: true, enrol_key: answers.ai.enrolKey };
  const helps = !answers.ai.vendorRepositories && machine.medium && planDrivers(machine, askedDrivers(asked), machine.medium.image.kernel).refusals.length === 0;
  if (helps) return offer('ai', answers, { vendorRepositories: true }, 'the vendor’s packages', 'vendor-repositories');
  return offer('ai', answers, { acceleration: 'auto' }, 'automatic', 'auto-acceleration');
};

function chosen({ ai: { model } }: Answers, ai: AiOffer | undefined): AiOffer['candidates'][number] | undefined {
  return ai?.candidates.find((candidate) => candidate.model.id === model);
}

export const nearestModel: Readonly<Record<string, Nearest>> = {
  'unknown-model': knownModel, 'model-too-big': smallerModel, 'disk-too-small-for-model': modelOnDisk, 'no-model-fast-enough': reachableFloor, 'speed-floor': speedFloor,
  'licence-not-accepted': acceptLicence, 'model-unverified': allowUnverified, 'context-too-long': trainedContext, context: possibleContext,
  'model-language': anyLanguage, 'acceleration-impossible': possiblePath,
};
