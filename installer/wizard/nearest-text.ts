/** The same answers without the characters that no spec may hold: they drive terminals, or turn the direction of writing. */
import { findForbidden } from '../../shared/spec/decode-text.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import type { Instead, Nearest } from './instead.ts';
import { sectionOf } from './section-of.ts';

const plainText: Nearest = ({ path }, { answers }) => {
  const section = sectionOf(path);
  return section && { section, value: cleaned(answers[section]), label: 'the same without it', word: 'without-character' } as Instead;
};

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map(cleaned);
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [clean(key), cleaned(each)])) : value;
}

function clean(text: string): string {
  return [...text].filter((character) => findForbidden(character) === undefined).join('').replaceAll('⟦secret:', '');
}

export const nearestText: Readonly<Record<string, Nearest>> = { 'control-character': plainText, 'secret-mark': plainText };
