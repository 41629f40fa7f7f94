/** Answers for tests: a person's, and any that could be given. */
import fc from 'fast-check';
import { choicesOf } from '../../../../installer/wizard/choices-of.ts';
import { defaultAnswers } from '../../../../installer/wizard/default-answers.ts';
import { offerDisks } from '../../../../installer/wizard/offer-disks.ts';
import type { Machine } from '../../../../shared/machine/machine.ts';
import { builtinCatalogue } from '../../../../shared/models/builtin-catalogue.ts';
import { findForbidden } from '../../../../shared/spec/decode-text.ts';
import { wizardLanguages, type Answers } from '../../../../shared/protocol/answers.ts';
import type { DiskOffer } from '../../../../shared/protocol/snapshot.ts';

export const passwordHash = `$y$j9T$${'a'.repeat(22)}$${'b'.repeat(43)}`;
export const sshKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG9cTL1OzbeUeCAlaYKBQWGmI0o7oRyC1rmTkSJmyGpO ada@example.net';
const otherKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPHhDGZJ4DE1ZQbSy1bKiPVWu9yHQ2P0p9P2xUEqNZvB';

/** The defaults with a user, and the disk where there is one that fits. */
export function personsAnswers(machine: Machine): Answers {
  const usual = defaultAnswers(machine);
  const disk = offerDisks(machine).find(({ refusal }) => refusal === undefined);
  return {
    ...usual, you: { ...usual.you, name: 'ada', fullName: 'Ada Lovelace', hasPassword: true },
    storage: { ...usual.storage, ...(disk ? { disk: nameOf(disk) } : {}) },
  };
}

export function nameOf({ path, serial, wwn, bytes }: DiskOffer): NonNullable<Answers['storage']['disk']> {
  return { path, bytes, ...(serial === undefined ? {} : { serial }), ...(wwn === undefined ? {} : { wwn }) };
}

const choices = choicesOf();
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> => fc.option(value, { nil: undefined });
/** Most people leave most things as they are; a plan comes of nothing else often enough. */
const mostly = <Value>(usual: Value, others: fc.Arbitrary<Value>): fc.Arbitrary<Value> => fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: others });
/** An answer that was not given is no key with the value undefined: JSON has none. */
const given = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

const welcome: fc.Arbitrary<Answers['welcome']> = fc.record({
  language: fc.constantFrom(...wizardLanguages), locale: fc.constantFrom(...choices.locales), timezone: fc.constantFrom(...choices.timezones),
  keyboard: fc.constantFrom(...choices.keyboards).chain(({ layout, variants }) => fc.record({ layout: fc.constant(layout), variant: maybe(fc.constantFrom('', ...variants.map(({ variant }) => variant))) })),
  accessibility: fc.record({ largeText: fc.boolean(), highContrast: fc.boolean(), screenReader: fc.boolean() }),
}).map(given);

const address = fc.tuple(fc.integer({ min: 1, max: 250 }), fc.integer({ min: 2, max: 250 })).map(([net, host]) => ({ address: `10.0.${net}.${host}/24`, gateway: `10.0.${net}.1` }));
/** But for those that a file's reader refuses as keys; the preview says so beside the network (local-finding.test.ts). */
const ssid = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 32 }).filter((name) => !/^(__proto__|constructor|prototype|<<)$|[⟦⟧]/u.test(name) && findForbidden(name) === undefined && Buffer.byteLength(name) <= 32);
const network: fc.Arbitrary<Answers['network']> = fc.oneof(
  fc.record({ kind: fc.constantFrom('automatic', 'offline'), proxy: maybe(fc.constantFrom('', 'http://proxy.example.net:3128', 'http://ada:geheim@proxy.example.net:3128')) }) as fc.Arbitrary<Answers['network']>,
  fc.record({ lan: address, ssid, key: fc.stringMatching(/^[ -~]{8,63}$/) }).map(({ lan, ssid, key }): Answers['network'] => ({
    kind: 'configured',
    spec: {
      version: 2, ethernets: { eth0: { addresses: [lan.address], routes: [{ to: 'default', via: lan.gateway }], nameservers: { addresses: ['192.0.2.53'] } } },
      wifis: { wlan0: { dhcp4: true, 'access-points': { [ssid]: { password: key } } } },
      vlans: { 'eth0.7': { id: 7, link: 'eth0', dhcp4: true } },
    },
  })),
).map(given);

const size = fc.tuple(fc.integer({ min: 1, max: 900 }), fc.constantFrom('GiB', 'G', 'GB', 'MiB')).map(([number, unit]) => `${number}${unit}`);
const encryption = { encrypt: mostly(false, fc.constant(true)), hasPassphrase: fc.constant(true) };
const storageOn = (machine: Machine): fc.Arbitrary<Answers['storage']> => fc.record({
  disk: fc.constantFrom(...offerDisks(machine).filter(({ refusal }) => refusal === undefined).map(nameOf)),
  layout: fc.constantFrom('btrfs', 'ext4'), ...encryption, sizes: fc.record({ root: mostly(undefined, size), swap: mostly(undefined, fc.oneof(size, fc.constant('0B'))), models: mostly(undefined, size) } as Record<string, fc.Arbitrary<string | undefined>>),
}).map((storage) => given(storage)) as fc.Arbitrary<Answers['storage']>;

const ids = builtinCatalogue.models.map(({ id }) => id);
const ai: fc.Arbitrary<Answers['ai']> = fc.record({
  model: mostly('auto', fc.constantFrom('none', ...ids)), purpose: fc.constantFrom('general', 'code', 'multilingual', 'medical', 'legal'),
  minTokensPerSecond: maybe(fc.integer({ min: 1, max: 100 })), context: maybe(fc.integer({ min: 256, max: 131072 })), language: maybe(fc.constantFrom('de', 'pt-BR', 'no')),
  acceptedLicences: fc.uniqueArray(fc.constantFrom(...builtinCatalogue.models.map(({ licence }) => licence.id))), allowUnverified: fc.boolean(),
  acceleration: mostly('auto', fc.constantFrom('cpu', 'vulkan', 'cuda')), vendorRepositories: fc.boolean(), enrolKey: fc.constantFrom('ask', 'never'), more: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 4 }),
}).map((each) => given(each)) as fc.Arbitrary<Answers['ai']>;

const you: fc.Arbitrary<Answers['you']> = fc.record({
  hostname: fc.stringMatching(/^[a-z][a-z0-9]{0,20}(\.[a-z0-9]{1,8})?$/), name: fc.stringMatching(/^[a-z]{3}x[a-z0-9_-]{0,20}$/),
  fullName: fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => !/[:\n]/.test(text) && findForbidden(text) === undefined),
  hasPassword: fc.boolean(), sshKeys: fc.subarray([sshKey, otherKey]),
});

const security: fc.Arbitrary<Answers['security']> = fc.record({
  profile: fc.constantFrom('none', 'baseline', 'cis-level1-server', 'cis-level2-server'),
  firewall: fc.uniqueArray(fc.oneof(fc.constantFrom(...choices.services), fc.integer({ min: 1, max: 65535 }).map((port) => `${port}/tcp`)), { maxLength: 5 }),
  exceptions: fc.subarray(choices.exceptions), updates: fc.constantFrom('security', 'all', 'none'),
  reboot: fc.oneof(fc.constant('never'), fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))),
});

export function anyAnswers(machine: Machine): fc.Arbitrary<Answers> {
  return fc.record({ welcome, network, storage: storageOn(machine), ai, you, security });
}
