/** identity and ssh: the first user, and how that user comes in. */
import { hashFault } from '../../shared/foreign/hash-fault.ts';
import { machineName } from '../../shared/foreign/machine-name.ts';
import type { Hash } from '../../shared/foreign/translation.ts';
import type { Path } from '../../shared/spec/document.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import type { Ledger } from '../ledger.ts';

const user: Path = ['users', 0];

export async function translateAccounts(ledger: Ledger, at: Path, hash: Hash): Promise<void> {
  const identity = [...at, 'identity'];
  const ssh = [...at, 'ssh'];
  const named = ledger.map(identity) && ledger.text([...identity, 'username']);
  if (ledger.get(identity) === undefined && ledger.get([...at, 'user-data']) === undefined && ledger.get([...at, 'interactive-sections']) === undefined) ledger.refused(at, 'has to have identity, or users under user-data: nobody could log in');
  translateName(ledger, [...identity, 'hostname']);
  if (ledger.map(identity)) {
    ledger.sayUnknown(identity, ['hostname', 'realname', 'username', 'password', 'groups']);
    if (named === undefined) ledger.refused(identity, 'has to name a user; write for example username: ada');
    else await translateUser(ledger, identity, hash);
  }
  if (ledger.map(ssh)) translateSsh(ledger, ssh, named !== undefined);
}

function translateName(ledger: Ledger, path: Path): void {
  const name = ledger.text(path);
  if (name === undefined) return;
  const { values, paths } = machineName(name);
  for (const [key, value] of Object.entries(values)) ledger.put([key], value);
  ledger.translated(path, paths);
}

async function translateUser(ledger: Ledger, at: Path, hash: Hash): Promise<void> {
  ledger.carried([...at, 'username'], [...user, 'name']);
  if (ledger.text([...at, 'realname']) !== undefined) ledger.carried([...at, 'realname'], [...user, 'gecos']);
  ledger.put([...user, 'shell'], '/bin/bash');
  translateGroups(ledger, [...at, 'groups']);
  const path = [...at, 'password'];
  const password = ledger.text(path);
  if (password === undefined) return;
  const target = [...user, 'hashed_passwd'];
  if (/^[!*]+$/.test(password)) {
    ledger.put([...user, 'lock_passwd'], true);
    return ledger.translated(path, [[...user, 'lock_passwd']], 'no password');
  }
  const fault = hashFault(password);
  // Subiquity takes a hash alone, and with a plain password nobody could log in; what was meant is clear all the same.
  const plain = fault !== undefined && !password.startsWith('$');
  if (fault !== undefined && !plain) return ledger.refused(path, fault);
  ledger.put(target, plain ? await hash(password) : password);
  ledger.put([...user, 'lock_passwd'], false);
  ledger.translated(path, [target], plain ? 'is plain text, which Subiquity would have taken for a hash; made into a yescrypt hash' : undefined);
}

/** Subiquity's own are adm, cdrom, dip, lxd, plugdev, sudo and, for old times' sake, admin. */
function translateGroups(ledger: Ledger, at: Path): void {
  const given = ledger.get(at);
  const override = isMap(given) ? [...at, 'override'] : at;
  const named = ledger.texts(override);
  const further = isMap(given) ? ledger.texts([...at, 'append']) : [];
  if (isMap(given)) ledger.sayUnknown(at, ['override', 'append']);
  const overrides = Array.isArray(isMap(given) ? given['override'] : given);
  const groups = [...overrides ? named : ['sudo'], ...further].filter((group) => group !== 'admin' && group !== 'lxd');
  ledger.put([...user, 'groups'], [...new Set(groups)]);
  const dropped = [...named, ...further].filter((group) => group === 'admin' || group === 'lxd');
  for (const path of isMap(given) ? [override, [...at, 'append']] : [at]) ledger.translated(path, [[...user, 'groups']], dropped.length > 0 ? `without ${dropped.join(' and ')}, which Debian has not` : undefined);
}

function translateSsh(ledger: Ledger, at: Path, named: boolean): void {
  ledger.sayUnknown(at, ['install-server', 'authorized-keys', 'allow-pw']);
  const keys = ledger.texts([...at, 'authorized-keys']);
  const server = ledger.truth([...at, 'install-server']);
  if (server !== false) ledger.applied([...at, 'install-server'], 'the ssh server is there');
  ledger.notApplicable([...at, 'install-server'], 'the ssh server is there all the same; an empty cognos.security.firewall.allow closes its port', true);
  if (keys.length > 0 && named) ledger.carried([...at, 'authorized-keys'], [...user, 'ssh_authorized_keys']);
  else if (keys.length > 0) ledger.carried([...at, 'authorized-keys'], ['ssh_authorized_keys'], 'for the default user, as identity names none');
  const allow = [...at, 'allow-pw'];
  const passwords = ledger.truth(allow);
  if (passwords === true && keys.length > 0) {
    ledger.append(['cognos', 'security', 'skip'], 'ssh-password-login');
    ledger.translated(allow, [['cognos', 'security', 'skip']], 'where there is a key, passwords would be turned off');
  } else if (passwords === true) ledger.applied(allow, 'ssh takes passwords as long as nobody has a key');
  else if (passwords === false && keys.length > 0) ledger.applied(allow, 'ssh takes keys only');
  else if (passwords === false) ledger.carried(allow, ['ssh_pwauth']);
}
