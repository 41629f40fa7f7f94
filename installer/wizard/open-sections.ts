/** What a user-data file leaves to be asked (`cognos.interactive`), in the words of the wizard's sections. */
import type { Finding } from '../../shared/errors.ts';
import { sections, type Section } from '../../shared/protocol/answers.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';

type Words = Exclude<NonNullable<InstallSpec['cognos']['interactive']>, boolean>;

const sectionOf: Record<Words[number], Section> = {
  locale: 'welcome', network: 'network', storage: 'storage', ai: 'ai', users: 'you', security: 'security',
};

/** In the order of the screens; none when the file answers everything. */
export function openSections({ cognos: { interactive = false } }: InstallSpec): Section[] {
  if (typeof interactive === 'boolean') return interactive ? [...sections] : [];
  const open = interactive.map((word) => sectionOf[word]);
  return sections.filter((section) => open.includes(section));
}

/** For whoever installs without asking: a file with open questions is no whole spec. */
export function refuseOpen(spec: InstallSpec): Finding | undefined {
  const open = openSections(spec);
  if (open.length === 0) return undefined;
  const words = (Object.keys(sectionOf) as Words).filter((word) => open.includes(sectionOf[word]));
  return {
    severity: 'error', code: 'open-questions', path: 'cognos.interactive', values: { sections: words.join(', ') },
    message: `${words.join(', ')} ${words.length === 1 ? 'is' : 'are'} left to be asked, and nobody is asked here; answer in the wizard, or take interactive out`,
  };
}
