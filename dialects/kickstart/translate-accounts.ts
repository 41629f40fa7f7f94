/** rootpw, user, group, sshkey. A plain password becomes a hash here and goes no further. */
import { hashFault } from '../../shared/foreign/hash-fault.ts';
import type { Hash } from '../../shared/foreign/translation.ts';
import type { Path } from '../../shared/spec/document.ts';
import { numberOf } from './number-of.ts';
import type { Sheet } from './sheet.ts';
import type { Statement } from './statement.ts';

interface Made { statement: Statement; name: string; at: Path; administers: boolean; password: boolean }

export async function translateAccounts(sheet: Sheet, hash: Hash): Promise<void> {
  const made: Made[] = [];
  for (const statement of sheet.all('user')) {
    const user = await translateUser(sheet, statement, ['users', made.length], hash);
    if (user) made.push(user);
  }
  translateRoot(sheet, made);
  translateGroups(sheet);
  for (const key of sheet.all('sshkey')) translateKey(sheet, key, made);
  for (const other of sheet.all('sshpw')) sheet.notApplicable(other, 'is the way into a running Anaconda; on the CognOS medium the wizard can be opened to the network (boot menu)');
}

async function translateUser(sheet: Sheet, statement: Statement, at: Path, hash: Hash): Promise<Made | undefined> {
  const name = sheet.value(statement, 'name');
  if (name === undefined) {
    sheet.refused(statement, 'names nobody; write --name=…');
    return undefined;
  }
  sheet.put([...at, 'name'], name);
  sheet.translated(statement, [at]);
  const gecos = sheet.value(statement, 'gecos');
  const homedir = sheet.value(statement, 'homedir');
  if (gecos !== undefined) sheet.put([...at, 'gecos'], gecos);
  if (homedir !== undefined) sheet.put([...at, 'homedir'], homedir);
  sheet.put([...at, 'shell'], sheet.value(statement, 'shell') ?? '/bin/bash');
  translateNumbers(sheet, statement, at);
  const { groups, administers } = groupsOf(sheet, statement);
  if (groups.length > 0) sheet.put([...at, 'groups'], groups);
  const password = await translatePassword(sheet, statement, at, hash);
  return { statement, name, at, administers, password };
}

function translateNumbers(sheet: Sheet, statement: Statement, at: Path): void {
  const uid = sheet.value(statement, 'uid');
  const gid = sheet.value(statement, 'gid');
  if (uid !== undefined && numberOf(uid) === undefined) return sheet.refused(statement, '--uid is no number; write for example --uid=1000');
  if (uid !== undefined) sheet.put([...at, 'uid'], Number(uid));
  if (gid === undefined) return;
  if (gid === uid) sheet.translated(statement, [], 'its own group gets the number of the user');
  else sheet.refused(statement, '--gid cannot be chosen: the group of the user\'s own gets the number of the user; leave it out, or write --uid with the same number');
}

/** wheel is who may use sudo on Red Hat's systems, sudo who may on Debian's. */
function groupsOf(sheet: Sheet, statement: Statement): { groups: string[]; administers: boolean } {
  const written = sheet.list(statement, 'groups');
  const named = written.map((group) => group.replace(/\(\d*\)$/, ''));
  if (named.some((group, index) => group !== written[index])) sheet.refused(statement, 'the number of a group cannot be chosen; write the names of the groups alone');
  const administers = named.includes('wheel') || named.includes('sudo');
  if (named.includes('wheel')) sheet.translated(statement, [], 'wheel is the group sudo here');
  return { groups: [...new Set(named.map((group) => (group === 'wheel' ? 'sudo' : group)))], administers };
}

/** Whether the user has one that counts. */
async function translatePassword(sheet: Sheet, statement: Statement, at: Path, hash: Hash): Promise<boolean> {
  const written = statement.options.get('password')?.at(-1);
  const password = sheet.value(statement, 'password');
  const crypted = sheet.has(statement, 'iscrypted');
  sheet.has(statement, 'plaintext');
  if (sheet.has(statement, 'lock') || written === undefined || (crypted && /^[!*]+$/.test(written))) {
    sheet.put([...at, 'lock_passwd'], true);
    sheet.translated(statement, [], 'has no password');
    return false;
  }
  const fault = password === undefined ? 'an empty password would let everyone in; leave --password out for none' : crypted ? hashFault(password) : undefined;
  if (password === undefined || fault !== undefined) {
    sheet.refused(statement, fault ?? '');
    return false;
  }
  sheet.put([...at, 'hashed_passwd'], crypted ? password : await hash(password));
  sheet.put([...at, 'lock_passwd'], false);
  sheet.translated(statement, [], `${crypted ? 'the' : 'its password is made into a yescrypt hash; the'} password counts on the console and for sudo, as ssh takes keys only`);
  if (!crypted && hashFault(password) === undefined) sheet.notApplicable(statement, 'without --iscrypted the hash itself is the password, for Anaconda too; write --iscrypted if it is not', true);
  return true;
}

function translateRoot(sheet: Sheet, made: readonly Made[]): void {
  const root = sheet.last('rootpw');
  if (!root) return;
  const locked = sheet.has(root, 'lock') || (sheet.has(root, 'iscrypted') && /^[!*]+$/.test(root.words[0] ?? ''));
  sheet.has(root, 'iscrypted', 'plaintext');
  const ssh = sheet.has(root, 'allow-ssh') ? '; nor does root log in by ssh' : '';
  const someone = made.filter(({ statement }) => !sheet.isRefused(statement));
  const administrator = someone.find(({ administers, password }) => administers && password);
  const broken = sheet.faulty('user');
  if (made.length === 0 && broken) return sheet.notApplicable(root, `who has sudo in the place of root is said in line ${broken.first}, which is refused`);
  if (made.length === 0) return sheet.refused(root, 'root has no login on CognOS, and without a user nobody could log in; make one with user --name=… --groups=wheel --password=…');
  if (locked) return sheet.applied(root, `root has no password${ssh}`);
  if (administrator) return sheet.translated(root, [[...administrator.at, 'groups']], `root has no password here (control root-locked), and so ${administrator.name.slice(0, 32)} has sudo with its own password${ssh}`);
  sheet.refused(root, someone.some(({ administers }) => administers) ? 'root has no password on CognOS, and sudo asks for that of the user, who has none; give the user in wheel a --password' : 'root has no login on CognOS, and no user may use sudo in its place; write user --groups=wheel');
}

function translateGroups(sheet: Sheet): void {
  for (const group of sheet.all('group')) {
    const name = sheet.value(group, 'name');
    if (name === undefined) sheet.refused(group, 'names no group; write --name=…');
    else if (sheet.has(group, 'gid')) sheet.refused(group, 'the number of a group cannot be chosen; leave --gid out');
    else {
      const before = (sheet.spec['groups'] ?? []) as string[];
      sheet.put(['groups'], [...new Set([...before, name === 'wheel' ? 'sudo' : name])]);
      sheet.translated(group, [['groups', before.length]]);
    }
  }
}

function translateKey(sheet: Sheet, statement: Statement, made: readonly Made[]): void {
  const name = sheet.value(statement, 'username');
  const user = made.find((each) => each.name === name);
  const first = made[0]?.name.slice(0, 32) ?? '…';
  if (name === undefined) return sheet.refused(statement, 'says not whose key it is; write --username=…');
  if (statement.words.length === 0) return sheet.refused(statement, 'has no key; write the one line of the .pub file in quotes');
  if (!user) return sheet.refused(statement, `${name === 'root' ? 'root does not log in on CognOS' : 'no user of this name is made in this file'}; write --username=${first}${made.length === 0 ? ' and make that user' : ''}`);
  const keys = [...user.at, 'ssh_authorized_keys'];
  const number = countAt(sheet, keys);
  sheet.append(keys, statement.words.join(' '));
  sheet.translated(statement, [[...keys, number]]);
}

function countAt({ spec }: Sheet, path: Path): number {
  const found = path.reduce<unknown>((at, step) => (at as Record<string | number, unknown> | undefined)?.[step], spec);
  return Array.isArray(found) ? found.length : 0;
}
