/** The chosen language for everything below: words, direction, and how react-aria's own parts speak. */
import { useEffect, useState, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { WizardLanguage } from '../../../../shared/protocol/answers.ts';
import { loadFont } from '../theme/load-font.ts';
import { loadWords } from './load-words.ts';
import { isRightToLeft } from './right-to-left.ts';
import { englishWords, WordsContext, type Words } from './use-words.ts';

export function WordsProvider({ language, children }: { language: WizardLanguage; children: ReactNode }) {
  const [words, setWords] = useState<Words>(() => englishWords);
  useEffect(() => {
    let isWanted = true;
    void loadFont(language);
    void loadWords(language).then((loaded) => { if (isWanted) setWords(() => loaded); });
    return () => { isWanted = false; };
  }, [language]);
  useEffect(() => {
    document.documentElement.lang = words.language;
    document.documentElement.dir = isRightToLeft(words.language) ? 'rtl' : 'ltr';
  }, [words]);
  return <WordsContext value={words}><I18nProvider locale={words.language}>{children}</I18nProvider></WordsContext>;
}
