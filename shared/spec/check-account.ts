/** The settings of one user: what useradd would refuse, and what cloud-init would do silently. */
import { checkPassword, plainPassword } from './check-password.ts';
import type { Note } from './check.ts';
import type { Path } from './document.ts';
import type { User } from './install-spec.ts';

export function checkAccount(user: User, path: Path, note: Note): void {
  checkPasswords(user, path, note);
  checkForms(user, path, note);
  refuse(user, path, note);
  const homeless = user.system ? 'system' : user.no_create_home ? 'no_create_home' : undefined;
  if (homeless && user.ssh_authorized_keys?.length) {
    note('no-home', [...path, 'ssh_authorized_keys'], `ssh keys need a home directory, and ${homeless}: true makes none; leave one of the two out`);
  }
}

function checkPasswords(user: User, path: Path, note: Note): void {
  for (const key of ['passwd', 'hashed_passwd'] as const) {
    if (user[key] !== undefined) checkPassword(user[key], [...path, key], note);
  }
  if (user.plain_text_passwd !== undefined) note('plain-password', [...path, 'plain_text_passwd'], plainPassword('hashed_passwd'));
  const locked = user.lock_passwd ?? user['lock-passwd'];
  if (locked === undefined && (user.hashed_passwd ?? user.passwd) !== undefined) {
    note('locked-password', path, 'has a password that cannot be used, as passwords are locked unless lock_passwd: false is given', 'warning');
  }
}

function checkForms(user: User, path: Path, note: Note): void {
  if (/[:\n]/.test(user.gecos ?? '')) note('gecos', [...path, 'gecos'], 'a colon or a line break may not stand here, as /etc/passwd could not hold it; leave it out');
  for (const key of ['homedir', 'shell'] as const) {
    const fault = pathFault(user[key] ?? '/');
    if (fault) note('path', [...path, key], `${fault}; write an absolute path such as ${key === 'shell' ? '/bin/bash' : '/home/ada'}`);
  }
  if (user.expiredate !== undefined && !isDate(user.expiredate)) note('date', [...path, 'expiredate'], 'there is no such day; write for example "2032-09-01"');
  const uid = Number(user.uid ?? 1000);
  if (uid < (user.system ? 1 : 1000) || uid === 65534 || uid === 65535) {
    note('uid', [...path, 'uid'], `${uid} belongs to the system; choose a number from 1000 to 59999`);
  }
}

function refuse(user: User, path: Path, note: Note): void {
  if (user.selinux_user !== undefined) note('not-here', [...path, 'selinux_user'], 'CognOS runs AppArmor, not SELinux; leave selinux_user out');
  if (user.snapuser !== undefined) note('not-here', [...path, 'snapuser'], 'CognOS has no snapd; leave snapuser out');
  if (user.ssh_redirect_user) note('not-here', [...path, 'ssh_redirect_user'], 'this needs ssh keys from the metadata of a cloud, which an installed machine has not; leave ssh_redirect_user out');
}

/** Why a path may not be used on the target; undefined when it may. */
export function pathFault(path: string): string | undefined {
  if (!path.startsWith('/')) return 'the path is not absolute';
  if (path.split('/').includes('..')) return 'the path leads back up with ..';
  return /[:\n]/.test(path) ? 'a colon or a line break may not stand in the path' : undefined;
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text);
}
