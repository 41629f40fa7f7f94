/** What a longer memory of the conversation costs. Pure. */
import type { Candidate } from '../../../../../shared/choice/choice.ts';
import { hostBytes } from '../../../../../shared/models/memory-need.ts';

/** What is taken when nobody says otherwise (shared/choice/judge-models.ts). */
const usualContext = 8192;
const leastContext = 1024;
/** English text in the tokens of today's models: four tokens for three words. */
const wordsPerToken = 0.75;

/** Positions of the slider: doubled each time, up to what the model was trained for. */
export function contextStops(limit: number): number[] {
  const stops: number[] = [];
  for (let tokens = leastContext; tokens < limit; tokens *= 2) stops.push(tokens);
  return [...stops, limit];
}

export function usualFor(limit: number): number {
  return Math.min(usualContext, limit);
}

/** The stop for what was answered, which may lie between two when it came from a file. */
export function stopFor(tokens: number, stops: readonly number[]): number {
  const index = stops.findIndex((stop) => stop >= tokens);
  return index < 0 ? stops.length - 1 : index;
}

export function contextBytes(tokens: number, bytesPer1024: number): number {
  return Math.round(tokens / 1024 * bytesPer1024);
}

/** Of the context as written text, rounded as an estimate should be. */
export function contextWords(tokens: number): number {
  const words = tokens * wordsPerToken;
  const step = 10 ** Math.max(2, Math.floor(Math.log10(words)) - 1);
  return Math.round(words / step) * step;
}

export interface ContextFit {
  /** All that the model would need with this context, wherever it lies. */
  need: number;
  /** What it needs of the machine's own memory beyond what there is; 0 when it fits. */
  missing: number;
}

/** Before the engine has answered: the rest of the need stays, the context's share changes. */
export function fitWith({ need, context }: Pick<Candidate, 'need' | 'context'>, tokens: number, bytesPer1024: number, memoryBytes: number): ContextFit {
  const difference = contextBytes(tokens, bytesPer1024) - contextBytes(context, bytesPer1024);
  const onHost = need.kv === 0 ? 1 : need.host.kv / need.kv;
  return { need: need.total + difference, missing: Math.max(0, Math.round(hostBytes(need) + difference * onHost - memoryBytes)) };
}
