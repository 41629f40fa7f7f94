/** files -> write_files. */
import type { Path } from '../../shared/spec/document.ts';
import type { Ledger } from '../ledger.ts';
import { secretFault } from './secret-fault.ts';

export function translateFiles(ledger: Ledger): void {
  let written = 0;
  for (const index of ledger.list(['files']).keys()) if (translateFile(ledger, ['files', index], written)) written += 1;
}

function translateFile(ledger: Ledger, at: Path, index: number): boolean {
  if (!ledger.map(at)) return false;
  ledger.sayUnknown(at, ['destination', 'content', 'url', 'permissions', 'user', 'group']);
  const destination = ledger.text([...at, 'destination']);
  const content = ledger.get([...at, 'content']);
  const user = ledger.text([...at, 'user']) ?? 'root';
  const group = ledger.text([...at, 'group']);
  const why = destination === undefined ? 'has to name its destination, such as /etc/motd'
    : typeof content === 'string' ? undefined : ledger.get([...at, 'url']) === undefined ? 'has to have its content here, as text' : 'the file lies elsewhere and would have to be fetched while CognOS is installed; put its text into content, or fetch it with runcmd in user-data';
  if (why !== undefined) {
    ledger.refused(ledger.get([...at, 'url']) !== undefined && destination !== undefined ? [...at, 'url'] : at, why);
    ledger.notApplicable(at, 'goes with its url, which is refused');
    return false;
  }
  const secret = secretFault(String(content));
  if (secret !== undefined) {
    ledger.refused([...at, 'content'], secret);
    ledger.notApplicable(at, 'goes with its content, which is refused');
    return false;
  }
  const permissions = ledger.text([...at, 'permissions']);
  const to = ['write_files', index];
  const owner = group === undefined ? user : `${user}:${group}`;
  ledger.append(['write_files'], {
    path: destination, content, ...permissions === undefined ? {} : { permissions }, ...owner === 'root' ? {} : { owner },
    // Users come after the files of an early boot.
    ...user === 'root' && (group ?? 'root') === 'root' ? {} : { defer: true },
  });
  ledger.translated(at, [to]);
  ledger.translated([...at, 'destination'], [[...to, 'path']]);
  ledger.translated([...at, 'content'], [[...to, 'content']]);
  ledger.translated([...at, 'permissions'], [[...to, 'permissions']]);
  for (const key of ['user', 'group']) ledger.translated([...at, key], [[...to, 'owner']]);
  ledger.notApplicable([...at, 'url'], 'the content stands here');
  return true;
}
