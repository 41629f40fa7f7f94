/**
 * early_command and late_command. What debian-installer runs in its own memory means nothing here; what it runs in the
 * target means the same at the end of the first boot (runcmd), where it can be told apart for certain.
 */
import { holdsSecret } from '../shared/foreign/holds-secret.ts';
import { isBroken, readShell, type ShellGroup } from '../shared/foreign/read-shell.ts';
import { translateGroup, type Surroundings } from '../shared/foreign/target-command.ts';
import type { Sheet } from './sheet.ts';

const here: Surroundings = { installer: 'debian-installer', prefix: 'in-target' };
const late = 'preseed/late_command';
const early = ['preseed/early_command', 'partman/early_command', 'preseed/run', 'preseed/include_command', 'preseed/late_command_early'];
const otherFiles = ['preseed/include', 'preseed/include/checksum', 'preseed/run/checksum'];

export function translateCommands(sheet: Sheet): void {
  translateLate(sheet);
  for (const question of early) translateEarly(sheet, question);
  if (sheet.value('preseed/include') !== undefined) sheet.refused('preseed/include', 'further files are not read: put their lines into this one');
  for (const question of otherFiles) sheet.notApplicable(question, 'names no file');
}

function translateEarly(sheet: Sheet, question: string): void {
  const command = sheet.value(question);
  if (command === undefined) return sheet.notApplicable(question, 'is empty');
  // Both are in half of all public files: the medium that holds a mount, and "the first disk".
  if (/^umount (-l )?\/media(\/\S*)?( *(\|\| *(true|:)|; *true))?;?$/.test(command)) return sheet.notApplicable(question, 'nothing is mounted at /media here');
  if (/^debconf-set partman-auto\/disk "?(\$\(|`)list-devices disk *\| *head -n ?1(\)|`)"?;?$/.test(command)) return sheet.notApplicable(question, 'takes the first disk; CognOS takes the only one, and among several the one that partman-auto/disk names');
  sheet.refused(question, `runs inside debian-installer, before there is a system; ${question === 'preseed/include_command' ? 'put the lines that it makes into this file' : 'answer the questions themselves, or let preseed/late_command do it afterwards'}`);
}

function translateLate(sheet: Sheet): void {
  const command = sheet.value(late);
  if (command === undefined) return sheet.notApplicable(late, 'is empty');
  if (holdsSecret(command)) return sheet.refused(late, 'holds a password, a key or a token, which may not stand in user-data; give users their hashes by passwd/user-password-crypted, and fetch secrets when the machine runs');
  const groups = readShell(command);
  if (typeof groups === 'string' && isBroken(groups)) return sheet.refused(late, `has ${groups}, so the shell would refuse it; correct it`);
  if (typeof groups === 'string') return sheet.refused(late, `has ${groups}, which runs in debian-installer and cannot be carried over for certain; write the script as one command for the target, in-target sh -c '…', or as runcmd in user-data`);
  const commands: unknown[] = [];
  const packages: string[] = [];
  for (const group of groups) {
    const taken = packagesOf(group);
    const made = taken ? undefined : translateGroup(group, here);
    if (made && 'fault' in made) return sheet.refused(late, made.fault);
    if (taken) packages.push(...taken);
    if (made) commands.push(made.command);
  }
  // Debian's standard system has it, ours has curl.
  if (/(^|[\s;&|'"])wget\s/.test(command)) packages.push('wget');
  if (packages.length > 0) sheet.put(['packages'], [...new Set([...(sheet.spec['packages'] ?? []) as string[], ...packages])]);
  if (commands.length > 0) sheet.append(['runcmd'], ...commands);
  const paths = [...commands.length > 0 ? [['runcmd']] : [], ...packages.length > 0 ? [['packages']] : []];
  sheet.translated(late, paths, 'at the end of the first boot, not of the installation; the machine is hardened by then, and what these commands change of that stays');
}

/** apt-install is debian-installer's own. */
function packagesOf({ commands: [command], joints }: ShellGroup): string[] | undefined {
  const [first, ...rest] = command?.words ?? [];
  return joints.length === 0 && first?.text === 'apt-install' && command?.redirections.length === 0 && rest.every(({ text }) => /^[a-z0-9][a-z0-9+.-]*$/.test(text)) ? rest.map(({ text }) => text) : undefined;
}
