/** The spec -> what controls are chosen and written from. What only the machine knows is added by first boot. */
import type { InstallSpec, User } from '../spec/install-spec.ts';
import type { AllowedService, HardenFacts } from './control.ts';
import { findService } from './services.ts';

export function factsFromSpec(spec: InstallSpec): HardenFacts {
  const security = spec.cognos.security ?? {};
  const timeServers = [...spec.ntp?.servers ?? [], ...spec.ntp?.pools ?? []];
  const users = (spec.users ?? []).filter((user): user is User => typeof user !== 'string');
  return {
    profile: security.profile ?? 'cis-level1-server',
    exceptions: security.exceptions ?? [],
    skip: security.skip ?? [],
    allow: (security.firewall?.allow ?? ['ssh']).flatMap(allowed),
    keyLogin: everyoneHasKey(users),
    people: users.filter(({ system }) => system !== true).map(({ name }) => name ?? '').filter((name) => name !== ''),
    updates: { automatic: security.updates?.automatic ?? 'security', reboot: security.updates?.reboot ?? 'never' },
    ...(timeServers.length > 0 ? { timeServers } : {}),
  };
}

type AllowEntry = string | { service: string; from: readonly string[] };

/** What is not known was refused when the spec was read (spec/check-security.ts); it opens nothing here. */
function allowed(entry: AllowEntry): AllowedService[] {
  const { service, from } = typeof entry === 'string' ? { service: entry, from: [] } : entry;
  const answer = findService(service);
  return 'fault' in answer ? [] : answer.ports.map((port) => ({ name: service, ...port, from }));
}

/** Somebody has a key, and nobody would be locked out without a password over ssh. */
function everyoneHasKey(users: readonly User[]): boolean {
  const withKey = (user: User): boolean => (user.ssh_authorized_keys ?? []).length > 0 || (user.ssh_import_id ?? []).length > 0;
  // cloud-init locks a password unless told not to.
  const withPassword = (user: User): boolean => user.lock_passwd === false;
  return users.some(withKey) && users.every((user) => withKey(user) || !withPassword(user));
}
