/** Commands around the installation, how it ends, and to whom it is told. */
import { holdsSecret } from '../../shared/foreign/holds-secret.ts';
import { isBroken, readShell } from '../../shared/foreign/read-shell.ts';
import { translateGroup, type Surroundings } from '../../shared/foreign/target-command.ts';
import type { Path } from '../../shared/spec/document.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import type { Ledger } from '../ledger.ts';

const here: Surroundings = { installer: 'the live installer', prefix: 'curtin in-target --' };
/** In half of all public files: nobody, packer first of all, is to log in to the live system. */
const stopsSsh = /^(sudo )?systemctl (stop|disable|mask)( --now)? sshd?(\.service)?( sshd?\.socket)?$/;

export function translateCommands(ledger: Ledger, at: Path): void {
  for (const [index, command] of ledger.list([...at, 'early-commands']).entries()) {
    const path = [...at, 'early-commands', index];
    if (stopsSsh.test(typeof command === 'string' ? command : Array.isArray(command) ? command.join(' ') : '')) ledger.notApplicable(path, 'nobody can log in while CognOS is installed');
    else ledger.refused(path, 'runs inside the live installer, before there is a system; write the answers themselves, or let late-commands do it afterwards');
  }
  for (const [index, command] of ledger.list([...at, 'late-commands']).entries()) translateLate(ledger, [...at, 'late-commands', index], command);
  ledger.notApplicable([...at, 'error-commands'], 'run inside the live installer; here the cause stays on the console, and the log can be saved to a volume');
  translateReporting(ledger, [...at, 'reporting']);
  const path = [...at, 'shutdown'];
  const end = ledger.text(path);
  if (end === 'poweroff') ledger.carried(path, ['cognos', 'install', 'after']);
  else if (end !== undefined && end !== 'reboot') ledger.refused(path, 'has to be reboot or poweroff');
  ledger.applied(path, 'the machine restarts');
}

/** A list is words, for which the shell has no meaning. */
function translateLate(ledger: Ledger, path: Path, command: unknown): void {
  const words = Array.isArray(command) && command.every((word) => typeof word === 'string') ? command as string[] : undefined;
  if (typeof command !== 'string' && !words) return ledger.refused(path, 'has to be a text for the shell, or a list of words');
  if (holdsSecret(words ? words.join(' ') : String(command))) return ledger.refused(path, 'holds a password, a key or a token, which may not stand in user-data; give users their hashes, and fetch secrets when the machine runs');
  const groups = words ? [{ commands: [{ words: words.map((text) => ({ text, raw: `'${text.replaceAll("'", "'\\''")}'` })), redirections: [] }], joints: [] }] : readShell(String(command));
  if (typeof groups === 'string' && isBroken(groups)) return ledger.refused(path, `has ${groups}, so the shell would refuse it; correct it`);
  if (typeof groups === 'string') return ledger.refused(path, `has ${groups}, which runs in the live installer and cannot be carried over for certain; write it as one command for the target, curtin in-target -- sh -c '…', or as runcmd under user-data`);
  if (groups.length === 0) return ledger.notApplicable(path, 'does nothing');
  const made = groups.map((group) => translateGroup(group, here));
  const fault = made.find((each) => 'fault' in each);
  if (fault && 'fault' in fault) return ledger.refused(path, fault.fault);
  for (const each of made) if ('command' in each) ledger.append(['runcmd'], each.command);
  ledger.translated(path, [['runcmd']], 'at the end of the first boot, not of the installation');
}

function translateReporting(ledger: Ledger, at: Path): void {
  for (const [name, way] of Object.entries(ledger.map(at) ?? {})) {
    const type = isMap(way) ? way['type'] : undefined;
    if (type === 'print' || type === 'none') ledger.applied([...at, name], 'progress is on the consoles');
    else ledger.notApplicable([...at, name], 'Subiquity\'s messages have a form of their own; write cognos.firstboot.report for those of CognOS', true);
  }
}
