/** Every model of the catalogue against this machine and what was asked for. Pure. */
import type { DriverPlan } from '../drivers/driver-plan.ts';
import { formatBinaryBytes, formatBytes } from '../machine/format-bytes.ts';
import type { Machine } from '../machine/machine.ts';
import type { Measurement, Prediction } from '../measure/measurement.ts';
import { predict } from '../measure/predict.ts';
import type { Catalogue, CatalogueModel } from '../models/catalogue.ts';
import { needOf } from '../models/fit.ts';
import { gpuBytes, hostBytes } from '../models/memory-need.ts';
import type { Candidate, ModelRequest, Verdict } from './choice.ts';
import { formatSpeed } from './format-speed.ts';
import { gpuRoom, type GpuRoom } from './gpu-room.ts';
import { allLayers, splitLayers } from './split-layers.ts';

export const usualContext = 8192;

/** In the catalogue's order. Memory is judged first: what cannot run is nothing to accept a licence for. */
export function judgeModels(machine: Machine, catalogue: Catalogue, request: ModelRequest, measurement?: Measurement, drivers?: DriverPlan): Candidate[] {
  const room = gpuRoom(machine, drivers);
  return catalogue.models.map((model) => judge(machine, room, model, request, measurement));
}

function judge(machine: Machine, room: GpuRoom, model: CatalogueModel, request: ModelRequest, measurement: Measurement | undefined): Candidate {
  const context = request.context ?? Math.min(usualContext, model.shape.context);
  const gpuLayers = splitLayers(model, context, room.bytes);
  const need = needOf(model, { context, gpuLayers });
  const prediction = measurement && predictOn(gpuLayers, model, measurement);
  const candidate = { model, need, context, gpuLayers, ...(prediction ? { prediction } : {}) };
  const [verdict, reason] = whyNot(candidate, machine, request) ?? ['fits', describe(candidate, machine, room)];
  return { ...candidate, verdict, reason };
}

type Judged = Omit<Candidate, 'verdict' | 'reason'>;

/** Slices are measured on one device as a whole; of a model split between two nothing is known. */
function predictOn(gpuLayers: number, model: CatalogueModel, measurement: Measurement): Prediction | undefined {
  const isSplit = gpuLayers > 0 && gpuLayers < allLayers(model);
  const devices = measurement.devices.filter(({ device }) => (device === 'cpu') === (gpuLayers === 0));
  return isSplit || devices.length === 0 ? undefined : predict({ ...measurement, devices }, model);
}

function whyNot(judged: Judged, machine: Machine, request: ModelRequest): [Verdict, string] | undefined {
  return tooBig(judged, machine, request) ?? unusable(judged, request) ?? tooSlow(judged, request) ?? notAskedFor(judged, request);
}

function tooBig({ model, need }: Judged, { memory }: Machine, { maxMemory, maxDisk }: ModelRequest): [Verdict, string] | undefined {
  const host = hostBytes(need);
  if (host > memory.bytes) return ['too-big', `needs ${formatBinaryBytes(host)} of memory and there are ${formatBinaryBytes(memory.bytes)}: it would swap`];
  if (maxMemory !== undefined && need.total > maxMemory) return ['too-big', `needs ${formatBinaryBytes(need.total)} of memory, more than the ${formatBinaryBytes(maxMemory)} allowed`];
  if (maxDisk !== undefined && model.file.bytes > maxDisk) return ['too-big', `takes ${formatBytes(model.file.bytes)} of disk, more than the ${formatBytes(maxDisk)} allowed`];
  return undefined;
}

function unusable({ model: { file, licence } }: Judged, { acceptedLicences, allowUnverified }: ModelRequest): [Verdict, string] | undefined {
  if (!isVerified(file) && !allowUnverified) return ['unverified', `has a ${file.sha256 === undefined || file.verified.digest === 'missing' ? 'digest' : 'size'} that nobody could verify, and that must be allowed (--allow-unverified)`];
  if (licence.mustAccept && !acceptedLicences.includes(licence.id)) return ['licence', `comes under the ${licence.name}, which must be accepted (--accept-licence ${licence.id})`];
  return undefined;
}

function isVerified({ sha256, verified }: CatalogueModel['file']): boolean {
  return sha256 !== undefined && verified.digest !== 'missing' && verified.size !== 'computed';
}

function tooSlow({ prediction }: Judged, { minTokensPerSecond: floor }: ModelRequest): [Verdict, string] | undefined {
  if (floor === undefined || !prediction || prediction.generation.likely >= floor) return undefined;
  return ['too-slow', `would make about ${formatSpeed(prediction.generation.likely)} tokens/s, ${floor} are asked for`];
}

/** Whoever names a language and no purpose is served by a multilingual model, too. */
export function serves(model: CatalogueModel, { purpose, language }: ModelRequest): boolean {
  return model.purpose === purpose || (language !== undefined && purpose === 'general' && model.purpose === 'multilingual');
}

function notAskedFor({ model, context }: Judged, request: ModelRequest): [Verdict, string] | undefined {
  const { purpose, language } = request;
  if (context > model.shape.context) return ['not-asked-for', `was trained for ${model.shape.context} tokens of context, ${context} are asked for`];
  if (!serves(model, request)) return ['not-asked-for', `is made for ${purposeNames[model.purpose]}, not for ${purposeNames[purpose]}`];
  if (language !== undefined && !speaks(model, language)) return ['not-asked-for', `is not known to be good at the language ${language}`];
  return undefined;
}

export const purposeNames: Record<CatalogueModel['purpose'], string> = {
  general: 'general use', code: 'code', multilingual: 'many languages', medical: 'medical text', legal: 'legal text',
};

/** `de` serves `de-AT`, and the other way round. */
function speaks({ languages }: CatalogueModel, language: string): boolean {
  const primary = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';
  return languages.some((each) => primary(each) === primary(language));
}

function describe(judged: Judged, machine: Machine, room: GpuRoom): string {
  const { prediction } = judged;
  return `${describeNeed(judged, machine, room)}${prediction ? `, about ${formatSpeed(prediction.generation.likely)} tokens/s` : ''}`;
}

function describeNeed({ model, need, gpuLayers }: Judged, { memory }: Machine, room: GpuRoom): string {
  const whole = formatBinaryBytes(memory.bytes);
  if (gpuLayers === 0) return `needs ${amountOf(need.total, whole)}`;
  const gpu = formatBinaryBytes(gpuBytes(need));
  const layers = gpuLayers >= allLayers(model) ? 'all layers' : `${gpuLayers} of ${allLayers(model)} layers`;
  return `${layers} on ${room.name} in ${gpu}, and ${amountOf(hostBytes(need), whole)} of memory`;
}

/** "5.6 of 7.6 GiB": the unit once, where it is the same. */
function amountOf(bytes: number, whole: string): string {
  const [number, unit] = formatBinaryBytes(bytes).split(' ');
  return `${number}${whole.endsWith(` ${unit}`) ? '' : ` ${unit}`} of ${whole}`;
}
