/** Which way a language runs. No more of them are listed than the wizard speaks. */
import type { WizardLanguage } from '../../../../shared/protocol/answers.ts';

const languages: ReadonlySet<string> = new Set<WizardLanguage>(['ar', 'he']);

export function isRightToLeft(language: string): boolean {
  return languages.has(language);
}
