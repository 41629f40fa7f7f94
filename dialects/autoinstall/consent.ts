/** Whether anybody is asked: an autoinstall is agreed to as a whole, but for the sections that it leaves to a person. */
import type { Path } from '../../shared/spec/document.ts';
import type { Ledger } from '../ledger.ts';

const sections: Record<string, string> = { locale: 'locale', keyboard: 'locale', network: 'network', proxy: 'network', storage: 'storage', identity: 'users', ssh: 'users' };

export function translateConsent(ledger: Ledger, at: Path): void {
  const path = [...at, 'interactive-sections'];
  const asked = ledger.texts(path);
  const open = [...new Set(asked.flatMap((section) => (Object.hasOwn(sections, section) ? [sections[section] ?? ''] : [])))];
  const interactive = ['cognos', 'interactive'];
  if (asked.length === 0) {
    ledger.put(['cognos', 'unattended'], true);
    return ledger.notApplicable(path, 'leaves nothing open');
  }
  // Whatever is asked, Subiquity then asks for the disk as well before it writes.
  ledger.put(interactive, asked.includes('*') ? true : open.length > 0 ? open : ['storage']);
  delete (ledger.spec['cognos'] as { storage?: { disk?: { wipe?: unknown } } }).storage?.disk?.wipe;
  ledger.translated(path, [interactive], 'the wizard asks these, and nothing is installed unattended');
}
