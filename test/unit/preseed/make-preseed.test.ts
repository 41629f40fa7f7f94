import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Answer } from '../../../preseed/answer.ts';
import { knownQuestions } from '../../../preseed/known-questions.ts';
import { firstBootPackages, makePreseed, networkPackages } from '../../../preseed/make-preseed.ts';
import { readPreseed } from '../../../preseed/read-preseed.ts';
import { readShell } from '../../../shared/foreign/read-shell.ts';
import { translatePreseed } from '../../../preseed/translate-preseed.ts';
import { rootPackages } from '../../../installer/medium/root-packages.ts';
import { readDocument } from '../../../shared/spec/read-document.ts';
import type { InstallSpec } from '../../../shared/spec/install-spec.ts';
import { checkSelections, noDebconf } from './check-selections.ts';

const repository = { url: 'https://apt.example.net/cognos', key: new Uint8Array([0x99, 0x01, 0x0d, 0xff]) };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const noHash = (): Promise<string> => Promise.reject(new Error('a plain password in what we made'));

async function example(name: string): Promise<InstallSpec> {
  const document = await readDocument(await readFile(new URL(`../../../cloud-init/examples/${name}`, import.meta.url)), name);
  assert.ok(document.ok);
  return document.value as InstallSpec;
}

const named = async (): Promise<InstallSpec> => {
  const spec = await example('server-static.yaml');
  return { ...spec, cognos: { ...spec.cognos, storage: { disk: { match: { 'by-id': 'ata-SAMSUNG_1' }, wipe: 'any' }, layout: 'btrfs', swap: { size: '4G' } } } };
};

test('debconf takes what is made', { skip: noDebconf }, async () => {
  for (const spec of [await named(), await example('minimal.yaml'), await example('bios-ext4.yaml')]) {
    const { text } = makePreseed({ spec, repository });
    const { status, stderr } = checkSelections(text);
    assert.deepEqual([status, stderr.replace(/^.*Opening.*\n/gm, '')], [0, '']);
  }
});

test('every question is one of debian-installer, answered once', async () => {
  const { answers, lines } = readPreseed(bytes(makePreseed({ spec: await named(), repository }).text), 'made.cfg');
  assert.equal(lines.filter(({ kind }) => kind === 'broken').length, 0);
  assert.deepEqual(answers.map(({ question }) => question).filter((question) => !knownQuestions.includes(question)), []);
  assert.equal(new Set(answers.map(({ question }) => question)).size, answers.length);
});

/** QUESTION TYPE SOURCE…, from debian-installer's own templates: the file says which and how. */
const templates = readFileSync(new URL('../../fixtures/debian-installer-questions.txt', import.meta.url), 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split(' '));

test('every question has a template in debian-installer, and its type', async () => {
  const everything = { ...await named(), ntp: { servers: ['ntp.example.net'] }, keyboard: { layout: 'de', variant: 'nodeadkeys' } };
  const [user] = everything.users ?? [];
  assert.ok(typeof user === 'object');
  const { text } = makePreseed({ spec: { ...everything, users: [{ ...user, uid: 1010, groups: ['adm'] }], cognos: { ...everything.cognos, install: { after: 'poweroff' } } }, repository });
  const { answers } = readPreseed(bytes(text), 'made.cfg');
  const sourceOf = ({ question, type }: Answer): string | undefined => templates.find(([name, kind]) => name === question && kind === type)?.[2];
  assert.ok(answers.length >= 45, String(answers.length));
  assert.deepEqual(answers.filter((answer) => sourceOf(answer) === undefined).map(({ question, type }) => `${question} ${type}`), []);
  assert.deepEqual(answers.filter((answer) => sourceOf(answer) === 'unseen').map(({ question }) => question), ['pkgsel/update-policy', 'grub-installer/force-efi-extra-removable']);
});

test('read back, it asks for the same machine', async () => {
  const spec = await named();
  const { spec: back, refused, report } = await translatePreseed(readPreseed(bytes(makePreseed({ spec, repository }).text.replace(/^d-i preseed\/late_command.*$/m, '')), 'made.cfg'), noHash);
  assert.equal(refused, false, JSON.stringify(report.entries.filter(({ outcome }) => outcome === 'refused')));
  const [user] = back.users ?? [];
  const [asked] = spec.users ?? [];
  assert.ok(typeof user === 'object' && typeof asked === 'object');
  assert.deepEqual([back.hostname, back.fqdn, back.locale, back.timezone, back.keyboard, user.name, user.hashed_passwd, back.cognos.unattended],
    [spec.hostname, spec.fqdn, spec.locale, spec.timezone, spec.keyboard, asked.name, asked.hashed_passwd, true]);
  assert.deepEqual(back.cognos.storage, { disk: { match: { 'by-id': 'ata-SAMSUNG_1' }, wipe: 'any' }, layout: 'btrfs', models: { size: '0B' }, swap: { size: '4G' }, esp: { size: '538M' } });
});

test('the command writes key, source and seed, each as it is, and installs', async () => {
  const spec = await named();
  const late = readPreseed(bytes(makePreseed({ spec, repository }).text), 'made.cfg').answers.find(({ question }) => question === 'preseed/late_command')?.value ?? '';
  const shell = readShell(late);
  assert.ok(typeof shell !== 'string', String(shell));
  const scripts = shell.flatMap(({ commands }) => commands.map(({ words }) => words.map(({ text }) => text))).map(([first, second, third, script]) => {
    if (second === 'systemctl') return [first, second, third, script].join(' ');
    assert.deepEqual([first, second, third], ['in-target', 'sh', '-c']);
    return script ?? '';
  });
  const written = new Map(scripts.flatMap((script) => {
    const [, content, path] = /echo (\S+) \| base64 -d > (\S+);/.exec(script) ?? [];
    return content !== undefined && path !== undefined ? [[path, Buffer.from(content, 'base64')]] : [];
  }));
  assert.deepEqual(new Uint8Array(written.get('/usr/share/keyrings/cognos-archive-keyring.gpg') ?? []), repository.key);
  assert.match(String(written.get('/etc/apt/sources.list.d/cognos.sources')), /^URIs: https:\/\/apt\.example\.net\/cognos$/m);
  const userData = JSON.parse(String(written.get('/var/lib/cloud/seed/nocloud/user-data')).replace('#cloud-config\n', '')) as InstallSpec;
  const { network, keyboard, ...rest } = spec;
  assert.ok(keyboard, 'debian-installer gets it, and the seed does not');
  // What debian-installer's own log has of it goes with the first boot.
  assert.deepEqual(userData, { ...rest, runcmd: [...rest.runcmd ?? [], ['rm', '--force', '/var/log/installer/syslog', '/var/log/installer/cdebconf/questions.dat']] });
  assert.match(String(written.get('/etc/cloud/cloud.cfg.d/90-cognos.cfg')), /^system_info: \{network: \{renderers: \[netplan\]\}\}$/m);
  assert.deepEqual(JSON.parse(String(written.get('/var/lib/cloud/seed/nocloud/network-config'))), network);
  assert.match(scripts.at(-2) ?? '', /apt-get update && apt-get .* install .* cognos-firstboot .* netplan\.io systemd-resolved$/);
  assert.equal(scripts.at(-1), 'in-target systemctl enable systemd-networkd.service');
  for (const script of scripts) assert.equal(spawnSync('sh', ['-n', '-c', script]).status, 0, script.slice(0, 80));
});

test('what a stock Debian lacks and our medium has is asked for by its name there', () => {
  const ours = new Set(rootPackages.map(([name]) => name));
  assert.deepEqual([...firstBootPackages, ...networkPackages].filter((name) => !name.startsWith('cognos-') && !ours.has(name)), []);
});

test('a disk that debian-installer cannot be told is not overwritten unasked', async () => {
  const { text, notes } = makePreseed({ spec: await example('server-static.yaml'), repository });
  assert.doesNotMatch(text, /partman\/confirm /);
  assert.equal(notes.filter((note) => note.startsWith('cognos.storage.disk.match: debian-installer cannot choose a disk by transport, size, prefer')).length, 1);
});

test('an address that would end the command is refused', async () => {
  const spec = await example('minimal.yaml');
  for (const url of ["https://a/'; reboot; '", 'ftp://a/', 'https://a/ b']) assert.throws(() => makePreseed({ spec, repository: { ...repository, url } }), /address of the repository/);
  assert.throws(() => makePreseed({ spec: { ...spec, write_files: [{ path: '/a', content: 'x'.repeat(100_000) }] }, repository }), /too large for a preseed file/);
});
