/** The catalogue as the screen lists it: what can be taken first, and for each model why or why not. Pure. */
import type { Candidate, Verdict } from '../../../../../shared/choice/choice.ts';
import { modelsFor } from '../../../../../shared/choice/size-models.ts';
import type { Machine } from '../../../../../shared/machine/machine.ts';
import { gpuBytes, hostBytes } from '../../../../../shared/models/memory-need.ts';
import type { Answers } from '../../../../../shared/protocol/answers.ts';

/** In the order in which they are listed. */
export const groups = ['possible', 'other', 'impossible'] as const;
export type Group = (typeof groups)[number];

/** A word of `ai.why.*` and what it names. */
export type Why =
  | { word: 'fits' | 'fitsGpu' | 'fitsSplit' }
  | { word: 'tooBigMemory'; need: number; have: number }
  | { word: 'tooBigDisk'; need: number; have: number }
  | { word: 'tooBigAllowed'; need: number }
  | { word: 'tooSlow'; likely: number; floor: number }
  | { word: 'purpose' }
  | { word: 'language' }
  | { word: 'context'; limit: number; asked: number }
  | { word: 'licence'; licence: string }
  | { word: 'noDigest' | 'noSize' };

/** What is needed of what there is, in bytes. */
export interface Share { need: number; have: number }

export interface Row {
  candidate: Candidate;
  group: Group;
  why: Why;
  memory: Share;
  /** Where layers of it lie on an accelerator. */
  gpu?: Share;
  /** Cannot be chosen whatever is accepted or allowed. */
  disabled: boolean;
}

/** Bytes: of the accelerators that hold layers, and for models on the chosen disk, when one is chosen. */
export interface Room { gpu: number; disk?: number | undefined }

export function judgeRows(candidates: readonly Candidate[], machine: Machine, answers: Answers['ai'], room: Room): Row[] {
  return candidates
    .map((candidate): Row => {
      const why = whyOf(candidate, machine, answers, room);
      const disabled = candidate.verdict === 'too-big' || why.word === 'context';
      return { candidate, why, disabled, ...sharesOf(candidate, machine, room), group: disabled ? 'impossible' : isAskedFor(candidate, answers) ? 'possible' : 'other' };
    })
    .sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || (a.disabled ? a.candidate.need.total - b.candidate.need.total : compare(a.candidate, b.candidate)));
}

/** Of one group, those that need nothing of the person come first, the best of them at the top. What cannot be had is listed by how far from it it is. */
function compare(a: Candidate, b: Candidate): number {
  return rank[a.verdict] - rank[b.verdict] || b.model.quality - a.model.quality;
}

const rank: Record<Verdict, number> = { fits: 0, licence: 1, unverified: 2, 'too-slow': 3, 'not-asked-for': 4, 'too-big': 5 };

/** The verdict names one reason only, and a licence comes before what a model is made for. */
function isAskedFor(candidate: Candidate, answers: Answers['ai']): boolean {
  return candidate.verdict !== 'not-asked-for' && servesPurpose(candidate, answers) && speaks(candidate, answers.language);
}

function sharesOf({ need, gpuLayers }: Candidate, { memory }: Machine, room: Room): Pick<Row, 'memory' | 'gpu'> {
  return { memory: { need: hostBytes(need), have: memory.bytes }, ...(gpuLayers > 0 ? { gpu: { need: gpuBytes(need), have: room.gpu } } : {}) };
}

function whyOf(candidate: Candidate, machine: Machine, answers: Answers['ai'], room: Room): Why {
  const { model, verdict, prediction, context, gpuLayers } = candidate;
  switch (verdict) {
    case 'fits': return { word: gpuLayers === 0 ? 'fits' : gpuLayers > model.shape.layers ? 'fitsGpu' : 'fitsSplit' };
    case 'too-big': return whyTooBig(candidate, machine, room);
    case 'too-slow': return { word: 'tooSlow', likely: prediction?.generation.likely ?? 0, floor: answers.minTokensPerSecond ?? 0 };
    case 'licence': return { word: 'licence', licence: model.licence.name };
    case 'unverified': return { word: model.file.sha256 === undefined || model.file.verified.digest === 'missing' ? 'noDigest' : 'noSize' };
    case 'not-asked-for':
      if (context > model.shape.context) return { word: 'context', limit: model.shape.context, asked: context };
      return { word: servesPurpose(candidate, answers) ? 'language' : 'purpose' };
  }
}

/** As shared/choice/judge-models.ts has it: who names a language and no purpose is served by a multilingual model, too. */
function servesPurpose({ model }: Candidate, { purpose, language }: Answers['ai']): boolean {
  return model.purpose === purpose || (language !== undefined && purpose === 'general' && model.purpose === 'multilingual');
}

/** `de` serves `de-AT`, and the other way round. */
function speaks({ model }: Candidate, language: string | undefined): boolean {
  const primary = (tag: string): string | undefined => tag.toLowerCase().split('-')[0];
  return language === undefined || model.languages.some((each) => primary(each) === primary(language));
}

function whyTooBig({ model, need }: Candidate, { memory }: Machine, { disk }: Room): Why {
  if (hostBytes(need) > memory.bytes) return { word: 'tooBigMemory', need: hostBytes(need), have: memory.bytes };
  return disk !== undefined && modelsFor(model.file.bytes) > disk ? { word: 'tooBigDisk', need: modelsFor(model.file.bytes), have: Math.max(0, disk) } : { word: 'tooBigAllowed', need: need.total };
}
