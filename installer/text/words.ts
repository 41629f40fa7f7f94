/**
 * The words of the graphical wizard on a terminal, and those that only a terminal needs (text.json). A language is read
 * when somebody chooses it; what nobody has translated yet is said in English.
 */
import text from '../../assets/translations/en/text.json' with { type: 'json' };
import type { WizardLanguage } from '../../shared/protocol/answers.ts';
import { escapeForTerminal } from '../../shared/errors.ts';
import { english, type PluralKey, type WordFiles, type WordKey } from '../gui/renderer/i18n/english.ts';
import { speak, type Values, type Words as AllWords } from '../gui/renderer/i18n/speak.ts';
import { plainLetters } from './plain-letters.ts';
import type { Terminal } from './terminal.ts';

type OwnKeys<Shape> = { [Key in keyof typeof text & string]: (typeof text)[Key] extends Shape ? `text.${Key}` : never }[keyof typeof text & string];
export type Key = WordKey | OwnKeys<string>;

export interface Words extends Omit<AllWords, 'plural'> {
  (key: Key, values?: Values): string;
  plural(key: PluralKey | OwnKeys<object>, count: number, values?: Values): string;
}

const ownEnglish: WordFiles = { ...english, text };
const names = Object.keys(ownEnglish);

export const englishWords = speak('en', ownEnglish) as unknown as Words;

/** Undefined when the language's files are not there. */
export async function wordsOf(language: WizardLanguage): Promise<Words | undefined> {
  if (language === 'en') return englishWords;
  const files: WordFiles = {};
  let found = false;
  for (const name of names) {
    const own = await readFile(language, name);
    found ||= own !== undefined;
    files[name] = { ...ownEnglish[name], ...own };
  }
  return found ? speak(language, files) as unknown as Words : undefined;
}

async function readFile(language: WizardLanguage, name: string): Promise<WordFiles[string] | undefined> {
  try {
    // The bundler finds every file that this pattern may mean.
    const { default: file } = await import(`../../assets/translations/${language}/${name}.json`, { with: { type: 'json' } }) as { default: WordFiles[string] };
    return file;
  } catch {
    return undefined; // Not translated.
  }
}

/** What the engine says itself; in English where nobody translated it. */
export function said(t: Pick<Words, 'engine'>, sentence: string): string {
  return t.engine(sentence) ?? sentence;
}

/** What other people named (disks, networks, files) cannot drive the terminal, and comes in letters that it has. */
export function shown(value: string, { charset }: Pick<Terminal, 'charset'>): string {
  const safe = escapeForTerminal(value);
  return charset === 'ascii' ? plainLetters(safe) : safe;
}

/** Several lines of our own making, each of them with such names in it. */
export function shownLines(values: readonly string[], terminal: Pick<Terminal, 'charset'>): string {
  return values.map((value) => shown(value, terminal)).join('\n');
}
