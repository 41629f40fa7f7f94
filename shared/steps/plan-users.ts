/** Users with cloud-init's meaning of every key (cloud-init 22.4, modules "Users and Groups" and "SSH"). */
import type { InstallSpec, User } from '../spec/install-spec.ts';
import type { Step } from '../plan/step.ts';

export function planUsers(spec: InstallSpec): Step[] {
  return [...(spec.users ?? []).filter((user) => typeof user !== 'string').map(planUser), ...planGroups(spec)];
}

/** cloud-init's top-level `groups`: names, or names with members, who exist by then. */
function planGroups({ groups }: InstallSpec): Step[] {
  const entries = [groups ?? []].flat().flatMap((entry): [name: string, members: string[]][] =>
    typeof entry === 'string' ? listOf(entry).map((name) => [name, []]) : Object.entries(entry).map(([name, members]) => [name, listOf(members)]));
  return entries.map(([name, members]) => (
    { id: `create-group-${name}`, kind: 'create-group', label: `Creating the group ${name}`, weight: 0.2, name, members }));
}

function planUser(user: User): Step {
  const password = user.hashed_passwd ?? user.passwd;
  return {
    id: `create-user-${user.name}`, kind: 'create-user', label: `Creating the user ${user.name}`, weight: 0.5,
    name: user.name,
    options: useraddOptions(user),
    groups: listOf(user.groups),
    ...(password === undefined ? {} : { password }),
    // cloud-init locks the password unless told not to, even when one is given.
    lock: user.lock_passwd !== false,
    sudo: user.sudo === false || user.sudo === null ? [] : listOf(user.sudo, '\n'),
    authorizedKeys: [...user.ssh_authorized_keys ?? []],
  };
}

function useraddOptions(user: User): string[] {
  const home = user.no_create_home || user.system ? ['--no-create-home'] : ['--create-home'];
  const valued: [option: string, value: unknown][] = [
    ['--comment', user.gecos], ['--gid', user.primary_group], ['--home-dir', user.homedir], ['--shell', user.shell ?? '/bin/bash'],
    ['--uid', user.uid], ['--inactive', user.inactive], ['--expiredate', user.expiredate],
  ];
  const flags: [option: string, given: unknown][] = [['--no-user-group', user.no_user_group], ['--no-log-init', user.no_log_init], ['--system', user.system]];
  return [
    ...home,
    ...valued.flatMap(([option, value]) => (value === undefined ? [] : [`${option}=${String(value)}`])),
    ...flags.flatMap(([option, given]) => (given === true ? [option] : [])),
  ];
}

function listOf(value: unknown, separator = ','): string[] {
  if (typeof value === 'string') return value.split(separator).map((item) => item.trim()).filter((item) => item !== '');
  return Array.isArray(value) ? value.map(String) : [];
}
