/** The catalogue as the screen lists it: what can be taken first, and for each model why or why not. Pure. */
import type { Candidate, Verdict } from '../../../../../shared/choice/choice.ts';
import type { Machine } from '../../../../../shared/machine/machine.ts';
import { gpuBytes, hostBytes } from '../../../../../shared/models/memory-need.ts';
import type { Answers } from '../../../../../shared/protocol/answers.ts';

/** In the order in which they are listed. */
export const groups = ['possible', 'other', 'impossible'] as const;
export type Group = (typeof groups)[number];

/** A word of `ai.why.*` and what it names. */
export type Why =
  | { word: 'fits' | 'fitsGpu' | 'fitsSplit'; memory: Share; gpu?: Share }
  | { word: 'tooBigMemory'; need: number; have: number }
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
  /** Cannot be chosen whatever is accepted or allowed. */
  disabled: boolean;
}

export function judgeRows(candidates: readonly Candidate[], machine: Machine, answers: Answers['ai'], gpuMemory: number): Row[] {
  return candidates
    .map((candidate) => {
      const why = whyOf(candidate, machine, answers, gpuMemory);
      const disabled = candidate.verdict === 'too-big' || why.word === 'context';
      return { candidate, why, disabled, group: groupOf(candidate.verdict, disabled) };
    })
    .sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || rank[a.candidate.verdict] - rank[b.candidate.verdict] || b.candidate.model.quality - a.candidate.model.quality);
}

/** Of one group, those that need nothing of the person come first, the best of them at the top. */
const rank: Record<Verdict, number> = { fits: 0, licence: 1, unverified: 2, 'too-slow': 3, 'not-asked-for': 4, 'too-big': 5 };

function groupOf(verdict: Verdict, disabled: boolean): Group {
  if (disabled) return 'impossible';
  return verdict === 'not-asked-for' ? 'other' : 'possible';
}

function whyOf(candidate: Candidate, machine: Machine, answers: Answers['ai'], gpuMemory: number): Why {
  const { model, need, verdict, prediction, context } = candidate;
  switch (verdict) {
    case 'fits': return whyFits(candidate, machine, gpuMemory);
    case 'too-big': return hostBytes(need) > machine.memory.bytes ? { word: 'tooBigMemory', need: hostBytes(need), have: machine.memory.bytes } : { word: 'tooBigAllowed', need: need.total };
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

function whyFits({ model, need, gpuLayers }: Candidate, { memory }: Machine, gpuMemory: number): Why {
  const share = { need: hostBytes(need), have: memory.bytes };
  if (gpuLayers === 0) return { word: 'fits', memory: share };
  return { word: gpuLayers > model.shape.layers ? 'fitsGpu' : 'fitsSplit', memory: share, gpu: { need: gpuBytes(need), have: gpuMemory } };
}
