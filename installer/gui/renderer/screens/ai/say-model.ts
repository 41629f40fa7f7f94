/** A model, its speed and what stands against it in words. */
import type { Candidate } from '../../../../../shared/choice/choice.ts';
import type { Range } from '../../../../../shared/measure/measurement.ts';
import type { Words } from '../../i18n/use-words.ts';
import type { Why } from './judge-rows.ts';
import { speedDigits, wordsPerMinute } from './speed.ts';

type Model = Candidate['model'];

/** "Mistral 7B Instruct v0.3, Q4_K_M": the quantisation tells two rows of one model apart. */
export function sayModel(t: Words, { name, quantisation }: Pick<Model, 'name' | 'quantisation'>): string {
  return t('ai.quantisation', { name, quantisation });
}

export function sayFacts(t: Words, { parameters, file }: Model): string {
  const [word, amount] = parameters < 1e9 ? ['ai.million', parameters / 1e6] as const : ['ai.billion', parameters / 1e9] as const;
  const number = t.number(amount, { maximumFractionDigits: amount < 10 ? 1 : 0 });
  return t('ai.facts', { parameters: t(word, { number }), size: t.bytes(file.bytes) });
}

const mostLanguages = 8;

export function sayLanguages(t: Words, { languages }: Model): string {
  const names = new Intl.DisplayNames(t.language, { type: 'language' });
  const named = t.list(languages.slice(0, mostLanguages).map((code) => names.of(code) ?? code));
  return languages.length > mostLanguages ? t.plural('ai.languages.among', languages.length, { names: named }) : t('ai.languages', { names: named });
}

export function sayTokens(t: Words, tokensPerSecond: number): string {
  const digits = speedDigits(tokensPerSecond);
  return t.number(tokensPerSecond, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export function sayRange(t: Words, { low, likely, high }: Range): string {
  return t('ai.speed.range', { low: sayTokens(t, low), likely: sayTokens(t, likely), high: sayTokens(t, high) });
}

export function sayWordsPerMinute(t: Words, tokensPerSecond: number): string {
  return t('ai.speed.words', { words: wordsPerMinute(tokensPerSecond) });
}

/** The rest of a sentence that begins with the model's name. */
export function sayWhy(t: Words, why: Why, { model }: Pick<Candidate, 'model'>, language?: string): string {
  const memory = (bytes: number): string => t.bytes(bytes, 'binary');
  switch (why.word) {
    case 'fits': case 'fitsGpu': case 'fitsSplit': case 'noDigest': case 'noSize': return t(`ai.why.${why.word}`);
    case 'tooBigMemory': return t('ai.why.tooBigMemory', { need: memory(why.need), have: memory(why.have) });
    case 'tooBigDisk': return t('ai.why.tooBigDisk', { need: t.bytes(why.need), have: t.bytes(why.have) });
    case 'tooBigAllowed': return t('ai.why.tooBigAllowed', { need: memory(why.need) });
    case 'tooSlow': return t('ai.why.tooSlow', { likely: sayTokens(t, why.likely), floor: sayTokens(t, why.floor) });
    case 'purpose': return t('ai.why.purpose', { purpose: t(`ai.purpose.${model.purpose}`) });
    case 'language': return t('ai.why.language', { language: language ? new Intl.DisplayNames(t.language, { type: 'language' }).of(language) ?? language : '' });
    case 'context': return t('ai.why.context', { limit: why.limit, asked: why.asked });
    case 'licence': return t('ai.why.licence', { licence: why.licence });
  }
}
