/** What only a person can say and has not said yet. Unlike in a file, nothing of it is guessed. */
import type { Finding } from '../../shared/errors.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import { sections, type Answers, type Section } from '../../shared/protocol/answers.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { chooseDisk, unusable } from '../planner/choose-disk.ts';
import { openSections } from './open-sections.ts';

export function unanswered({ storage, you }: Answers, machine: Machine, base?: InstallSpec): Finding[] {
  const open: readonly Section[] = base ? openSections(base) : sections;
  return [
    ...(open.includes('storage') && !storage.disk ? [noDisk(machine)] : []),
    ...(open.includes('you') && you.name === '' ? [missing('no-user', 'users[0].name', 'there is no user yet; write a name to log in with')] : []),
    ...(open.includes('you') && !you.hasPassword && you.sshKeys.length === 0 ? [missing('nobody-in', 'users', 'nobody could log in; set a password or add an ssh key')] : []),
  ];
}

/** Where there is none to choose, the planner knows why. */
function noDisk(machine: Machine): Finding {
  const verdict = machine.disks.some((disk) => unusable(disk) === undefined) ? undefined : chooseDisk(machine, {}, () => false);
  return verdict && 'refusal' in verdict ? verdict.refusal : missing('disk-not-chosen', 'cognos.storage.disk', 'no disk is chosen yet; choose the one that CognOS goes to');
}

function missing(code: string, path: string, message: string): Finding {
  return { severity: 'error', code, path, message };
}
