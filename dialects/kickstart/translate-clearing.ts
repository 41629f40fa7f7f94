/** clearpart and zerombr: whether what is on the disk may go. Only --all and a disk that is named say so for certain. */
import type { Path } from '../../shared/spec/document.ts';
import type { Sheet } from './sheet.ts';
import type { Statement } from './statement.ts';

const wipe: Path = ['cognos', 'storage', 'disk', 'wipe'];
const kept = 'and CognOS takes the whole disk; write clearpart --all --drives=sda';

export function translateClearing(sheet: Sheet, named: boolean): void {
  const clearing = sheet.last('clearpart');
  if (clearing) translateClearpart(sheet, clearing, named);
  for (const statement of sheet.all('zerombr')) {
    if (statement.words.length > 0 && statement.words[0] !== 'yes') sheet.refused(statement, 'takes no word but yes; write zerombr alone');
    else sheet.applied(statement, 'the disk gets a new partition table');
  }
}

function translateClearpart(sheet: Sheet, clearing: Statement, named: boolean): void {
  // GPT is the one label, and it is always written anew.
  sheet.has(clearing, 'initlabel', 'disklabel', 'cdl');
  const all = sheet.has(clearing, 'all');
  if (sheet.has(clearing, 'list')) return sheet.refused(clearing, `clears some partitions and keeps others, ${kept}`);
  if (sheet.has(clearing, 'linux')) return sheet.refused(clearing, `keeps what is not of Linux, ${kept}`);
  if (sheet.has(clearing, 'none') && !all) return sheet.refused(clearing, `keeps the partitions that are there, ${kept}`);
  if (!all) return sheet.applied(clearing, 'clears nothing without --all, so a disk that is not blank is not overwritten');
  if (!named) return sheet.applied(clearing, 'the only disk is taken if it is blank; one that is not is overwritten only where it is named: clearpart --all --drives=sda');
  if ((sheet.spec['cognos'] as Record<string, unknown>)['unattended'] !== true) return sheet.applied(clearing, 'a person is asked before the disk is overwritten');
  sheet.put(wipe, 'any');
  sheet.translated(clearing, [wipe]);
}
