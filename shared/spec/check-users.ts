/** User and group names that useradd takes and that Debian or CognOS does not use itself. */
import reserved from '../../assets/reserved-users.json' with { type: 'json' };
import { cut, quote } from './check.ts';
import type { Check, Note } from './check.ts';
import { checkAccount } from './check-account.ts';
import type { Path } from './document.ts';
import type { InstallSpec, User } from './install-spec.ts';

type UserEntry = NonNullable<InstallSpec['users']>[number];

const form = /^[a-z_][a-z0-9_-]{0,31}$/;
const systemUsers = new Set(reserved.users);
const systemGroups = new Set(reserved.groups);

export const checkUsers: Check = (spec, note) => {
  const seen = new Map<string, number>();
  const defaultName = nameOfDefault(spec);
  (spec.users ?? []).forEach((entry, index) => {
    const path = typeof entry === 'string' ? ['users', index] : ['users', index, 'name'];
    const name = nameOf(entry, defaultName);
    if (name !== 'debian') checkUserName(name, path, note);
    const first = seen.get(name);
    if (first !== undefined) note('duplicate-user', path, `the user ${quote(name)} is given twice, first as users[${first}]; keep one of them`, 'error', { value: cut(name) });
    seen.set(name, first ?? index);
    if (typeof entry !== 'string') checkEntry(entry, ['users', index], note);
  });
  if (spec.user !== undefined) checkDefaultUser(spec.user, note);
  checkGroups(spec.groups, note);
};

function nameOfDefault({ user }: InstallSpec): string {
  return (typeof user === 'string' ? user : user?.name) ?? 'debian';
}

function nameOf(entry: UserEntry, defaultName: string): string {
  const name = typeof entry === 'string' ? entry : entry.name;
  return name === 'default' ? defaultName : name;
}

function checkDefaultUser(user: NonNullable<InstallSpec['user']>, note: Note): void {
  if (typeof user === 'string') checkUserName(user, ['user'], note);
  else {
    if (user.name !== undefined) checkUserName(user.name, ['user', 'name'], note);
    checkEntry({ name: 'debian', ...user }, ['user'], note);
  }
}

function checkUserName(name: string, path: Path, note: Note): void {
  if (!form.test(name)) {
    note('user-name', path, `${quote(name)} is no user name: ${nameFault(name)}; write for example ada`, 'error', { value: cut(name) });
  } else if (systemUsers.has(name)) {
    note('reserved-user', path, `${quote(name)} is a user of the system itself; choose another name`, 'error', { value: name });
  } else if (systemGroups.has(name)) {
    note('reserved-user', path, `${quote(name)} is a group of the system itself, so a user of that name could not have its own group; choose another name`, 'error', { value: name });
  }
}

/** The code of why a person cannot be called so; undefined when they can. */
export function userNameFault(name: string): 'user-name' | 'reserved-user' | undefined {
  if (!form.test(name)) return 'user-name';
  return systemUsers.has(name) || systemGroups.has(name) ? 'reserved-user' : undefined;
}

function nameFault(name: string): string {
  if (name === '') return 'it is empty';
  if (name.length > 32) return `it has ${name.length} characters and may have 32`;
  if (/^[^a-z_]/.test(name)) return 'it has to start with a lower-case letter or an underscore';
  return 'only lower-case letters, digits, underscores and hyphens may stand in it';
}

function checkEntry(user: User, path: Path, note: Note): void {
  checkAccount(user, path, note);
  const groups = groupNames(user.groups);
  groups.forEach((group, index) => {
    const at = Array.isArray(user.groups) ? [...path, 'groups', index] : [...path, 'groups'];
    checkGroupName(group, at, note);
    if (groups.indexOf(group) !== index) note('duplicate-group', at, `the group ${quote(group)} is given twice; keep one of them`);
  });
  if (user.primary_group !== undefined) checkGroupName(user.primary_group, [...path, 'primary_group'], note);
}

/** cloud-init takes a list or names between commas. */
export function groupNames(groups: string | string[] | undefined): string[] {
  return typeof groups === 'string' ? groups.split(',').map((name) => name.trim()) : groups ?? [];
}

function checkGroups(groups: InstallSpec['groups'], note: Note): void {
  const seen = new Set<string>();
  for (const [name, path] of groupEntries(groups)) {
    checkGroupName(name, path, note);
    if (seen.has(name)) note('duplicate-group', path, `the group ${quote(name)} is given twice; keep one of them`);
    seen.add(name);
  }
}

function groupEntries(groups: InstallSpec['groups']): [name: string, path: Path][] {
  if (typeof groups === 'string') return groupNames(groups).map((name) => [name, ['groups']]);
  if (!Array.isArray(groups)) return Object.keys(groups ?? {}).map((name) => [name, ['groups', name]]);
  return groups.flatMap((group, index): [string, Path][] => (typeof group === 'string' ? [[group, ['groups', index]]] : Object.keys(group).map((name) => [name, ['groups', index, name]])));
}

function checkGroupName(name: string, path: Path, note: Note): void {
  if (!form.test(name)) note('group-name', path, `${quote(name)} is no group name: ${nameFault(name)}; write for example operators`);
}
