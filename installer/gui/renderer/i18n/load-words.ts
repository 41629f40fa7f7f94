/** A language's words, fetched when it is chosen. Its files are one piece each, made at build time with English where a text is missing. */
import { wordsOf } from 'virtual:words';
import { english } from './english.ts';
import { isRightToLeft } from './right-to-left.ts';
import { speak, type Words } from './speak.ts';

export async function loadWords(language: string): Promise<Words> {
  const load = wordsOf[language];
  return speak(language, load ? (await load()).default : english, { isolates: isRightToLeft(language) });
}
