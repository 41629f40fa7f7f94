/** What is wrong, in the language of the page; in the engine's English where nobody has translated it. */
import type { LocalFinding } from '../../../../shared/protocol/snapshot.ts';
import { sentence } from '../i18n/speak.ts';
import { useWords } from '../i18n/use-words.ts';
import { English } from './english.tsx';

export function FindingText({ finding: { code, message, values } }: { finding: LocalFinding }) {
  const t = useWords();
  return t.maybe(`findings.${code}`, values) ?? <English>{sentence(message)}</English>;
}
