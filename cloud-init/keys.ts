/** What becomes of each key of a spec. Every key has an answer: nothing is dropped silently. */
import type { KeyDisposition } from '../shared/plan/plan.ts';
import type { InstallSpec } from '../shared/spec/install-spec.ts';

type Key = keyof InstallSpec;

const carried: Partial<Record<Key, string>> = {
  hostname: 'written to /etc/hostname and /etc/hosts',
  fqdn: 'written to /etc/hosts',
  prefer_fqdn_over_hostname: 'decides which of hostname and fqdn is written to /etc/hostname',
  preserve_hostname: 'the host name is set once by the installer and left alone afterwards',
  manage_etc_hosts: 'written to /etc/hosts once',
  users: 'made in the target, with passwords, groups, sudo rules and ssh keys',
  user: 'settings of the default user, made in the target',
  groups: 'made in the target',
  ssh_authorized_keys: 'given to the default user, or to the first one when there is none',
  ssh_deletekeys: 'every installed machine makes its own host keys on its first boot',
  ssh_genkeytypes: 'not followed: every kind of host key is made, and cognos.security says which of them sshd uses',
  locale: 'written to /etc/default/locale',
  timezone: 'written to /etc/localtime and /etc/timezone',
  keyboard: 'written to /etc/default/keyboard',
  ntp: 'written for systemd-timesyncd',
  network: 'written as a netplan file',
};
/** Of `apt`, what the installer writes; the rest goes to cloud-init. */
const ownApt = ['primary', 'security', 'proxy', 'http_proxy', 'https_proxy', 'ftp_proxy', 'preserve_sources_list'];
const kept = ['firstboot'] as const;

export function isCarried(key: string): boolean {
  return key === 'cognos' || Object.hasOwn(carried, key);
}

/** In words, for the reference. */
export function carrierOf(key: string): string {
  if (key === 'apt') return 'installer and cloud-init';
  return isCarried(key) ? 'installer' : 'cloud-init';
}

/** In the order of the document; parts of a key that go another way than the key have an entry of their own. */
export function keyDispositions(spec: InstallSpec): KeyDisposition[] {
  return (Object.keys(spec) as Key[]).flatMap((key): KeyDisposition[] => {
    if (key === 'cognos') return cognosDispositions(spec);
    if (key === 'apt') return aptDispositions(spec.apt ?? {});
    const note = carried[key];
    if (note === undefined) return [{ key, by: 'cloud-init', note: 'handed to cloud-init on the first boot' }];
    return [{ key, by: 'installer', note }, ...key === 'users' || key === 'user' ? importDispositions(key, spec) : []];
  });
}

/** The parts of `apt` that the installer writes. */
export function carriedApt(apt: NonNullable<InstallSpec['apt']>): NonNullable<InstallSpec['apt']> {
  return Object.fromEntries(Object.entries(apt).filter(([key]) => ownApt.includes(key)));
}

/** The parts of `apt` that the target's cloud-init gets. */
export function handedApt(apt: NonNullable<InstallSpec['apt']>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(apt).filter(([key]) => !ownApt.includes(key)));
}

function aptDispositions(apt: NonNullable<InstallSpec['apt']>): KeyDisposition[] {
  const handed = Object.keys(handedApt(apt));
  const own = Object.keys(apt).some((key) => ownApt.includes(key));
  return [
    ...own || handed.length === 0 ? [{ key: 'apt', by: 'installer', note: 'mirrors and proxies are written for apt' } as const] : [],
    ...handed.map((key) => ({ key: `apt.${key}`, by: 'cloud-init', note: 'handed to cloud-init on the first boot' }) as const),
  ];
}

function importDispositions(key: 'users' | 'user', { users = [], user }: InstallSpec): KeyDisposition[] {
  const entries = key === 'users' ? users : [user];
  return entries.flatMap((entry): KeyDisposition[] => (typeof entry !== 'object' || !entry.ssh_import_id ? []
    : [{ key: key === 'user' ? 'user.ssh_import_id' : `users.${entry.name ?? ''}.ssh_import_id`, by: 'cloud-init', note: 'handed to cloud-init on the first boot' }]));
}

function cognosDispositions({ cognos }: InstallSpec): KeyDisposition[] {
  const later = kept.filter((key) => cognos[key] !== undefined);
  return [
    { key: 'cognos', by: 'installer', note: 'decides how the machine is installed' },
    ...(cognos.ai ? [{ key: 'cognos.ai', by: 'first-boot', note: 'decides the model, sizes and settings written now; first boot installs drivers, downloads the model and starts the agent' } as const] : []),
    ...(cognos.security ? [{ key: 'cognos.security', by: 'first-boot', note: cognos.security.profile === 'none' ? 'the profile none: nothing is hardened' : 'what guards the machine is written now, first boot does the rest' } as const] : []),
    ...later.map((key) => ({ key: `cognos.${key}`, by: 'first-boot', note: 'kept in /etc/cognos (spec.yaml, report-token, report-secret) for the first boot' }) as const),
  ];
}
