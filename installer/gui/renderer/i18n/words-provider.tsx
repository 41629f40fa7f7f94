/** The chosen language for everything below: words, direction, and how react-aria's own parts speak. */
import { useEffect, useState, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { WizardLanguage } from '../../../../shared/protocol/answers.ts';
import { loadFont } from '../theme/load-font.ts';
import { loadWords } from './load-words.ts';
import { englishWords, WordsContext, type Words } from './use-words.ts';

/** No more of these than languages that the wizard speaks are written from right to left. */
const rightToLeft: ReadonlySet<string> = new Set<WizardLanguage>(['ar', 'he']);

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
    document.documentElement.dir = rightToLeft.has(words.language) ? 'rtl' : 'ltr';
  }, [words]);
  return <WordsContext value={words}><I18nProvider locale={words.language}>{children}</I18nProvider></WordsContext>;
}
