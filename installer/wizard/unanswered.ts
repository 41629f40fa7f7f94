/** What only a person can say and has not said yet. Unlike in a file, nothing of it is guessed. */
import type { Finding } from '../../shared/errors.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import { sections, type Answers, type Section } from '../../shared/protocol/answers.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { offerDisks } from './offer-disks.ts';
import { openSections } from './open-sections.ts';

export function unanswered({ storage, you }: Answers, machine: Machine, base?: InstallSpec): Finding[] {
  const open: readonly Section[] = base ? openSections(base) : sections;
  return [
    ...(open.includes('storage') && !storage.disk ? [noDisk(machine)] : []),
    ...(open.includes('storage') && storage.encrypt && !storage.hasPassphrase ? [missing('no-passphrase', 'cognos.storage.encrypt', 'the disk is to be encrypted, and there is no passphrase yet; type one, or do without encryption')] : []),
    ...(open.includes('you') && you.name === '' ? [missing('no-user', 'users[0].name', 'there is no user yet; write a name to log in with')] : []),
    ...(open.includes('you') && !you.hasPassword && you.sshKeys.length === 0 ? [missing('nobody-in', 'users', 'nobody could log in; set a password or add an ssh key')] : []),
  ];
}

function noDisk(machine: Machine): Finding {
  const offers = offerDisks(machine);
  if (offers.some(({ refusal }) => refusal === undefined)) return missing('disk-not-chosen', 'cognos.storage.disk', 'no disk is chosen yet; choose the one that CognOS goes to');
  if (offers.length === 0) return missing('no-disk', 'cognos.storage.disk', 'this machine has no disk that could be seen; attach one or check that its controller has a driver in Debian 12');
  return missing('no-disk', 'cognos.storage.disk', `no disk of this machine can be used: ${offers.map(({ refusal }) => refusal?.message).join('; ')}`);
}

function missing(code: string, path: string, message: string): Finding {
  return { severity: 'error', code, path, message };
}
