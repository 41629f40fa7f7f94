/** Words of one language, with numbers, sizes and times as that language writes them. No React in it, so that tests need none. */
import type { LocalFinding } from '../../../../shared/protocol/snapshot.ts';
import { parseSize } from '../../../../shared/spec/size.ts';
import type { PluralKey, WordFiles, WordKey } from './english.ts';
import { recognise } from './engine-sentences.ts';
import { isolating, plain } from './fill.ts';

export type Values = Record<string, string | number>;

export interface Words {
  (key: WordKey, values?: Values): string;
  language: string;
  plural(key: PluralKey, count: number, values?: Values): string;
  number(value: number, options?: Intl.NumberFormatOptions): string;
  /** 2.0 TB as makers of disks count; `binary` is 7.6 GiB, as memory is counted. */
  bytes(value: number, kind?: 'decimal' | 'binary'): string;
  /** "2 minutes 5 seconds" */
  duration(seconds: number): string;
  list(items: readonly string[], type?: 'conjunction' | 'disjunction'): string;
  /** Facts side by side, none of them a sentence: "NTFS, 999 GB". */
  facts(items: readonly string[], sign?: ',' | ';'): string;
  /** The finding in this language; its own English sentence when nobody translated it. */
  finding(finding: LocalFinding): string;
  /** One of the engine's own sentences in this language; undefined where nobody translated it. */
  engine(sentence: string): string | undefined;
  /** For keys that come from the engine (`password.warning.*`): undefined when there is none. */
  maybe(key: string, values?: Values): string | undefined;
}

export interface SpeakOptions {
  /** With marks that keep Latin pieces in order in a line from the right; a terminal, which shows such marks as signs, has none. */
  isolates?: boolean;
}

export function speak(language: string, files: WordFiles, { isolates = false }: SpeakOptions = {}): Words {
  const numbers = new Intl.NumberFormat(language);
  const { fill: fillIn, piece, value } = isolates ? isolating : plain;
  const fill = (text: string, values: Values): string => fillIn(text, Object.fromEntries(Object.entries(values).map(([name, each]) => [name, typeof each === 'number' ? numbers.format(each) : each])));
  const plurals = new Intl.PluralRules(language);
  const raw = (key: string): string | Record<string, string> | undefined => {
    const dot = key.indexOf('.');
    return files[key.slice(0, dot)]?.[key.slice(dot + 1)];
  };
  const maybe = (key: string, values: Values = {}): string | undefined => {
    const text = raw(key);
    return typeof text === 'string' ? fill(text, values) : undefined;
  };
  const say = (key: WordKey, values?: Values): string => maybe(key, values) ?? key;
  return Object.assign(say, {
    language,
    maybe,
    plural(key: PluralKey, count: number, values: Values = {}): string {
      const forms = raw(key);
      if (typeof forms !== 'object') return key;
      return fill(forms[plurals.select(count)] ?? forms['other'] ?? key, { count, ...values });
    },
    number: (value: number, options?: Intl.NumberFormatOptions) => (options ? new Intl.NumberFormat(language, options) : numbers).format(value),
    bytes: (bytes: number, kind: 'decimal' | 'binary' = 'decimal') => (kind === 'binary' ? binary(bytes, language, say) : piece(decimal(bytes, language))),
    duration: (seconds: number) => duration(seconds, language),
    list: (items: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction') => new Intl.ListFormat(language, { type }).format(items.map(value)),
    facts: (items: readonly string[], sign: ',' | ';' = ',') => items.map(value).join(signBetween(sign, language)),
    engine: (sentence: string) => {
      if (language === 'en') return sentence;
      const known = recognise(sentence);
      return known && maybe(`engine.${known.key}`, Object.fromEntries(Object.entries(known.values).map(([name, each]) => [name, figure(name, each, language, say) ?? each])));
    },
    finding: (finding: LocalFinding) => maybe(`findings.${finding.code}`, finding.values) ?? sentence(finding.message),
  });
}

/** A number or a size in the engine's English ("31874", "1.2 GB"), as this language writes it; undefined for whatever is none. */
function figure(name: string, text: string, language: string, say: (key: WordKey, values: Values) => string): number | string | undefined {
  if (/^(count|cores|free)$/.test(name) && /^\d+$/.test(text)) return Number(text);
  // A specification's kilo is a capital.
  const bytes = name === 'size' ? parseSize(text.replace('kB', 'KB')) : undefined;
  if (bytes === undefined) return undefined;
  return text.endsWith('iB') ? binary(bytes, language, say) : decimal(bytes, language);
}

/** As each script writes it; those without a space of their own after it are as wide as a letter. */
function signBetween(sign: ',' | ';', language: string): string {
  const own: Record<string, string> = sign === ',' ? { 'ar': '، ', 'ja': '、', 'zh-Hans': '，' } : { 'ar': '؛ ', 'ja': '、', 'zh-Hans': '；' };
  return own[language] ?? `${sign} `;
}

/** Findings are written to stand after a path; here they stand alone. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

/** One digit after the point below ten, none above: more says nothing to a reader. */
function rounded(value: number, language: string, options: Intl.NumberFormatOptions = {}): string {
  const digits = value < 10 ? 1 : 0;
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits, ...options }).format(value);
}

function decimal(bytes: number, language: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'];
  const power = powerOf(bytes, 1000, units.length);
  // CLDR 46 writes 1 MB in Hebrew with the number on the wrong side; the signs are the same as in English.
  const written = language === 'he' && power > 0 ? 'en' : language;
  return rounded(bytes / 1000 ** power, written, { style: 'unit', unit: units[power] ?? 'byte', unitDisplay: 'short' });
}

function binary(bytes: number, language: string, say: (key: WordKey, values: Values) => string): string {
  const keys = ['common.kib', 'common.mib', 'common.gib', 'common.tib'] as const;
  const power = Math.max(1, powerOf(bytes, 1024, keys.length + 1));
  return say(keys[power - 1] ?? 'common.kib', { number: rounded(bytes / 1024 ** power, language) });
}

/** 999,999 bytes round to "1,000 kB"; they are 1 MB to a reader. */
function powerOf(bytes: number, base: number, count: number): number {
  if (bytes < base) return 0;
  const power = Math.floor(Math.log(bytes) / Math.log(base));
  return Math.min(count - 1, Math.round(bytes / base ** power) >= base ? power + 1 : power);
}

function duration(seconds: number, language: string): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts: [number, string][] = [[Math.floor(whole / 3600), 'hour'], [Math.floor(whole / 60) % 60, 'minute'], [whole % 60, 'second']];
  // Beside hours nobody reads the seconds.
  const shown = parts.filter(([count, unit]) => count > 0 && !(unit === 'second' && whole >= 3600));
  if (shown.length === 0) shown.push([0, 'second']);
  const texts = shown.map(([count, unit]) => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count));
  return new Intl.ListFormat(language, { style: 'narrow', type: 'unit' }).format(texts);
}
