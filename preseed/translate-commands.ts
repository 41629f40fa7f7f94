/**
 * early_command and late_command. What debian-installer runs in its own memory means nothing here; what it runs in the
 * target means the same at the end of the first boot (runcmd), where it can be told apart for certain.
 */
import { readShell, type ShellGroup, type ShellWord, type SimpleCommand } from './read-shell.ts';
import type { Sheet } from './sheet.ts';

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
  const groups = readShell(command);
  if (typeof groups === 'string' && /not closed|backslash|operator|without|nothing/.test(groups)) return sheet.refused(late, `has ${groups}, so the shell would refuse it; correct it`);
  if (typeof groups === 'string') return sheet.refused(late, `has ${groups}, which runs in debian-installer and cannot be carried over for certain; write the script as one command for the target, in-target sh -c '…', or as runcmd in user-data`);
  const commands: unknown[] = [];
  const packages: string[] = [];
  for (const group of groups) {
    const taken = packagesOf(group);
    const made = taken ? undefined : translateGroup(group);
    if (made && 'fault' in made) return sheet.refused(late, made.fault);
    if (taken) packages.push(...taken);
    if (made) commands.push(made.command);
  }
  // Debian's standard system has it, ours has curl.
  if (/(^|[\s;&|'"])wget\s/.test(command)) packages.push('wget');
  if (packages.length > 0) sheet.put(['packages'], [...new Set([...(sheet.spec['packages'] ?? []) as string[], ...packages])]);
  if (commands.length > 0) sheet.append(['runcmd'], ...commands);
  const paths = [...commands.length > 0 ? [['runcmd']] : [], ...packages.length > 0 ? [['packages']] : []];
  sheet.translated(late, paths, 'at the end of the first boot, not of the installation');
}

/** apt-install is debian-installer's own. */
function packagesOf({ commands: [command], joints }: ShellGroup): string[] | undefined {
  const [first, ...rest] = command?.words ?? [];
  return joints.length === 0 && first?.text === 'apt-install' && command?.redirections.length === 0 && rest.every(({ text }) => /^[a-z0-9][a-z0-9+.-]*$/.test(text)) ? rest.map(({ text }) => text) : undefined;
}

type Translated = { command: string[] | string } | { fault: string };

function translateGroup({ commands, joints }: ShellGroup): Translated {
  const parts = commands.map(translateCommand);
  const fault = parts.find((part) => 'fault' in part);
  if (fault) return fault;
  const [only] = parts;
  if (parts.length === 1 && only && 'words' in only && only.words) return { command: only.words };
  return { command: parts.map((part, index) => `${'line' in part ? part.line : ''}${index < joints.length ? ` ${joints[index]} ` : ''}`).join('') };
}

type Part = { line: string; words?: string[] } | { fault: string };

/** What only writes into files that it names, or prints: the same with /target taken off every path. */
const plain = new Set(['echo', 'printf', 'cat', 'cp', 'mv', 'rm', 'mkdir', 'touch', 'chmod', 'ln', 'sed', 'wget', 'true', 'sync', 'sleep', 'tee', 'grep']);

function translateCommand(command: SimpleCommand): Part {
  const words = stripPrefix(command.words);
  const [first] = words;
  if (!first) return { fault: 'in-target, chroot /target or log-output stands without a command' };
  const inTarget = words.length < command.words.length && !/^log-output$/.test(command.words[0]?.text ?? '') || (command.words[0]?.text === 'log-output' && command.words.some(({ text }) => text === 'in-target' || text === '/target'));
  const redirections = command.redirections.map(({ operator, target }) => ({ operator, target: redirected(target) }));
  if (redirections.some(({ target }) => target === undefined)) return { fault: 'writes outside of /target, into debian-installer\'s own memory, which is gone after the installation; write to /target/…' };
  const tail = redirections.map(({ operator, target }) => ` ${operator}${/>&$/.test(operator) ? '' : ' '}${target ?? ''}`).join('');
  if (inTarget) {
    if (words.some(({ text }) => /(^|[\s'"=])\/target(\/|$)/.test(text))) return { fault: 'a command for the target names /target, which is not there from inside' };
    return { line: `${words.map(({ raw }) => raw).join(' ')}${tail}`, ...tail === '' ? { words: words.map(({ text }) => text) } : {} };
  }
  if (!plain.has(first.text)) return { fault: `${first.text.slice(0, 32)} runs in debian-installer itself; if it is meant for the new system, write in-target ${first.text.slice(0, 32)} …` };
  const outside = words.slice(1).find(({ text }) => /^\//.test(text) && !/^\/target(\/|$)/.test(text) && text !== '/dev/null' && !['echo', 'printf', 'sed', 'grep', 'tee'].includes(first.text));
  if (outside) return { fault: `${outside.text.slice(0, 48)} is a file of debian-installer or of its medium, which the new system does not have; fetch it from a server, or write it with write_files in user-data` };
  const relative = ['cp', 'mv', 'rm', 'mkdir', 'touch', 'ln', 'cat', 'tee', 'sed'].includes(first.text) && !words.slice(1).some(({ text }) => /^\/target(\/|$)/.test(text)) && redirections.length === 0;
  if (relative) return { fault: `${first.text} names no file of the target; write /target/…` };
  return { line: `${words.map(({ raw }) => withoutTarget(raw)).join(' ')}${tail}` };
}

/** `in-target [--pass-stdout]`, `chroot /target`, `log-output -t TAG`. */
function stripPrefix(words: readonly ShellWord[]): ShellWord[] {
  const rest = [...words];
  if (rest[0]?.text === 'log-output') {
    rest.shift();
    while (rest[0]?.text.startsWith('-')) if (rest.shift()?.text === '-t') rest.shift();
  }
  if (rest[0]?.text === 'in-target') rest.splice(0, rest[1]?.text === '--pass-stdout' ? 2 : 1);
  else if (/^(\/usr\/sbin\/)?chroot$/.test(rest[0]?.text ?? '') && /^\/target\/?$/.test(rest[1]?.text ?? '')) rest.splice(0, 2);
  return rest;
}

function redirected({ raw, text }: ShellWord): string | undefined {
  if (/^\d$/.test(text) || text === '/dev/null') return raw;
  return /^\/target\//.test(text) ? withoutTarget(raw) : undefined;
}

function withoutTarget(raw: string): string {
  return raw.replace(/(^|["'=,])\/target(?=\/)/g, '$1').replace(/^(["']?)\/target(["']?)$/, '$1/$2');
}
