/** Tokens per second in what people know: words a minute, beside how fast people read. Pure. */
import type { Prediction, Range } from '../../../../../shared/measure/measurement.ts';
import type { Candidate } from '../../../../../shared/choice/choice.ts';

/** English text in the tokens of today's models: four tokens for three words. */
const wordsPerToken = 0.75;
/** Silent reading of English (Brysbaert 2019). */
export const readingWordsPerMinute = 238;
export const readingTokensPerSecond = readingWordsPerMinute / 60 / wordsPerToken;

/** With no more digits than a prediction deserves. */
export function wordsPerMinute(tokensPerSecond: number): number {
  const words = tokensPerSecond * 60 * wordsPerToken;
  const step = words < 20 ? 1 : words < 100 ? 5 : 10 ** (Math.floor(Math.log10(words)) - 1);
  return Math.max(1, Math.round(words / step) * step);
}

/** Digits after the point that `Intl` should show: 0.4, 6.2, 24. */
export function speedDigits(tokensPerSecond: number): 0 | 1 {
  return tokensPerSecond < 9.95 ? 1 : 0;
}

export type Pace = 'slow' | 'below' | 'reading' | 'above';

/** Beside reading: less than half of it is waiting; about it is a talk; more is not noticed. */
export function paceOf({ likely }: Range): Pace {
  const share = likely / readingTokensPerSecond;
  return share < 0.5 ? 'slow' : share < 0.9 ? 'below' : share < 1.5 ? 'reading' : 'above';
}

/** One scale for all bars, so that lengths can be compared; its end is a round number. */
export function speedScale(candidates: readonly Pick<Candidate, 'prediction'>[]): number | undefined {
  const highs = candidates.flatMap(({ prediction }) => prediction?.generation.high ?? []);
  return highs.length === 0 ? undefined : roundUp(Math.max(...highs, readingTokensPerSecond));
}

function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 3, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}

export interface SpeedBar { low: number; likely: number; high: number; reading: number }

/** In percent of the bar's length. */
export function speedBar({ generation: { low, likely, high } }: Pick<Prediction, 'generation'>, scale: number): SpeedBar {
  const percent = (value: number): number => Math.min(100, Math.max(0, value / scale * 100));
  return { low: percent(low), likely: percent(likely), high: percent(high), reading: percent(readingTokensPerSecond) };
}
