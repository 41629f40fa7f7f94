/** user-setup: root, the first user, their passwords. A plain password becomes a hash here and goes no further. */
import { hashFault } from '../shared/foreign/hash-fault.ts';
import type { Hash } from '../shared/foreign/translation.ts';
import type { Sheet } from './sheet.ts';

const passwords = ['root-password', 'root-password-again', 'root-password-crypted', 'user-password', 'user-password-again', 'user-password-crypted'];

export async function translateAccounts(sheet: Sheet, hash: Hash): Promise<void> {
  const name = sheet.value('passwd/username');
  const full = sheet.value('passwd/user-fullname');
  const makes = sheet.truth('passwd/make-user') ?? true;
  if (!makes || (name ?? full) === undefined) return noUser(sheet, makes);
  const login = name ?? (full ?? '').split(/\s/)[0]?.toLowerCase() ?? '';
  const at = ['users', 0];
  sheet.put([...at, 'name'], login);
  if (name === undefined) sheet.translated('passwd/user-fullname', [[...at, 'name']]);
  sheet.translated('passwd/username', [[...at, 'name']]);
  if (full !== undefined) {
    sheet.put([...at, 'gecos'], full);
    sheet.translated('passwd/user-fullname', [[...at, 'gecos']]);
  }
  sheet.notApplicable('passwd/user-fullname', 'is empty');
  sheet.put([...at, 'shell'], '/bin/bash');
  translateGroups(sheet, at, login);
  const uid = sheet.value('passwd/user-uid');
  if (uid !== undefined && /^\d+$/.test(uid)) {
    sheet.put([...at, 'uid'], Number(uid));
    sheet.translated('passwd/user-uid', [[...at, 'uid']]);
  } else if (uid !== undefined) sheet.refused('passwd/user-uid', 'this is no number; write for example 1000');
  sheet.notApplicable('passwd/user-uid', 'is empty');
  sheet.applied('passwd/make-user', `${login} is made`);
  await translatePassword(sheet, at, hash);
  refuseRest(sheet);
}

/** In debian-installer the first user has sudo when root has no login; here root never has one. */
function translateGroups(sheet: Sheet, at: (string | number)[], login: string): void {
  const groups = sheet.list('passwd/user-default-groups');
  sheet.put([...at, 'groups'], [...new Set([...groups, 'sudo'])]);
  if (groups.length > 0) sheet.translated('passwd/user-default-groups', [[...at, 'groups']]);
  sheet.notApplicable('passwd/user-default-groups', 'is empty');
  const root = sheet.truth('passwd/root-login') ?? ['root-password', 'root-password-crypted'].some((name) => sheet.value(`passwd/${name}`) !== undefined);
  const instead = `root has no password here (control root-locked), and so ${login} gets sudo with its own password`;
  if (!root) sheet.translated('passwd/root-login', [[...at, 'groups']], `root has no login, ${login} has sudo`);
  for (const name of ['root-login', 'root-password', 'root-password-crypted', 'root-password-again']) sheet.translated(`passwd/${name}`, [[...at, 'groups']], instead);
}

async function translatePassword(sheet: Sheet, at: (string | number)[], hash: Hash): Promise<void> {
  const crypted = sheet.value('passwd/user-password-crypted');
  const plain = sheet.value('passwd/user-password');
  const again = sheet.value('passwd/user-password-again');
  const path = [...at, 'hashed_passwd'];
  const onConsole = 'counts on the console and for sudo; ssh takes keys only';
  if (crypted !== undefined && /^[!*]+$/.test(crypted)) {
    sheet.put([...at, 'lock_passwd'], true);
    sheet.translated('passwd/user-password-crypted', [[...at, 'lock_passwd']], 'no password');
  } else if (crypted !== undefined) {
    const why = hashFault(crypted);
    if (why === undefined) {
      sheet.put(path, crypted);
      sheet.put([...at, 'lock_passwd'], false);
      sheet.translated('passwd/user-password-crypted', [path], onConsole);
    } else sheet.refused('passwd/user-password-crypted', why);
  } else if (plain !== undefined && again !== undefined && plain !== again) {
    sheet.refused('passwd/user-password-again', 'differs from passwd/user-password; write both alike');
    sheet.notApplicable('passwd/user-password', 'is written twice and differs');
  } else if (plain !== undefined) {
    sheet.put(path, await hash(plain));
    sheet.put([...at, 'lock_passwd'], false);
    sheet.translated('passwd/user-password', [path], `made into a yescrypt hash; ${onConsole}`);
    sheet.translated('passwd/user-password-again', [path]);
  }
  for (const name of ['user-password', 'user-password-again', 'user-password-crypted']) sheet.notApplicable(`passwd/${name}`, crypted === undefined ? 'is empty' : 'passwd/user-password-crypted says it');
}

function noUser(sheet: Sheet, makes: boolean): void {
  const why = makes ? 'no user is named: write passwd/username' : 'root has no login on CognOS, and without a user nobody could log in; make one with passwd/username';
  const subject = ['passwd/make-user', 'passwd/root-login', 'passwd/root-password', 'passwd/root-password-crypted'].find((name) => sheet.answer(name));
  if (subject !== undefined && (!makes || subject !== 'passwd/make-user')) sheet.refused(subject, why);
  for (const name of ['make-user', 'username', 'user-fullname', 'user-uid', 'user-default-groups', 'root-login', ...passwords]) sheet.notApplicable(`passwd/${name}`, makes ? why : 'no user is made');
  refuseRest(sheet);
}

function refuseRest(sheet: Sheet): void {
  if (sheet.truth('user-setup/encrypt-home') === true) sheet.refused('user-setup/encrypt-home', 'homes are not encrypted; leave it out');
  sheet.applied('user-setup/encrypt-home', 'homes are not encrypted');
  sheet.notApplicable('user-setup/allow-password-weak', 'nothing is asked; a password is taken as it is');
  sheet.notApplicable('user-setup/allow-password-empty', 'an empty password lets nobody in');
  if (sheet.truth('passwd/shadow') === false) sheet.refused('passwd/shadow', 'passwords stand in /etc/shadow, always; leave it out');
  sheet.applied('passwd/shadow', 'passwords stand in /etc/shadow');
  sheet.applied('passwd/md5', 'passwords are hashed with yescrypt');
}
