/** clearpart and zerombr: whether what is on the disk may go. Only --all and a disk that is named say so for certain. */
import type { Path } from '../../shared/spec/document.ts';
import type { Sheet } from './sheet.ts';
import type { Statement } from './statement.ts';
import { translateForGood, type Naming } from './translate-disk.ts';

const wipe: Path = ['cognos', 'storage', 'disk', 'wipe'];

export function translateClearing(sheet: Sheet, naming: Naming | undefined): void {
  const clearing = sheet.last('clearpart');
  const fault = clearing ? clearingFault(sheet, clearing) : undefined;
  if (clearing && fault !== undefined) sheet.refused(clearing, fault);
  if (naming) translateForGood(sheet, naming, clearing !== undefined && sheet.has(clearing, 'all') && !sheet.isRefused(clearing));
  const agreed = clearing && fault === undefined ? translateClearpart(sheet, clearing, naming !== undefined) : false;
  for (const statement of sheet.all('zerombr')) {
    if (statement.words.length > 0 && statement.words[0] !== 'yes') sheet.refused(statement, 'takes no word but yes; write zerombr alone');
    else sheet.applied(statement, agreed ? 'the disk gets a new partition table' : 'a blank disk gets a partition table; one that is not blank is overwritten only with clearpart --all --drives=sda');
  }
}

function clearingFault(sheet: Sheet, clearing: Statement): string | undefined {
  const said = ['all', 'linux', 'none', 'list'].filter((option) => sheet.has(clearing, option));
  if (said.length > 1) return `--${said.join(' and --')} stand beside each other, of which Anaconda takes the last; keep one, which for CognOS is clearpart --all --drives=sda`;
  const keeps = ({ list: 'clears some partitions and keeps others', linux: 'keeps what is not of Linux', none: 'keeps the partitions that are there' } as Record<string, string>)[said[0] ?? ''];
  return keeps === undefined ? undefined : `${keeps}, and CognOS takes the whole disk; write clearpart --all --drives=sda`;
}

/** Whether the disk may be overwritten. */
function translateClearpart(sheet: Sheet, clearing: Statement, named: boolean): boolean {
  // GPT is the one label, and it is always written anew.
  sheet.has(clearing, 'initlabel', 'disklabel', 'cdl');
  const all = sheet.has(clearing, 'all');
  const asked = (sheet.spec['cognos'] as Record<string, unknown>)['unattended'] !== true;
  const agreed = all && named && !asked && !sheet.isRefused(clearing);
  if (!all) sheet.applied(clearing, 'clears nothing without --all, so a disk that is not blank is not overwritten');
  else if (!named) sheet.applied(clearing, 'the only disk is taken if it is blank; one that is not is overwritten only where it is named: clearpart --all --drives=sda');
  else if (asked) sheet.applied(clearing, 'a person is asked before the disk is overwritten');
  else {
    sheet.put(wipe, 'any');
    sheet.translated(clearing, [wipe]);
  }
  return agreed;
}
