/** Short facts in one line. Each is a piece of its own, so that a path or a number among them keeps its order in a line that runs from the right. */
import { Fragment, type ReactNode } from 'react';
import { useWords } from '../i18n/use-words.ts';

export function Facts({ facts }: { facts: readonly ReactNode[] }) {
  const t = useWords();
  return facts.map((fact, index) => <Fragment key={index}>{index > 0 && ' · '}<bdi className="fact">{typeof fact === 'string' ? t.facts([fact]) : fact}</bdi></Fragment>);
}
