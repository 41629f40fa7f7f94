/** What a user-data file leaves to be asked (`cognos.interactive`), in the words of the wizard's sections. */
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
