/** The first user and root. A plain password becomes a hash here and goes no further. */
import { hashFault } from '../../shared/foreign/hash-fault.ts';
import type { Hash } from '../../shared/foreign/translation.ts';
import type { Path } from '../../shared/spec/document.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import type { Ledger } from '../ledger.ts';

const user: Path = ['user'];
const root: Path = ['root'];
const made: Path = ['users', 0];
const keyNames = ['sshPublicKey', 'sshPublicKeys', 'sshKey'];

export async function translateAccounts(ledger: Ledger, hash: Hash): Promise<void> {
  if (ledger.map(user)) ledger.sayUnknown(user, ['fullName', 'userName', 'password', 'hashedPassword', 'autologin', ...keyNames]);
  if (ledger.map(root)) ledger.sayUnknown(root, ['password', 'hashedPassword', ...keyNames]);
  const name = isMap(ledger.get(user)) ? ledger.text([...user, 'userName']) : undefined;
  if (name === undefined) return noUser(ledger);
  ledger.put([...made, 'name'], name);
  ledger.translated([...user, 'userName'], [[...made, 'name']]);
  const full = ledger.text([...user, 'fullName']);
  if (full !== undefined) ledger.put([...made, 'gecos'], full);
  if (full !== undefined) ledger.translated([...user, 'fullName'], [[...made, 'gecos']]);
  ledger.put([...made, 'shell'], '/bin/bash');
  ledger.put([...made, 'groups'], ['sudo']);
  await translatePassword(ledger, hash);
  const keys = translateKeys(ledger, [...made, 'ssh_authorized_keys'], `root has no login here, and so the key lets ${name.slice(0, 32)} in`);
  if (ledger.text([...user, 'password']) === undefined && keys === 0) ledger.refused(user, 'has neither a password nor an ssh key, and so nobody could log in; write password or sshPublicKey');
  ledger.translated([...root, 'password'], [[...made, 'groups']], `root has no password here (control root-locked), and so ${name.slice(0, 32)} gets sudo with its own password`);
  ledger.notApplicable([...root, 'hashedPassword'], 'root has no password here');
  if (ledger.truth([...user, 'autologin']) === true) ledger.refused([...user, 'autologin'], 'nobody is logged in without a password here; leave it out');
  ledger.applied([...user, 'autologin'], 'nobody is logged in without a password');
}

async function translatePassword(ledger: Ledger, hash: Hash): Promise<void> {
  const path = [...user, 'password'];
  const flag = [...user, 'hashedPassword'];
  const password = ledger.text(path);
  const hashed = ledger.truth(flag) === true;
  ledger.applied(flag, 'says how to read the password');
  if (password === undefined) return;
  const target = [...made, 'hashed_passwd'];
  const fault = hashFault(password);
  if (hashed && fault !== undefined) return ledger.refused(path, fault);
  if (!hashed && fault === undefined) return ledger.refused(path, 'looks like a hash and is not said to be one, so that Agama would take it for the password itself; write "hashedPassword": true beside it');
  if (hashed && /^[!*]$/.test(password)) {
    ledger.put([...made, 'lock_passwd'], true);
    return ledger.translated(path, [[...made, 'lock_passwd']], 'no password');
  }
  ledger.put(target, hashed ? password : await hash(password));
  ledger.put([...made, 'lock_passwd'], false);
  ledger.translated(path, [target], `${hashed ? '' : 'made into a yescrypt hash; '}counts on the console and for sudo; ssh takes keys only`);
}

/** The user's keys and root's. @returns how many there are */
function translateKeys(ledger: Ledger, to: Path, rootNote: string): number {
  const seen: string[] = [];
  for (const account of [user, root]) {
    for (const name of isMap(ledger.get(account)) ? keyNames : []) {
      const path = [...account, name];
      const list = Array.isArray(ledger.get(path));
      for (const [index, text] of ledger.texts(path).entries()) {
        // A text may be a whole authorized_keys; a private key is refused as one.
        const lines = text.includes('PRIVATE KEY') ? [text] : text.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
        for (const key of lines) {
          const at = seen.indexOf(key) < 0 ? seen.push(key) - 1 : seen.indexOf(key);
          ledger.translated(list ? [...path, index] : path, [[...to, at]], account === root ? rootNote : undefined);
        }
      }
    }
  }
  if (seen.length > 0) ledger.put(to, seen);
  return seen.length;
}

/** Keys are kept for whoever is made first. */
function noUser(ledger: Ledger): void {
  translateKeys(ledger, ['ssh_authorized_keys'], 'root has no login here; the key lets the first user in');
  const why = 'root has no login on CognOS, and without a user nobody could log in; write "user": {"fullName": "Ada", "userName": "ada", "password": "…"}';
  const rootKeys = keyNames.map((name) => [...root, name]);
  const subject = [user, [...root, 'password'], ...rootKeys, root].find((path) => ledger.get(path) !== undefined) ?? [];
  if (subject === user) ledger.refused([...user, 'userName'], 'has to be the name that the user logs in with; write for example ada');
  ledger.refused(subject, subject === user ? 'has to name a user; write for example "userName": "ada"' : why);
  ledger.notApplicable([...root, 'password'], 'root has no password here');
  ledger.notApplicable([...root, 'hashedPassword'], 'root has no password here');
}
