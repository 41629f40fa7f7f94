/** Sections that are left to a person, in a file that says there is none. */
import type { Check } from './check.ts';

export const checkInteractive: Check = ({ cognos: { unattended, interactive = false } }, note) => {
  if (unattended === true && interactive !== false) note('interactive', ['cognos', 'interactive'], 'unattended: true says that nobody is there to be asked, and this leaves sections to be asked; leave one of the two out');
};
