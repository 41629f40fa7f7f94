/** One model of the catalogue, with the reason in a sentence; or why none. Pure. */
import type { DriverPlan } from '../drivers/driver-plan.ts';
import type { Finding } from '../errors.ts';
import type { Disk, Machine } from '../machine/machine.ts';
import type { Measurement } from '../measure/measurement.ts';
import type { Catalogue, CatalogueModel } from '../models/catalogue.ts';
import { distance } from '../spec/nearest.ts';
import { agentDefaults } from './agent-defaults.ts';
import type { Candidate, ModelChoice, ModelRequest } from './choice.ts';
import { formatSpeed } from './format-speed.ts';
import { judgeModels } from './judge-models.ts';
import { patience } from './patience.ts';
import { allLayers } from './split-layers.ts';

/** @param disk the one that gets the models filesystem, when it is known. */
export function chooseModel(machine: Machine, catalogue: Catalogue, request: ModelRequest, measurement?: Measurement, drivers?: DriverPlan, disk?: Disk): ModelChoice {
  if (request.model === 'none') return { reason: 'no model was asked for' };
  const candidates = judgeModels(machine, catalogue, request, measurement, drivers);
  const chosen = request.model === 'auto' ? chooseBest(candidates, catalogue, request) : takeAsked(candidates, request);
  if ('refusal' in chosen) return { reason: chosen.refusal.message, refusal: chosen.refusal };
  if ('none' in chosen) return { reason: chosen.none };
  const { candidate, reason } = chosen;
  const { model, need, prediction } = candidate;
  return { model, reason, need, ...(prediction ? { prediction } : {}), agent: agentDefaults(machine, candidate, measurement, disk) };
}

type Chosen = { candidate: Candidate; reason: string } | { refusal: Finding } | { none: string };

function chooseBest(candidates: Candidate[], catalogue: Catalogue, request: ModelRequest): Chosen {
  const fitting = candidates.filter(({ verdict }) => verdict === 'fits');
  if (fitting.length === 0) return nothingFits(candidates, request);
  const measured = fitting.filter(({ prediction }) => prediction);
  const { pool, prefer } = choosePool(fitting, measured, catalogue, request);
  const candidate = pool.reduce((best, each) => (prefer(each, best) ? each : best));
  return { candidate, reason: explain(candidate, candidates, request) };
}

type Prefer = (each: Candidate, best: Candidate) => boolean;

/** Which models compete, and for what: quality as long as they are fast enough, else speed. */
function choosePool(fitting: Candidate[], measured: Candidate[], { defaultModel, models }: Catalogue, request: ModelRequest): { pool: Candidate[]; prefer: Prefer } {
  const better: Prefer = (each, best) => each.model.quality > best.model.quality
    || (each.model.quality === best.model.quality && (each.model.id === defaultModel || (best.model.id !== defaultModel && each.need.total < best.need.total)));
  const whole = fitting.filter(({ gpuLayers, model }) => gpuLayers >= allLayers(model));
  // Of what was not measured, no model on the CPU that is larger than the default one: it may be too slow to be of use.
  const usual = models.find(({ id }) => id === defaultModel)?.file.bytes ?? Infinity;
  const modest = fitting.filter((each) => !each.prediction && (whole.includes(each) || each.model.file.bytes <= usual));
  if (measured.length === 0) return { pool: modest.length > 0 ? modest : [smallest(fitting)], prefer: better };
  const quick = measured.filter(({ prediction }) => (prediction?.generation.likely ?? 0) >= (request.minTokensPerSecond ?? patience));
  const sure = [...quick, ...whole.filter(({ prediction }) => !prediction)];
  if (sure.length > 0) return { pool: sure, prefer: better };
  const speed = ({ prediction }: Candidate): number => prediction?.generation.likely ?? 0;
  return { pool: measured, prefer: (each, best) => speed(each) > speed(best) };
}

function smallest(candidates: Candidate[]): Candidate {
  return candidates.reduce((least, each) => (each.need.total < least.need.total ? each : least));
}

/** "Mistral 7B Q4_K_M: needs 5.6 of 7.6 GiB, about 6 tokens/s; Q5_K_M would swap" */
function explain(candidate: Candidate, candidates: Candidate[], request: ModelRequest): string {
  const notes = [noteOnSpeed(candidate, request), noteOnBetter(candidate, candidates, request)].filter(Boolean);
  return [`${nameOf(candidate.model)}: ${candidate.reason}`, ...notes].join('; ');
}

function noteOnSpeed({ prediction }: Candidate, { minTokensPerSecond: floor, model }: ModelRequest): string {
  if (!prediction) return floor === undefined ? 'its speed was not measured' : `whether it reaches ${floor} tokens/s was not measured`;
  const { likely } = prediction.generation;
  if (floor !== undefined && likely < floor) return `that is less than the ${floor} asked for`;
  return model === 'auto' && likely < patience ? 'none that fits is faster' : '';
}

/** Why not the next better one: what people ask first. Another quantisation of the same model is named by it alone. */
function noteOnBetter({ model }: Candidate, candidates: Candidate[], request: ModelRequest): string {
  const better = candidates
    .filter((each) => each.model.quality > model.quality && each.model.purpose === model.purpose && isHardReason(each) && (each.model.name === model.name || isFree(each, request)))
    .sort((a, b) => Number(b.model.name === model.name) - Number(a.model.name === model.name) || a.model.quality - b.model.quality)[0];
  if (!better) return '';
  const name = better.model.name === model.name ? better.model.quantisation : nameOf(better.model);
  if (better.verdict !== 'too-big') return `${name} would make only ${formatSpeed(better.prediction?.generation.likely ?? 0)} tokens/s`;
  const overCeiling = better.model.file.bytes > (request.maxDisk ?? Infinity) || better.need.total > (request.maxMemory ?? Infinity);
  return `${name} ${overCeiling ? 'is larger than allowed' : 'would swap'}`;
}

/** One that could not be had anyway is not the one that is missed. */
function isFree({ model: { licence, file } }: Candidate, { acceptedLicences, allowUnverified }: ModelRequest): boolean {
  return (!licence.mustAccept || acceptedLicences.includes(licence.id)) && (allowUnverified || file.sha256 !== undefined);
}

function isHardReason({ verdict, prediction }: Candidate): boolean {
  return verdict === 'too-big' || verdict === 'too-slow' || (verdict === 'fits' && prediction !== undefined && prediction.generation.likely < patience);
}

function nothingFits(candidates: Candidate[], request: ModelRequest): Chosen {
  const { minTokensPerSecond: floor } = request;
  const slow = candidates.filter(({ verdict }) => verdict === 'too-slow');
  const fastest = slow.reduce<Candidate | undefined>((best, each) => ((each.prediction?.generation.likely ?? 0) > (best?.prediction?.generation.likely ?? 0) ? each : best), undefined);
  if (floor !== undefined && fastest) return { refusal: refuse('no-model-fast-enough', 'cognos.ai.min_tokens_per_second', `no model makes ${floor} tokens/s on this machine; the fastest that fits is ${nameOf(fastest.model)} with about ${formatSpeed(fastest.prediction?.generation.likely ?? 0)}`, { floor, fastest: nameOf(fastest.model), speed: formatSpeed(fastest.prediction?.generation.likely ?? 0) }) };
  const asked = candidates.filter(({ verdict }) => verdict !== 'not-asked-for');
  const near = smallestOf(asked.filter(({ verdict }) => verdict === 'too-big')) ?? asked[0];
  const usable = candidates.find(({ verdict }) => verdict === 'licence' || verdict === 'unverified');
  if (usable) return { none: `no model that fits is free to use as asked: ${nameOf(usable.model)} ${usable.reason}` };
  if (!near) return { none: `no model of the catalogue is made for what was asked (${[request.purpose, request.language].filter(Boolean).join(', ')})` };
  return { none: `no model of the catalogue fits: even ${nameOf(near.model)} ${near.reason}` };
}

function smallestOf(candidates: Candidate[]): Candidate | undefined {
  return candidates.length > 0 ? smallest(candidates) : undefined;
}

function takeAsked(candidates: Candidate[], request: ModelRequest): Chosen {
  const candidate = candidates.find(({ model }) => model.id === request.model);
  if (!candidate) return { refusal: refuse('unknown-model', 'cognos.ai.model', `"${request.model}" is no model of the catalogue; ${nearestIds(request.model, candidates.map(({ model }) => model))}`, { model: request.model }) };
  const { verdict, reason, model } = candidate;
  // Whoever asks for one model by its id has said what it is for, and how slow it may be.
  if (verdict === 'too-big') return { refusal: refuse('model-too-big', 'cognos.ai.model', `${nameOf(model)} ${reason}; ${largestOf(candidates)}`, { model: nameOf(model) }) };
  if (verdict === 'licence') return { refusal: refuse('licence-not-accepted', 'cognos.ai.accept_licences', `${nameOf(model)} ${reason}; read it at ${model.licence.url}`, { model: nameOf(model), licence: model.licence.name, url: model.licence.url }) };
  if (verdict === 'unverified') return { refusal: refuse('model-unverified', 'cognos.ai.allow_unverified', `${nameOf(model)} ${reason}`, { model: nameOf(model) }) };
  if (candidate.context > model.shape.context) return { refusal: refuse('context-too-long', 'cognos.ai.context', `${nameOf(model)} ${reason}`, { model: nameOf(model), context: candidate.context, most: model.shape.context }) };
  const note = noteOnSpeed(candidate, request);
  return { candidate, reason: `${nameOf(model)}: ${verdict === 'fits' ? reason : `asked for by name, ${reason}`}${note && verdict !== 'too-slow' ? `; ${note}` : ''}` };
}

function largestOf(candidates: Candidate[]): string {
  const runnable = candidates.filter(({ verdict }) => verdict !== 'too-big');
  if (runnable.length === 0) return 'no model of the catalogue would fit';
  const { model } = runnable.reduce((best, each) => (each.need.total > best.need.total ? each : best));
  return `the largest that would fit is ${nameOf(model)} (${model.id})`;
}

/** The three nearest ids, one that contains the word before one that only looks like it. */
export function nearestIds(written: string, models: readonly CatalogueModel[]): string {
  const word = written.toLowerCase();
  const ranked = models.map(({ id }) => ({ id, far: word.length > 2 && id.includes(word) ? 0 : distance(word, id.toLowerCase()) })).sort((a, b) => a.far - b.far);
  return `the nearest are ${ranked.slice(0, 3).map(({ id }) => id).join(', ')}`;
}

export function nameOf({ name, quantisation }: CatalogueModel): string {
  return `${name} ${quantisation}`;
}

function refuse(code: string, path: string, message: string, values: Finding['values']): Finding {
  return { severity: 'error', code, path, message, ...(values ? { values } : {}) };
}
