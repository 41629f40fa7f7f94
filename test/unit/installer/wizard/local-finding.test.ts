/**
 * Every refusal that answers can provoke: provoked, on its screen, with an English sentence whose placeholders are given;
 * and where an answer is offered instead, taking it makes the refusal go away.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import words from '../../../../assets/translations/en/findings.json' with { type: 'json' };
import { offerDisks } from '../../../../installer/wizard/offer-disks.ts';
import { previewOf } from '../../../../installer/wizard/preview-of.ts';
import type { Machine } from '../../../../shared/machine/machine.ts';
import type { Measurement } from '../../../../shared/measure/measurement.ts';
import { builtinCatalogue } from '../../../../shared/models/builtin-catalogue.ts';
import type { Answers, Section } from '../../../../shared/protocol/answers.ts';
import type { LocalFinding } from '../../../../shared/protocol/snapshot.ts';
import type { InstallSpec } from '../../../../shared/spec/install-spec.ts';
import { machineCalled } from './recorded-machines.ts';
import { nameOf, passwordHash, personsAnswers, sshKey } from './some-answers.ts';

type Changes = { [S in Section]?: Partial<Answers[S]> };
interface Case { code: string; section?: Section; change?: Changes; machine?: Machine; base?: InstallSpec; measurement?: Measurement; /** What is offered, or undefined when nothing may be. */ label: string | RegExp | undefined }

const texts: Record<string, string> = words;
const usual = machineCalled('nvme-server');
const small = machineCalled('plain-4gib');
const wired = (device: Record<string, unknown>, more: Record<string, unknown> = {}): Changes => ({ network: { kind: 'configured', spec: { version: 2, ethernets: { eth0: device }, ...more } as unknown as InstallSpec['network'] } });
const routed = (via: string): Changes => wired({ addresses: ['192.0.2.10/24'], routes: [{ to: 'default', via }] });
const { medium } = usual;
assert.ok(medium);

/** The disk that is chosen has so many bytes. */
const shrunk = (bytes: number, machine = small): Machine => ({ ...machine, disks: machine.disks.slice(0, 1).map((disk) => ({ ...disk, bytes, partitions: [], content: undefined, partitionTable: undefined }) as unknown as Machine['disks'][number]) });
const slow: Measurement = JSON.parse(readFileSync(join(import.meta.dirname, '../../../fixtures/measurements/two-core-vm.json'), 'utf8')) as Measurement;

const cases: Case[] = [
  { code: 'hostname', section: 'you', change: { you: { hostname: "Ada's PC!" } }, label: 'Adas-PC' },
  { code: 'hostname', section: 'you', change: { you: { hostname: '10.0.0.1' } }, label: '10-0-0-1' },
  { code: 'hostname', section: 'you', change: { you: { hostname: '日本' } }, label: /^cognos/ },
  { code: 'user-name', section: 'you', change: { you: { name: 'Zoë Müller' } }, label: 'zoe-muller' },
  { code: 'user-name', section: 'you', change: { you: { name: '花子', fullName: 'Hanako 花子' } }, label: 'hanako' },
  { code: 'user-name', section: 'you', change: { you: { name: '花子', fullName: '花子' } }, label: undefined },
  { code: 'reserved-user', section: 'you', change: { you: { name: 'root', fullName: '' } }, label: 'root1' },
  { code: 'no-user', section: 'you', change: { you: { name: '', fullName: 'Ada Lovelace' } }, label: 'ada' },
  { code: 'nobody-in', section: 'you', change: { you: { hasPassword: false } }, label: undefined },
  { code: 'gecos', section: 'you', change: { you: { fullName: 'Ada: Countess' } }, label: 'Ada  Countess' },
  { code: 'ssh-key', section: 'you', change: { you: { sshKeys: [sshKey, 'ssh-rsa AAAA'] } }, label: /without this key/ },
  { code: 'private-key', section: 'you', change: { you: { sshKeys: ['-----BEGIN OPENSSH PRIVATE KEY-----'] } }, label: /without this key/ },
  { code: 'ssh-key-options', section: 'you', change: { you: { sshKeys: [`command="ls" ${sshKey}`] } }, label: /without its options/ },
  { code: 'control-character', section: 'you', change: { you: { fullName: 'Ada\u200f' } }, label: /without/ },
  { code: 'secret-mark', section: 'you', change: { you: { fullName: '⟦secret:x⟧' } }, label: /without/ },

  { code: 'locale', section: 'welcome', change: { welcome: { locale: 'de_DE.UTF8' } }, label: 'de_DE.UTF-8' },
  { code: 'locale', section: 'welcome', change: { welcome: { locale: 'de_XX.UTF-8' } }, label: /^de_/ },
  { code: 'locale', section: 'welcome', change: { welcome: { locale: 'klingon', language: 'fr' } }, label: 'fr_FR.UTF-8' },
  { code: 'timezone', section: 'welcome', change: { welcome: { timezone: 'berlin' } }, label: 'Europe/Berlin' },
  { code: 'timezone', section: 'welcome', change: { welcome: { timezone: 'Europe/Berln' } }, label: 'Europe/Berlin' },
  { code: 'keyboard', section: 'welcome', change: { welcome: { keyboard: { layout: 'german', variant: 'nodeadkeys' }, language: 'de' } }, label: 'de' },
  { code: 'keyboard', section: 'welcome', change: { welcome: { keyboard: { layout: 'de', variant: 'nodeadkey' } } }, label: 'de nodeadkeys' },
  { code: 'keyboard', section: 'welcome', change: { welcome: { keyboard: { layout: 'de', model: 'pc999999' } } }, label: 'de' },

  { code: 'address', section: 'network', change: wired({ addresses: ['192.0.2.10'] }), label: '192.0.2.10/24' },
  { code: 'address', section: 'network', change: wired({ addresses: ['2001:db8::10'] }), label: '2001:db8::10/64' },
  { code: 'address', section: 'network', change: wired({ addresses: ['the usual one'] }), label: /without this/ },
  { code: 'gateway', section: 'network', change: routed('198.51.100.1'), label: '192.0.2.1' },
  { code: 'gateway', section: 'network', change: routed('192.0.2.10'), label: '192.0.2.1' },
  { code: 'gateway', section: 'network', change: routed('the router'), label: '192.0.2.1' },
  { code: 'nameserver', section: 'network', change: wired({ dhcp4: true, nameservers: { addresses: ['dns.example.net'] } }), label: /without this/ },
  { code: 'duplicate-address', section: 'network', change: wired({ addresses: ['192.0.2.10/24', '192.0.2.10/24'] }), label: /without this/ },
  { code: 'default-route', section: 'network', change: wired({ addresses: ['192.0.2.10/24'], routes: [{ to: 'default', via: '192.0.2.1' }, { to: 'default', via: '192.0.2.2' }] }), label: /without this/ },
  { code: 'route', section: 'network', change: wired({ addresses: ['192.0.2.10/24'], routes: [{ to: 'home', via: '192.0.2.1' }] }), label: /./ },
  { code: 'interface', section: 'network', change: wired({ dhcp4: true }, { bonds: { bond0: { interfaces: ['eth0', 'eth7'] } } }), label: /without this/ },
  { code: 'interface', section: 'network', change: wired({ dhcp4: true }, { vlans: { lan: { id: 7, link: 'eth7' } } }), label: /without this/ },
  { code: 'mac', section: 'network', change: wired({ dhcp4: true, macaddress: 'mine' }), label: /without this/ },
  { code: 'set-name', section: 'network', change: wired({ dhcp4: true, 'set-name': 'lan' }), label: /without this/ },
  { code: 'renderer', section: 'network', change: wired({ dhcp4: true, renderer: 'NetworkManager' }), label: /without this/ },
  { code: 'wifi-password', section: 'network', change: { network: { kind: 'configured', spec: { version: 2, wifis: { wlan0: { dhcp4: true, 'access-points': { cafe: { password: 'short' } } } } } } }, label: undefined },
  { code: 'wifi-name', section: 'network', change: { network: { kind: 'configured', spec: { version: 2, wifis: { wlan0: { dhcp4: true, 'access-points': { '': {} } } } } } }, label: undefined },
  { code: 'bond-empty', section: 'network', change: { network: { kind: 'configured', spec: { version: 2, bonds: { bond0: { interfaces: [], dhcp4: true } } } } }, label: undefined },
  { code: 'url', section: 'network', change: { network: { proxy: 'proxy.example.net:3128' } }, label: 'http://proxy.example.net:3128' },
  { code: 'url', section: 'network', change: { network: { proxy: 'ask "the boss"' } }, label: /no proxy/ },
  { code: 'prototype-key', section: 'network', change: { network: { kind: 'configured', spec: { version: 2, wifis: { wlan0: { dhcp4: true, 'access-points': { constructor: {} } } } } as unknown as InstallSpec['network'] } }, label: undefined },
  { code: 'merge-key', section: 'network', change: { network: { kind: 'configured', spec: { version: 2, wifis: { wlan0: { dhcp4: true, 'access-points': { '<<': {} } } } } } }, label: undefined },

  { code: 'disk-not-chosen', section: 'storage', machine: machineCalled('sata-windows'), change: { storage: { disk: undefined } as unknown as Answers['storage'] }, label: /./ },
  { code: 'disk-not-chosen', section: 'storage', change: { storage: { disk: undefined } as unknown as Answers['storage'] }, label: undefined },
  { code: 'no-disk', section: 'storage', machine: machineCalled('no-disk'), label: undefined },
  { code: 'no-disk', section: 'storage', change: { storage: { disk: { path: '/dev/sdx', serial: 'pulled out', bytes: 1e12 } } }, label: undefined },
  { code: 'several-disks', section: 'storage', base: { cognos: { version: 1, interactive: ['users'], storage: { disk: { match: { size: '>=1G' } } } } }, label: undefined },
  { code: 'disk-not-blank', section: 'storage', machine: machineCalled('sata-windows'), base: { cognos: { version: 1, interactive: ['users'] } }, label: undefined },
  { code: 'disk-too-small', section: 'storage', machine: shrunk(2e9), change: { storage: { sizes: { swap: '1GiB' } } }, label: undefined },
  { code: 'disk-too-small', section: 'storage', machine: shrunk(40e9), change: { storage: { sizes: { swap: '39GiB' } } }, label: /computed sizes/ },
  { code: 'size', section: 'storage', change: { storage: { sizes: { root: '40 gb' } } }, label: '40GB' },
  { code: 'size', section: 'storage', change: { storage: { sizes: { root: '40' } } }, label: '40GiB' },
  { code: 'size', section: 'storage', change: { storage: { sizes: { swap: 'much' } } }, label: /computed size/ },
  { code: 'size', section: 'storage', change: { storage: { sizes: { root: '3B' } } }, label: /computed size/ },
  { code: 'root-too-small', section: 'storage', change: { storage: { sizes: { root: '100MiB' } } }, label: /computed size/ },
  { code: 'esp-too-small', section: 'storage', change: { storage: { sizes: { esp: '2MiB' } } }, label: /computed size/ },
  { code: 'models-too-small', section: 'storage', change: { storage: { sizes: { models: '2MiB' } } }, label: /computed size/ },

  { code: 'unknown-model', section: 'ai', change: { ai: { model: 'tinyllama-1.1b-chat-v1.0-q4_k_n' } }, label: 'TinyLlama 1.1B Chat v1.0 Q4_K_M' },
  { code: 'unknown-model', section: 'ai', change: { ai: { model: 'something' } }, label: /automatic/ },
  { code: 'model-too-big', section: 'ai', machine: small, change: { ai: { model: 'llama-2-70b-chat-q4_k_m' } }, label: /./ },
  { code: 'disk-too-small-for-model', section: 'ai', machine: shrunk(11e9, usual), change: { ai: { model: 'mistral-nemo-12b-instruct-2407-q4_k_m' } }, label: /Q/ },
  { code: 'disk-too-small-for-model', section: 'ai', change: { ai: { model: 'qwen3-0.6b-q8_0' }, storage: { sizes: { models: '400MiB' } } }, label: /computed size/ },
  { code: 'licence-not-accepted', section: 'ai', change: { ai: { model: 'llama-2-7b-chat-q4_k_m' } }, label: /./ },
  { code: 'context-too-long', section: 'ai', change: { ai: { model: 'tinyllama-1.1b-chat-v1.0-q4_k_m', context: 5000 } }, label: '2048' },
  { code: 'context', section: 'ai', change: { ai: { context: 12 } }, label: '256' },
  { code: 'model-language', section: 'ai', change: { ai: { language: 'Deutsch' } }, label: /any language/ },
  { code: 'speed-floor', section: 'ai', change: { ai: { minTokensPerSecond: 0 } }, label: /no lower limit/ },
  { code: 'no-model-fast-enough', section: 'ai', machine: machineCalled('alder-lake-laptop'), measurement: slow, change: { ai: { minTokensPerSecond: 5000, acceleration: 'cpu' } }, label: /^\d+$/ },
  { code: 'acceleration-impossible', section: 'ai', machine: small, change: { ai: { acceleration: 'cuda' } }, label: /automatic/ },
  { code: 'acceleration-impossible', section: 'ai', machine: machineCalled('rtx-4090-workstation'), change: { ai: { acceleration: 'cuda' } }, label: /vendor/ },

  { code: 'service', section: 'security', change: { security: { firewall: ['ssh', 'htps'] } }, label: 'https' },
  { code: 'service', section: 'security', change: { security: { firewall: ['8080'] } }, label: '8080/tcp' },
  { code: 'service', section: 'security', change: { security: { firewall: ['SSH'] } }, label: 'ssh' },
  { code: 'service', section: 'security', change: { security: { firewall: ['ssh', '99999/tcp'] } }, label: /without this one/ },
  { code: 'reboot-time', section: 'security', change: { security: { reboot: '3:30' } }, label: '03:30' },
  { code: 'reboot-time', section: 'security', change: { security: { reboot: 'at night' } }, label: 'never' },

  { code: 'too-little-memory', machine: { ...usual, memory: { bytes: 256 * 1024 ** 2 } }, label: undefined },
  { code: 'firmware-32-bit', machine: { ...usual, firmware: { ...usual.firmware, kind: 'uefi', bits: 32 } }, label: undefined },
  { code: 'no-medium', machine: { ...usual, medium: undefined } as unknown as Machine, label: undefined },
  { code: 'wrong-architecture', machine: { ...usual, medium: { ...medium, image: { ...medium.image, architecture: 'aarch64' } } }, label: undefined },
];

interface Asked { machine: Machine; base?: InstallSpec | undefined; measurement?: Measurement | undefined }

async function findingsOf(answers: Answers, { machine, base, measurement }: Asked): Promise<LocalFinding[]> {
  const preview = await previewOf({ machine, answers, base, measurement, catalogue: builtinCatalogue, secrets: answers.you.hasPassword ? { passwordHash } : {} });
  return preview.ok ? preview.warnings : preview.findings;
}

function answersFor({ change = {} }: Case, machine: Machine): Answers {
  const person = personsAnswers(machine);
  // Also one that does not fit, where there is no other: it may be named in a file, or have been larger.
  const [first] = offerDisks(machine);
  if (!person.storage.disk && first && first.bytes > 0) person.storage.disk = nameOf(first);
  return Object.fromEntries(Object.entries(person).map(([section, value]) => [section, { ...value, ...change[section as Section] }])) as unknown as Answers;
}

for (const [index, each] of cases.entries()) {
  test(`${each.code} (${index}): on its screen, in words, with what works`, async () => {
    const asked = { machine: each.machine ?? usual, base: each.base, measurement: each.measurement };
    const answers = answersFor(each, asked.machine);
    const findings = await findingsOf(answers, asked);
    const finding = findings.find(({ code }) => code === each.code);
    assert.ok(finding, JSON.stringify(findings.map(({ code, path, message }) => ({ code, path, message }))));
    assert.equal(finding.section, each.section);
    assert.deepEqual(unfilled(finding), []);
    const { instead } = finding;
    if (each.label === undefined) return assert.equal(instead, undefined, instead?.label);
    assert.ok(instead, 'an answer that works is offered');
    if (typeof each.label === 'string') assert.equal(instead.label, each.label);
    else assert.match(instead.label, each.label);
    if (instead.word !== undefined) assert.ok(texts[`instead.${instead.word}`], instead.word);
    const after = await findingsOf({ ...answers, [instead.section]: instead.value }, asked);
    const lines = (list: LocalFinding[]): string[] => list.filter(({ severity }) => severity === 'error').map(({ code, path }) => `${code} ${path}`);
    assert.deepEqual(lines(after), lines(findings).filter((line) => line !== `${finding.code} ${finding.path}`), 'it is gone, and nothing new has come');
  });
}

/** Placeholders of the English sentence that the finding has no value for. */
function unfilled({ code, values = {} }: LocalFinding): string[] {
  const text = texts[code];
  assert.ok(text, `${code} has no English sentence`);
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).filter((name) => values[name] === undefined);
}

test('disks that cannot be taken say why, in words', () => {
  const seen = new Set<string>();
  const disk = usual.disks[0];
  assert.ok(disk);
  const bad: Partial<typeof disk>[] = [{ isMedium: true }, { uses: [{ kind: 'mounted', detail: '/mnt' }] }, { readOnly: true }, { bytes: 0 }, { bytes: 1e9 }];
  for (const offer of bad.flatMap((change) => offerDisks({ ...usual, disks: [{ ...disk, ...change }] }))) {
    assert.ok(offer.refusal);
    assert.deepEqual(unfilled(offer.refusal), []);
    assert.equal(offer.refusal.section, 'storage');
    seen.add(offer.refusal.code);
  }
  assert.deepEqual([...seen], ['disk-is-medium', 'disk-in-use', 'disk-read-only', 'disk-empty', 'disk-too-small']);
});

/** What no answer can provoke, by file: keys that no screen asks for, and what the file's own reader says of its lines. */
const elsewhere: Record<string, string> = {
  'locked-password': 'check-account', 'no-home': 'check-account', path: 'check-account', 'plain-password': 'check-account', uid: 'check-account', 'not-here': 'check-account', date: 'check-account',
  duplicate: 'check-agents', port: 'check-agents', 'missing-key': 'check-apt', owner: 'check-files', control: 'check-security', network: 'check-security', 'firewall-off': 'check-security', 'host-key-types': 'check-ssh-keys',
  'url-password': 'check-urls', 'group-name': 'check-users', 'duplicate-group': 'check-users', netmask: 'check-network-v1', ntp: 'check-ntp', 'wrong-form': 'check-password', 'not-in-this-release': 'check-storage', 'keep-and-size': 'check-storage', 'keep-and-encrypt': 'check-storage', code: 'a purpose of models',
};

test('no code of validation, planner, choice or drivers is without words, unless no answer can provoke it', () => {
  const root = join(import.meta.dirname, '../../../..');
  const files = ['shared/spec', 'installer/planner', 'shared/choice', 'shared/drivers', 'installer/wizard'].flatMap((folder) =>
    readdirSync(join(root, folder)).filter((file) => file.endsWith('.ts') && file !== 'install-spec.ts').map((file) => readFileSync(join(root, folder, file), 'utf8')));
  const codes = new Set(files.flatMap((text) => [...text.matchAll(/(?:code: |note\(|refuse\(|missing\()'([a-z0-9]+(?:-[a-z0-9]+)*)'/g)].map(([, code = '']) => code)));
  assert.ok(codes.size > 50, String(codes.size));
  const wordless = [...codes].filter((code) => texts[code] === undefined && elsewhere[code] === undefined);
  assert.deepEqual(wordless, []);
});
