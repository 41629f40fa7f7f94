/** `const t = useWords()`: t('storage.title'). English until another language's file has arrived. */
import { createContext, useContext } from 'react';
import { english } from './english.ts';
import { speak, type Words } from './speak.ts';

export type { WordKey, PluralKey } from './english.ts';
export type { Words } from './speak.ts';

export const englishWords = speak('en', english);
export const WordsContext = createContext<Words>(englishWords);

export function useWords(): Words {
  return useContext(WordsContext);
}
