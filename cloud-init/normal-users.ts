/**
 * Users as cloud-init 22.4.2 makes them of `users`, `user` and `ssh_authorized_keys` (distros/ug_util.py), one plain
 * entry each. Debian's default user is from its /etc/cloud/cloud.cfg.
 */
import type { InstallSpec, User } from '../shared/spec/install-spec.ts';

const debian: User = {
  name: 'debian', lock_passwd: true, gecos: 'Debian',
  groups: ['adm', 'audio', 'cdrom', 'dialout', 'dip', 'floppy', 'netdev', 'plugdev', 'sudo', 'video'],
  sudo: ['ALL=(ALL) NOPASSWD:ALL'],
  shell: '/bin/bash',
};

export function normalUsers(spec: InstallSpec): User[] {
  const base = defaultUser(spec);
  // `user:` adds the default user even when `users` does not name it.
  const entries = [...spec.users ?? ['default'], ...spec.user !== undefined && spec.users && !namesDefault(spec.users) ? ['default'] : []];
  const users = entries.map((entry): User => {
    const own = typeof entry === 'string' ? { name: entry } : entry;
    return own.name === 'default' ? { ...base, ...own, name: base.name } : oneSpelling(own);
  });
  const heir = users.find(({ name }) => name === base.name && namesDefault(entries)) ?? users[0];
  return users.map((user) => (user === heir ? withKeys(user, spec) : user));
}

function namesDefault(entries: NonNullable<InstallSpec['users']>): boolean {
  return entries.some((entry) => (typeof entry === 'string' ? entry : entry.name) === 'default');
}

function defaultUser({ user }: InstallSpec): User {
  return oneSpelling({ ...debian, ...typeof user === 'string' ? { name: user } : user });
}

/** cloud-init reads lock-passwd as lock_passwd. */
function oneSpelling({ 'lock-passwd': older, ...user }: User): User {
  return older === undefined ? user : { lock_passwd: older, ...user };
}

/** The documentation says "default user/first user"; with neither given to one, keys would be lost silently. */
function withKeys(user: User, { ssh_authorized_keys: keys = [], ssh_import_id: imports = [] }: InstallSpec): User {
  return {
    ...user,
    ...keys.length > 0 ? { ssh_authorized_keys: [...new Set([...user.ssh_authorized_keys ?? [], ...keys])] } : {},
    ...imports.length > 0 ? { ssh_import_id: [...new Set([...user.ssh_import_id ?? [], ...imports])] } : {},
  };
}
