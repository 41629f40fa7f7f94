/** Answers -> the spec that they are. Pure; what a user-data file said already (`base`) stays wherever it is not asked. */
import { normalUsers } from '../../cloud-init/normal-users.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import { keepsModels } from '../../shared/protocol/keeps-models.ts';
import { sections, type Answers, type DiskName, type Section } from '../../shared/protocol/answers.ts';
import type { InstallSpec, User } from '../../shared/spec/install-spec.ts';
import { keepableModels } from '../planner/kept-models.ts';
import { furtherAgents } from './further-agents.ts';
import { diskOf, diskSpec } from './match-of-disk.ts';
import { openSections } from './open-sections.ts';

export interface AnsweredSecrets { passwordHash?: string; passphrase?: string }
/** `base`: a file with `cognos.interactive`, validated. */
export interface Given { machine: Machine; base?: InstallSpec | undefined }

type Part = (spec: InstallSpec, answers: Answers, secrets: AnsweredSecrets, machine: Machine) => InstallSpec;

const parts: Record<Section, Part> = { welcome: withPlaces, network: withNetwork, storage: withStorage, ai: withAi, you: withUser, security: withSecurity };

/** The order in which people read it; what stands in none of these places keeps its own. */
const order: (keyof InstallSpec)[] = ['hostname', 'locale', 'keyboard', 'timezone', 'users', 'network', 'apt'];

export function specFromAnswers(answers: Answers, secrets: AnsweredSecrets, { machine, base }: Given): InstallSpec {
  const open: readonly Section[] = base ? openSections(base) : sections;
  const answered = open.reduce<InstallSpec>((spec, section) => parts[section](spec, answers, secrets, machine), closed(base));
  const { cognos, ...rest } = answered;
  const first = order.flatMap((key) => (key in rest ? [[key, rest[key as keyof typeof rest]]] : []));
  return { ...Object.fromEntries(first) as Partial<InstallSpec>, ...rest, cognos };
}

/** With every section answered nothing is left to ask. */
function closed(base: InstallSpec = { cognos: { version: 1 } }): InstallSpec {
  const { interactive: _asked, ...cognos } = base.cognos;
  return { ...base, cognos };
}

function withPlaces(spec: InstallSpec, { welcome: { locale, keyboard, timezone } }: Answers): InstallSpec {
  const { options } = spec.keyboard?.layout === keyboard.layout ? spec.keyboard : {};
  return { ...spec, locale, keyboard: { ...keyboard, ...(options === undefined ? {} : { options }) }, timezone };
}

function withNetwork({ network: _network, apt = {}, ...spec }: InstallSpec, { network: { kind, spec: configured, proxy } }: Answers): InstallSpec {
  const { proxy: _proxy, http_proxy: _http, https_proxy: _https, ...others } = apt;
  // The downloads of models take apt's proxy.
  const proxied = { ...others, ...(proxy === undefined || proxy === '' ? {} : { http_proxy: proxy, https_proxy: proxy }) };
  const network = kind === 'automatic' ? undefined : kind === 'offline' ? { version: 2 as const } : configured;
  return { ...spec, ...(network === undefined ? {} : { network }), ...(Object.keys(proxied).length > 0 ? { apt: proxied } : {}) };
}

function withStorage(spec: InstallSpec, { storage }: Answers, { passphrase }: AnsweredSecrets, machine: Machine): InstallSpec {
  const { disk, layout, sizes, encrypt, hasPassphrase } = storage;
  // The file's own stays until another is given.
  const given = passphrase ?? (hasPassphrase ? spec.cognos.storage?.encrypt?.passphrase : undefined);
  const sized = (['esp', 'root', 'swap', 'models'] as const).flatMap((name) => {
    const size = sizes[name];
    return size === undefined || size === '' ? [] : [[name, { size }]];
  });
  return { ...spec, cognos: { ...spec.cognos, storage: { ...(disk ? { disk: diskSpec(disk, machine) } : {}), layout, ...(encrypt ? { encrypt: { luks: 'passphrase', ...(given === undefined ? {} : { passphrase: given }) } } : {}), ...Object.fromEntries(sized), ...(keepsModels(storage) && hasModels(disk, machine) ? { models: { keep: true } } : {}) } } };
}

function hasModels(chosen: DiskName | undefined, { disks }: Machine): boolean {
  const disk = chosen && diskOf(chosen, disks);
  return disk !== undefined && keepableModels(disk) !== undefined;
}

function withAi(spec: InstallSpec, { ai }: Answers): InstallSpec {
  const before = spec.cognos.ai ?? {};
  // What no screen asks for is the file's still: the catalogue, ceilings, mirrors, where the API listens.
  const { max_memory, max_disk, catalog, download, api } = before;
  const instances = furtherAgents(ai.model === 'none' ? [] : ai.more, before);
  const whole: NonNullable<InstallSpec['cognos']['ai']> = {
    model: ai.model, purpose: ai.purpose, acceleration: ai.acceleration, enrol_key: ai.enrolKey,
    ...present({ min_tokens_per_second: ai.minTokensPerSecond, context: ai.context, language: ai.language }),
    ...(ai.acceptedLicences.length > 0 ? { accept_licences: [...new Set(ai.acceptedLicences)] } : {}),
    ...(ai.allowUnverified ? { allow_unverified: true } : {}), ...(ai.vendorRepositories ? { vendor_repositories: true } : {}),
    ...(instances.length > 0 ? { instances } : {}),
    ...present({ max_memory, max_disk, catalog, download, api }),
  };
  return { ...spec, cognos: { ...spec.cognos, ai: whole } };
}

/** In the place of the file's first person, with what the file says of them beyond the wizard's questions. */
function withUser(spec: InstallSpec, { you }: Answers, secrets: AnsweredSecrets): InstallSpec {
  const { user: _user, ssh_authorized_keys: _keys, users: _users, ...rest } = spec;
  const before = namesUsers(spec) ? normalUsers(spec) : [];
  const first = firstPerson(spec);
  return { ...rest, hostname: you.hostname, users: [userOf(you, secrets, first), ...before.filter(({ name }) => name !== first?.name)] };
}

function userOf({ name, fullName, sshKeys, hasPassword }: Answers['you'], secrets: AnsweredSecrets, first?: User): User {
  const { name: _name, passwd: _passwd, hashed_passwd: _hash, ssh_authorized_keys: _keys, gecos: _gecos, lock_passwd: _lock, ...others } = first ?? { name };
  // The file's own stays until it is changed or taken back.
  const passwordHash = secrets.passwordHash ?? (hasPassword ? first?.hashed_passwd ?? first?.passwd : undefined);
  return {
    name, ...(fullName === '' ? {} : { gecos: fullName }), groups: ['sudo'], shell: '/bin/bash', ...others,
    // Who has no password could give none to sudo, and nobody else may use it either. Who has one that is not told here has one.
    ...(passwordHash === undefined && !hasPassword ? { lock_passwd: true, sudo: 'ALL=(ALL) NOPASSWD:ALL' } : { lock_passwd: false }),
    ...(passwordHash === undefined ? {} : { hashed_passwd: passwordHash }),
    ...(sshKeys.length > 0 ? { ssh_authorized_keys: [...new Set(sshKeys)] } : {}),
  };
}

function namesUsers({ users, user, ssh_authorized_keys: keys }: InstallSpec): boolean {
  return users !== undefined || user !== undefined || keys !== undefined;
}

/** Whom a file means by its first user: a person, and not cloud-init's default one unless the file says something of it. */
export function firstPerson(spec: InstallSpec): User | undefined {
  if (!namesUsers(spec)) return undefined;
  const bare = spec.user === undefined && spec.ssh_authorized_keys === undefined ? 'debian' : undefined;
  return normalUsers(spec).find(({ name, system }) => system !== true && name !== bare);
}

function withSecurity(spec: InstallSpec, { security }: Answers): InstallSpec {
  const { profile, exceptions, updates, reboot } = security;
  const { skip, firewall } = spec.cognos.security ?? {};
  // A service that the file opens to some networks alone stays closed to the others.
  const narrowed = (name: string) => firewall?.allow?.find((entry) => typeof entry !== 'string' && entry.service === name) ?? name;
  return {
    ...spec,
    cognos: {
      ...spec.cognos,
      security: {
        profile,
        ...(profile === 'none' ? {} : { firewall: { allow: [...new Set(security.firewall)].map(narrowed) } }),
        ...(exceptions.length > 0 ? { exceptions: exceptions as Exceptions } : {}),
        ...present({ skip }),
        updates: { automatic: updates, reboot },
      },
    },
  };
}

type Exceptions = NonNullable<NonNullable<InstallSpec['cognos']['security']>['exceptions']>;

/** Without the keys that have no value: a spec has no such thing as undefined. */
function present<Values extends Record<string, unknown>>(values: Values): { [Key in keyof Values]?: NonNullable<Values[Key]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [Key in keyof Values]?: NonNullable<Values[Key]> };
}
