/** A user-data file with sections left open -> answers filled from it, and which are asked. What no screen asks stays in the file's spec. */
import { describeContent } from '../../shared/machine/describe-disk.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import type { Answers, Section } from '../../shared/protocol/answers.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { chooseDisk } from '../planner/choose-disk.ts';
import { defaultAnswers } from './default-answers.ts';
import { openSections } from './open-sections.ts';
import { firstPerson } from './spec-from-answers.ts';

export function answersFromSpec(spec: InstallSpec, machine: Machine): { answers: Answers; asked: Section[] } {
  const usual = defaultAnswers(machine);
  return {
    answers: {
      welcome: placesIn(spec, usual.welcome), network: networkIn(spec), storage: storageIn(spec, usual.storage, machine),
      ai: aiIn(spec, usual.ai), you: userIn(spec, usual.you), security: securityIn(spec, usual.security),
    },
    asked: openSections(spec),
  };
}

function placesIn({ locale, keyboard, timezone }: InstallSpec, usual: Answers['welcome']): Answers['welcome'] {
  const { layout, variant, model } = keyboard ?? usual.keyboard;
  return {
    ...usual, locale: locale ?? usual.locale, timezone: timezone ?? usual.timezone,
    keyboard: { layout, ...(variant === undefined ? {} : { variant }), ...(model === undefined ? {} : { model }) },
  };
}

function networkIn({ network, apt }: InstallSpec): Answers['network'] {
  const proxy = apt?.http_proxy ?? apt?.proxy ?? apt?.https_proxy;
  return { ...(network ? { kind: 'configured', spec: network } : { kind: 'automatic' }), ...(proxy === undefined ? {} : { proxy }) };
}

/** The disk that the file's rules come to here, as a proposal: they may come to none, or to one that must not be lost. */
function storageIn({ cognos: { storage = {} } }: InstallSpec, usual: Answers['storage'], machine: Machine): Answers['storage'] {
  const verdict = storage.disk?.match === undefined ? undefined : chooseDisk(machine, storage, () => false);
  const disk = verdict && 'disk' in verdict && (describeContent(verdict.disk) === '' || storage.disk?.match !== undefined) ? verdict.disk : undefined;
  const sizes = Object.fromEntries((['root', 'swap', 'models', 'esp'] as const).flatMap((name) => {
    const size = storage[name]?.size;
    return size === undefined ? [] : [[name, size]];
  }));
  const { path, serial, wwn, bytes } = disk ?? {};
  const chosen = path === undefined || bytes === undefined ? usual.disk : { path, bytes, ...(serial === undefined ? {} : { serial }), ...(wwn === undefined ? {} : { wwn }) };
  return { layout: storage.layout ?? usual.layout, encrypt: storage.encrypt !== undefined, hasPassphrase: storage.encrypt?.passphrase !== undefined, sizes, ...(storage.models?.keep === false ? { dropModels: true } : {}), ...(chosen ? { disk: chosen } : {}) };
}

function aiIn({ cognos: { ai = {} } }: InstallSpec, usual: Answers['ai']): Answers['ai'] {
  return {
    ...usual,
    model: ai.model ?? usual.model, purpose: ai.purpose ?? usual.purpose, acceleration: ai.acceleration ?? usual.acceleration,
    acceptedLicences: ai.accept_licences ?? [], allowUnverified: ai.allow_unverified ?? false,
    vendorRepositories: ai.vendor_repositories ?? false, enrolKey: ai.enrol_key ?? usual.enrolKey,
    more: [...new Set((ai.instances ?? []).map(({ model }) => model))],
    ...(ai.min_tokens_per_second === undefined ? {} : { minTokensPerSecond: ai.min_tokens_per_second }),
    ...(ai.context === undefined ? {} : { context: ai.context }), ...(ai.language === undefined ? {} : { language: ai.language }),
  };
}

function userIn(spec: InstallSpec, usual: Answers['you']): Answers['you'] {
  const user = firstPerson(spec);
  return {
    hostname: spec.hostname ?? usual.hostname, name: user?.name ?? '', fullName: user?.gecos ?? '',
    hasPassword: user?.lock_passwd === false && (user.hashed_passwd ?? user.passwd) !== undefined,
    sshKeys: user?.ssh_authorized_keys ?? [],
  };
}

function securityIn({ cognos: { security = {} } }: InstallSpec, usual: Answers['security']): Answers['security'] {
  const { profile = usual.profile, firewall, exceptions = [], updates = {} } = security;
  return {
    profile, exceptions, firewall: firewall?.allow?.map((entry) => (typeof entry === 'string' ? entry : entry.service)) ?? usual.firewall,
    updates: updates.automatic ?? usual.updates, reboot: updates.reboot ?? usual.reboot,
  };
}
