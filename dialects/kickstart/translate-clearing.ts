/** clearpart and zerombr: whether what is on the disk may go. Only --all and a disk that is named say so for certain. */
import type { Path } from '../../shared/spec/document.ts';
import type { Sheet } from './sheet.ts';
import type { Statement } from './statement.ts';

const wipe: Path = ['cognos', 'storage', 'disk', 'wipe'];

export function translateClearing(sheet: Sheet, named: boolean): void {
  const clearing = sheet.last('clearpart');
  const agreed = clearing ? translateClearpart(sheet, clearing, named) : false;
  for (const statement of sheet.all('zerombr')) {
    if (statement.words.length > 0 && statement.words[0] !== 'yes') sheet.refused(statement, 'takes no word but yes; write zerombr alone');
    else sheet.applied(statement, agreed ? 'the disk gets a new partition table' : 'a blank disk gets a partition table; one that is not blank is overwritten only with clearpart --all --drives=sda');
  }
}

/** Whether the disk may be overwritten. */
function translateClearpart(sheet: Sheet, clearing: Statement, named: boolean): boolean {
  // GPT is the one label, and it is always written anew.
  sheet.has(clearing, 'initlabel', 'disklabel', 'cdl');
  const all = sheet.has(clearing, 'all');
  const keeps = sheet.has(clearing, 'list') ? 'clears some partitions and keeps others' : sheet.has(clearing, 'linux') ? 'keeps what is not of Linux' : sheet.has(clearing, 'none') && !all ? 'keeps the partitions that are there' : undefined;
  const asked = (sheet.spec['cognos'] as Record<string, unknown>)['unattended'] !== true;
  const agreed = keeps === undefined && all && named && !asked;
  if (keeps !== undefined) sheet.refused(clearing, `${keeps}, and CognOS takes the whole disk; write clearpart --all --drives=sda`);
  else if (!all) sheet.applied(clearing, 'clears nothing without --all, so a disk that is not blank is not overwritten');
  else if (!named) sheet.applied(clearing, 'the only disk is taken if it is blank; one that is not is overwritten only where it is named: clearpart --all --drives=sda');
  else if (asked) sheet.applied(clearing, 'a person is asked before the disk is overwritten');
  else {
    sheet.put(wipe, 'any');
    sheet.translated(clearing, [wipe]);
  }
  return agreed;
}
