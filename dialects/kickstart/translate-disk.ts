/** Which disk: ignoredisk, clearpart --drives, part --ondisk, bootloader --boot-drive. All have to mean one. */
import type { Path } from '../../shared/spec/document.ts';
import type { Sheet } from './sheet.ts';
import type { Statement } from './statement.ts';

const match: Path = ['cognos', 'storage', 'disk', 'match'];

export interface Naming {
  name: string;
  /** Where it is one: the name below /dev/disk/by-id. It goes into the spec with what clears the disk, as the planner takes it for consent. */
  byId?: string;
  statements: [first: Statement, ...others: Statement[]];
}

/** Undefined where the file names no disk. */
export function translateDisk(sheet: Sheet): Naming | undefined {
  let first: Naming | undefined;
  for (const { statement, names } of namings(sheet)) {
    const [name, ...others] = [...new Set(names.map((each) => each.replace(/^\/dev\//, '')))];
    if (name === undefined) continue;
    const fault = others.length > 0 ? `CognOS installs to one disk, and ${others.length + 1} are named; name one` : diskFault(name);
    if (fault !== undefined) sheet.refused(statement, fault);
    else if (first && first.name !== name) sheet.refused(statement, `this is another disk than the one of line ${first.statements[0].first}, and CognOS installs to one; name one in both`);
    else {
      const byId = name.startsWith('disk/by-id/');
      const path = [...match, 'path'];
      if (!byId) sheet.put(path, `/dev/${name}`);
      if (!byId) sheet.translated(statement, [path], first ? undefined : 'the name may mean another disk after the next start; disk/by-id/… always means the same one');
      if (first) first.statements.push(statement);
      else first = { name, ...byId ? { byId: name.replace('disk/by-id/', '') } : {}, statements: [statement] };
    }
  }
  translateIgnored(sheet, first?.name);
  return first;
}

/** A disk that is named for good is what may be overwritten; there is no word for "this one, if it is blank". */
export function translateForGood(sheet: Sheet, { byId, statements: [first, ...others] }: Naming, cleared: boolean): void {
  if (byId === undefined) return;
  const asked = (sheet.spec['cognos'] as Record<string, unknown>)['interactive'] !== undefined;
  if (cleared || asked) {
    sheet.put([...match, 'by-id'], byId);
    for (const statement of [first, ...others]) sheet.translated(statement, [[...match, 'by-id']]);
    return;
  }
  sheet.refused(first, 'nothing here clears this disk, and naming it for good would overwrite it; write clearpart --all beside it, or a name such as sda');
  for (const statement of others) sheet.notApplicable(statement, `names the disk of line ${first.first}, which is refused`);
}

function namings(sheet: Sheet): { statement: Statement; names: string[] }[] {
  const options: [command: string, option: string][] = [['ignoredisk', 'only-use'], ['clearpart', 'drives'], ['part', 'ondisk'], ['bootloader', 'boot-drive']];
  return options.flatMap(([command, option]) => sheet.all(command).filter((statement) => !isMember(statement) && sheet.has(statement, option)).map((statement) => ({ statement, names: sheet.list(statement, option) })));
}

/** Part of an array or a volume group: what it is part of is refused, its disk matters no more. */
function isMember({ name, words: [mount = ''] }: Statement): boolean {
  return name === 'part' && /^(pv|raid)\./.test(mount);
}

function diskFault(name: string): string | undefined {
  if (/^disk\/by-id\/[\w.:+-]+$/.test(name)) return undefined;
  if (/^disk\/by-id\/.*[*?[]/.test(name)) return 'a pattern may mean several disks; write the whole name that the disk has below /dev/disk/by-id';
  if (/^[hsv]d[a-z]+\d+$|^(nvme\d+n\d+|mmcblk\d+)p\d+$/.test(name)) return 'this is a partition, and CognOS takes a whole disk; name the disk';
  if (/^[a-z][a-z0-9]{1,30}$/.test(name)) return undefined;
  return /^(disk|mapper|md|LABEL=|UUID=|.*[*?|])/.test(name) ? 'CognOS knows disks by name (sda) or by disk/by-id/…; write one of those' : 'this is no disk; write for example sda, or disk/by-id/… with a name of that folder';
}

/** `ignoredisk --drives`: the disks that are left alone. */
function translateIgnored(sheet: Sheet, taken: string | undefined): void {
  for (const statement of sheet.all('ignoredisk')) {
    const left = sheet.list(statement, 'drives').map((each) => each.replace(/^\/dev\//, ''));
    if (sheet.has(statement, 'interactive')) {
      sheet.put(['cognos', 'interactive'], ['storage']);
      sheet.translated(statement, [['cognos', 'interactive']], 'the disk is asked for');
    }
    if (left.length === 0) continue;
    if (taken === undefined) sheet.refused(statement, 'names the disks that are left alone, and CognOS has to know the one that it takes; write ignoredisk --only-use=sda');
    else if (left.includes(taken)) sheet.refused(statement, 'leaves alone the disk that another line installs to; name it in one of them');
    else sheet.applied(statement, 'no disk is touched but the one that is installed to');
  }
}
