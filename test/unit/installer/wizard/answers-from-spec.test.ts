/** A user-data file with sections left open: its answers filled in, its closed sections untouched, and never installed unasked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readUserData } from '../../../../cloud-init/read-user-data.ts';
import { installOnce } from '../../../../installer/headless/install-once.ts';
import { answersFromSpec } from '../../../../installer/wizard/answers-from-spec.ts';
import { openSections, refuseOpen } from '../../../../installer/wizard/open-sections.ts';
import { previewOf } from '../../../../installer/wizard/preview-of.ts';
import { specFromAnswers } from '../../../../installer/wizard/spec-from-answers.ts';
import { userDataText } from '../../../../installer/wizard/user-data-text.ts';
import { builtinCatalogue } from '../../../../shared/models/builtin-catalogue.ts';
import { readDocument } from '../../../../shared/spec/read-document.ts';
import type { InstallSpec } from '../../../../shared/spec/install-spec.ts';
import { validateSpec } from '../../../../shared/spec/validate-spec.ts';
import { recordingHost } from '../../../fakes/recording-host.ts';
import { readCapture } from '../../machine/replay.ts';
import { machineCalled } from './recorded-machines.ts';
import { nameOf, passwordHash, personsAnswers, sshKey } from './some-answers.ts';
import { offerDisks } from '../../../../installer/wizard/offer-disks.ts';

const machine = machineCalled('nvme-server');
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function specOf(text: string): Promise<InstallSpec> {
  const document = await readDocument(bytesOf(text), 'user-data.yaml');
  assert.ok(document.ok, JSON.stringify(document));
  const validation = await validateSpec(document.value, document);
  assert.ok(validation.ok, JSON.stringify(validation));
  return validation.spec;
}

const whole = `#cloud-config
hostname: edge-01
locale: fr_FR.UTF-8
keyboard: {layout: fr, options: "compose:rwin"}
timezone: Europe/Paris
users:
  - {name: ada, gecos: Ada Lovelace, uid: 1234, groups: [sudo, adm], shell: /bin/sh, lock_passwd: false, hashed_passwd: "${passwordHash}", ssh_authorized_keys: ["${sshKey}"]}
  - {name: ops, system: true}
network: {version: 2, ethernets: {eth0: {addresses: [192.0.2.10/24]}}}
apt: {http_proxy: "http://proxy.example.net:3128", primary: [{arches: [default], uri: "https://mirror.example.net/debian"}]}
packages: [htop]
runcmd: [[touch, /done]]
write_files: [{path: /etc/motd, content: "no \\e[1m\\u200fhello\\n"}]
cognos:
  version: 1
  interactive: INTERACTIVE
  storage: {disk: {match: {transport: nvme, prefer: largest}, wipe: any}, layout: ext4, root: {size: 60GiB}}
  ai: {model: qwen3-1.7b-q8_0, purpose: code, context: 4096, max_memory: 8GiB, instances: [{name: little, model: qwen3-0.6b-q8_0, port: 9000, context: 2048}], api: {port: 8081}, download: {limit: 5MB}}
  security: {profile: baseline, skip: [banner-motd], firewall: {allow: [ssh, {service: https, from: [192.0.2.0/24]}]}, updates: {automatic: all, reboot: "03:30"}}
  firstboot: {report: {url: "https://example.net/report", token: geheim}}
`;

test('every section is filled from the file', async () => {
  const { answers, asked } = answersFromSpec(await specOf(whole.replace('INTERACTIVE', 'true')), machine);
  assert.deepEqual(asked, ['welcome', 'network', 'storage', 'ai', 'you', 'security']);
  assert.deepEqual(answers.you, { hostname: 'edge-01', name: 'ada', fullName: 'Ada Lovelace', hasPassword: true, sshKeys: [sshKey] });
  assert.deepEqual([answers.welcome.locale, answers.welcome.keyboard, answers.welcome.timezone], ['fr_FR.UTF-8', { layout: 'fr' }, 'Europe/Paris']);
  assert.deepEqual([answers.network.kind, answers.network.proxy], ['configured', 'http://proxy.example.net:3128']);
  const largest = machine.disks.filter(({ transport }) => transport === 'nvme').sort((a, b) => b.bytes - a.bytes)[0];
  assert.equal(answers.storage.disk?.path, largest?.path);
  assert.deepEqual([answers.storage.layout, answers.storage.sizes], ['ext4', { root: '60GiB' }]);
  assert.deepEqual([answers.ai.model, answers.ai.purpose, answers.ai.context, answers.ai.more], ['qwen3-1.7b-q8_0', 'code', 4096, ['qwen3-0.6b-q8_0']]);
  assert.deepEqual(answers.security, { profile: 'baseline', firewall: ['ssh', 'https'], exceptions: [], updates: 'all', reboot: '03:30' });
});

test('nothing changed: the spec is the file, without the word that something is to be asked', async () => {
  const base = await specOf(whole.replace('INTERACTIVE', 'true'));
  const { answers } = answersFromSpec(base, machine);
  const spec = specFromAnswers(answers, {}, { machine, base });
  const { interactive: _asked, storage: before, ...cognos } = base.cognos;
  const { storage, ...own } = spec.cognos;
  assert.deepEqual({ ...spec, cognos: own }, { ...base, apt: { ...base.apt, https_proxy: 'http://proxy.example.net:3128' }, cognos: { ...cognos, ai: { ...cognos.ai, acceleration: 'auto', enrol_key: 'never' } } });
  // The rule has become the disk that it came to.
  assert.equal(before?.disk?.match?.transport, 'nvme');
  assert.deepEqual(Object.keys(storage?.disk?.match ?? {}), ['serial']);
});

test('what is not asked stays as the file says, whatever the answers hold', async () => {
  const base = await specOf(whole.replace('INTERACTIVE', '[users]'));
  const { answers, asked } = answersFromSpec(base, machine);
  assert.deepEqual(asked, ['you']);
  const other = { ...personsAnswers(machine), you: { ...answers.you, name: 'grace', fullName: '', hostname: 'edge-02', sshKeys: [], hasPassword: true } };
  const spec = specFromAnswers(other, {}, { machine, base });
  const { interactive: _asked, ...cognos } = base.cognos;
  const { users, hostname, cognos: left, ...rest } = spec;
  assert.deepEqual(left, cognos);
  assert.deepEqual(rest, Object.fromEntries(Object.entries(base).filter(([key]) => !['users', 'hostname', 'cognos'].includes(key))));
  assert.equal(hostname, 'edge-02');
  assert.deepEqual(users, [
    { name: 'grace', uid: 1234, groups: ['sudo', 'adm'], shell: '/bin/sh', lock_passwd: false, hashed_passwd: passwordHash },
    { name: 'ops', system: true },
  ]);
});

test('packages, commands and files of the file reach the text, escapes and all', async () => {
  const base = await specOf(whole.replace('INTERACTIVE', '[storage, users]'));
  const { answers } = answersFromSpec(base, machine);
  const spec = specFromAnswers(answers, {}, { machine, base });
  const read = await readUserData(bytesOf(userDataText(spec)), 'again.yaml');
  assert.ok(read.ok, JSON.stringify(read));
  const direct = await specOf(userDataText(spec));
  assert.deepEqual([direct.packages, direct.runcmd, direct.write_files], [['htop'], [['touch', '/done']], [{ path: '/etc/motd', content: 'no \u001b[1m\u200fhello\n' }]]);
  assert.deepEqual(direct.cognos.firstboot, base.cognos.firstboot);
});

test('a service that the file opens to one network alone is opened to no other', async () => {
  const base = await specOf(whole.replace('INTERACTIVE', '[security]'));
  const { answers } = answersFromSpec(base, machine);
  const spec = specFromAnswers({ ...answers, security: { ...answers.security, firewall: ['https', 'dns'] } }, {}, { machine, base });
  assert.deepEqual(spec.cognos.security?.firewall?.allow, [{ service: 'https', from: ['192.0.2.0/24'] }, 'dns']);
});

test('a password that is taken back is gone, and a new one replaces the file’s', async () => {
  const base = await specOf(whole.replace('INTERACTIVE', '[users]'));
  const { answers } = answersFromSpec(base, machine);
  const user = (hasPassword: boolean, secrets: { passwordHash?: string }): unknown => {
    const first = specFromAnswers({ ...answers, you: { ...answers.you, hasPassword } }, secrets, { machine, base }).users?.[0];
    return typeof first === 'object' ? [first.lock_passwd, first.hashed_passwd] : first;
  };
  const other = passwordHash.replace('b', 'c');
  assert.deepEqual([user(false, {}), user(true, {}), user(true, { passwordHash: other })], [[true, undefined], [false, passwordHash], [false, other]]);
});

test('a disk is proposed by the file’s rules, and none where they come to none', async () => {
  const text = (match: string): string => `#cloud-config\ncognos: {version: 1, interactive: [storage], storage: {disk: {match: ${match}, wipe: any}}}\n`;
  const disk = async (match: string): Promise<string | undefined> => answersFromSpec(await specOf(text(match)), machine).answers.storage.disk?.path;
  assert.equal(await disk('{size: ">=1G"}'), undefined, 'several match');
  assert.equal(await disk('{serial: nobody}'), undefined);
  const [first] = machine.disks;
  assert.equal(await disk(`{serial: ${JSON.stringify(first?.serial)}}`), first?.path);
});

test('a file that leaves only the disk open is an install as soon as one is chosen', async () => {
  const base = await specOf(`#cloud-config\nusers: [{name: ada, ssh_authorized_keys: ["${sshKey}"]}]\ncognos: {version: 1, interactive: [storage]}\n`);
  const { answers } = answersFromSpec(base, machine);
  const preview = (disk?: ReturnType<typeof nameOf>) => previewOf({ machine, answers: { ...answers, storage: { ...answers.storage, ...(disk ? { disk } : {}) } }, base, secrets: {}, catalogue: builtinCatalogue });
  const before = await preview();
  assert.deepEqual(before.ok ? [] : before.findings.map(({ code }) => code), ['disk-not-chosen']);
  const [offer] = offerDisks(machine);
  assert.ok(offer);
  const after = await preview(nameOf(offer));
  assert.ok(after.ok, JSON.stringify(after));
  assert.equal(after.disk.path, offer.path);
});

test('what is open, in words; false and nothing are nothing', async () => {
  const open = async (interactive: string) => openSections(await specOf(`cognos: {version: 1, interactive: ${interactive}}`));
  assert.deepEqual(await open('[users, locale]'), ['welcome', 'you']);
  assert.deepEqual(await open('false'), []);
  assert.deepEqual(openSections({ cognos: { version: 1 } }), []);
  assert.equal(refuseOpen({ cognos: { version: 1, interactive: ['users'] } })?.message, 'users is left to be asked, and nobody is asked here; answer in the wizard, or take interactive out');
});

test('a section that there is not is refused with the nearest, and one to ask where nobody is', async () => {
  const refused = async (cognos: string): Promise<string[]> => {
    const read = await readUserData(bytesOf(`cognos: {version: 1, ${cognos}}\n`), 'x');
    return read.ok ? [] : read.findings.map(({ path, message }) => `${path}: ${message}`);
  };
  assert.deepEqual(await refused('interactive: [storge]'), ['cognos.interactive[0]: storge is none of locale, network, storage, ai, users, security; did you mean storage?']);
  assert.deepEqual(await refused('interactive: [users], unattended: true'), ['cognos.interactive: unattended: true says that nobody is there to be asked, and this leaves sections to be asked; leave one of the two out']);
  assert.deepEqual(await refused('interactive: false, unattended: true'), []);
});

test('`run` and the medium install no file with open questions, not even with --yes', async () => {
  const capture = readCapture('uefi-virtio');
  const host = recordingHost({ ...capture, unscripted: 'succeed' });
  let screen = '';
  const file = '#cloud-config\nhostname: edge-01\ncognos: {version: 1, interactive: [storage, users]}\n';
  const { exitCode } = await installOnce({ host, given: { file: 'user-data.yaml', bytes: bytesOf(file) }, reset: false, confirm: () => Promise.resolve(true), write: (text) => { screen += text; } });
  assert.equal(exitCode, 1);
  assert.match(screen, /cognos\.interactive: storage, users are left to be asked, and nobody is asked here/);
  assert.ok(!host.lines.some((line) => /^(sfdisk|wipefs|mkfs)/.test(line)));
});
