/** The languages that any model of the catalogue is good at, by the names they have in the wizard's language. Pure. */
import type { Candidate } from '../../../../../shared/choice/choice.ts';

export interface NamedLanguage { code: string; name: string }

export function languagesOf(candidates: readonly Pick<Candidate, 'model'>[], spoken: string): NamedLanguage[] {
  const names = new Intl.DisplayNames(spoken, { type: 'language' });
  const codes = [...new Set(candidates.flatMap(({ model }) => model.languages))];
  return codes.map((code) => ({ code, name: names.of(code) ?? code })).sort((a, b) => a.name.localeCompare(b.name, spoken));
}
