/** What a person typed as a size: as the spec wants it, none, or not a size. Pure. */
import { parseSize } from '../../../../../shared/spec/size.ts';

export type NamedSize = { size: string | undefined } | { refused: 'form' };

/** "40 gib", "40 g" and "40GiB" are the same to a person; nothing typed means: computed. */
export function nameSize(typed: string): NamedSize {
  const text = typed.trim();
  if (text === '') return { size: undefined };
  const [, amount, unit = ''] = /^(\d+(?:[.,]\d+)?)\s*([a-z]*)$/i.exec(text) ?? [];
  if (amount === undefined) return { refused: 'form' };
  if (unit === '' && Number(amount) !== 0) return { refused: 'form' };
  const size = `${amount.replace(',', '.')}${spell(unit)}`;
  return parseSize(size) === undefined ? { refused: 'form' } : { size };
}

function spell(unit: string): string {
  const letters = unit.toUpperCase();
  if (letters === '') return 'B';
  return letters.endsWith('IB') ? `${letters.slice(0, -2)}iB` : letters;
}
