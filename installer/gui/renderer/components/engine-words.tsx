/** What the engine says itself, in one sentence or several: in the wizard's language where somebody translated it, else in English and marked as that. */
import { Fragment } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { English } from './english.tsx';

export function EngineWords({ children }: { children: string | readonly string[] }) {
  const t = useWords();
  return [children].flat().map((sentence, index) => <Fragment key={index}>{index > 0 && ' '}{t.engine(sentence) ?? <English>{sentence}</English>}</Fragment>);
}
