import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { foreignTool } from '../../../dialects/agama/foreign-tool.ts';
import { isAgama, isJsonnet, jsonnetSentence } from '../../../dialects/agama/is-agama.ts';
import { readSize } from '../../../dialects/agama/read-size.ts';
import { translateAgama } from '../../../dialects/agama/translate-agama.ts';
import { formatFinding } from '../../../shared/errors.ts';
import { formatLossReport, lossFindings } from '../../../shared/foreign/loss-report.ts';
import type { Translation } from '../../../shared/foreign/translation.ts';
import { readDocument } from '../../../shared/spec/read-document.ts';
import { hasEveryValue, losses, readsBack, someHash } from '../foreign/loss-of.ts';
import { mutatedTrees } from '../foreign/mutations.ts';
import { compareGolden } from '../../golden/compare-golden.ts';

const fixtures = new URL('../../fixtures/', import.meta.url);
const filesOf = (folder: string): string[] => readdirSync(new URL(`${folder}/`, fixtures)).sort();
const names = filesOf('agama').map((name) => name.replace('.json', ''));
const textOf = (name: string): string => readFileSync(new URL(`agama/${name}.json`, fixtures), 'utf8');
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function translate(text: string, file = 'profile.json'): Promise<Translation> {
  const document = await readDocument(bytes(text), file);
  assert.ok(document.ok, document.ok ? '' : document.findings.map(formatFinding).join('\n'));
  return translateAgama(document, () => Promise.resolve(someHash));
}

/** What each profile that can be installed asks for: layout, `+models` where they have a filesystem of their own, the disk, whether it may be taken. */
const installs: Record<string, string> = {
  'bond-bridge-vlan': 'btrfs by default +models the only disk, when blank', 'boot-device-2023': 'btrfs +models /dev/sda, when blank', 'by-mac-dual-stack': 'btrfs by default +models the only disk, when blank', 'dhcp-eth0': 'btrfs by default +models the only disk, when blank',
  'drive-by-path': 'btrfs /dev/vda', 'drive-ext4-sizes': 'ext4 +models /dev/sda', 'drive-generate-and-own': 'btrfs /dev/vda', 'drive-kept-blank': 'btrfs /dev/sda, when blank', 'drive-largest': 'btrfs +models the largest >107374182400B, when blank', guided: 'btrfs /dev/vda',
  'guided-default': 'btrfs +models the only disk, when blank', 'keys-only': 'btrfs by default +models the only disk, when blank', minimal: 'btrfs by default +models the only disk, when blank', 'minimal-localization': 'btrfs by default +models the only disk, when blank',
  packages: 'btrfs by default +models the only disk, when blank', proxy: 'btrfs by default +models the only disk, when blank', scripts: 'btrfs by default +models the only disk, when blank', 'sles-registered': 'btrfs +models nvme-Samsung_SSD_990_PRO_S6Z1NJ0W123456',
  'static-address': 'btrfs by default +models the only disk, when blank', wireless: 'btrfs by default +models the only disk, when blank',
};

test('which profiles install unattended, onto what, and which are refused', async () => {
  assert.ok(names.length >= 20, `${names.length}`);
  const found: Record<string, string> = {};
  for (const name of names) {
    const { spec: { cognos: { unattended, storage } }, refused } = await translate(textOf(name));
    assert.equal(unattended, refused ? undefined : true, name);
    assert.ok(!refused || storage?.disk?.wipe === undefined, name);
    if (refused) continue;
    const match = storage?.disk?.match;
    const disk = match?.path ?? match?.['by-id'] ?? (match?.prefer === undefined ? 'the only disk' : `the ${match.prefer} ${String(match.size)}`);
    found[name] = `${storage?.layout ?? 'btrfs by default'}${storage?.models ? '' : ' +models'} ${disk}${storage?.disk?.wipe === 'any' ? '' : ', when blank'}`;
    // Naming a disk for good is agreeing to lose what is on it.
    assert.ok(match?.['by-id'] === undefined || storage?.disk?.wipe === 'any', name);
  }
  assert.deepEqual(found, installs);
});

test('golden: what becomes of the profiles', async () => {
  const sections: string[] = [];
  for (const name of names) {
    sections.push(losses(await translate(textOf(name), name)));
  }
  compareGolden('agama', `${sections.join('\n\n')}\n`);
});

test('everything of every profile is in its report, and the spec is what cloud-init and we read', async () => {
  for (const name of names) {
    const translation = await translate(textOf(name));
    hasEveryValue(JSON.parse(textOf(name)), translation.report, name);
    assert.doesNotMatch(formatLossReport(translation.report).join('\n'), name === 'mistyped' ? /^$/ : /nothing here asks this/, name);
    await readsBack(translation, name);
  }
});

test('no password, passphrase or code of a profile is in its user-data or its report', async () => {
  for (const name of names) {
    const { report, spec } = await translate(textOf(name));
    assert.doesNotMatch(JSON.stringify(report), /CANARY/, name);
    // A wireless key is kept as such by netplan: there is no other form of it.
    assert.doesNotMatch(JSON.stringify(spec).replace('CANARY-WIFI-KEY', ''), /CANARY/, name);
  }
});

test('a profile is taken for one, and nothing else is', async () => {
  for (const name of names) assert.ok(isAgama(JSON.parse(textOf(name))), name);
  for (const folder of ['proxmox', 'specs', 'preseed', 'autoinstall']) {
    for (const file of filesOf(folder)) {
      const document = await readDocument(readFileSync(new URL(`${folder}/${file}`, fixtures)), file);
      assert.ok(!document.ok || !isAgama(document.value), file);
    }
  }
  for (const value of [{ hostname: 'a', users: ['ada'], cognos: { version: 1 }, network: { version: 2 } }, { product: 'x' }, { user: { name: 'ada' }, network: { version: 2 } }, { cognos: {}, product: { id: 'x' } }, [], null, 'product']) assert.equal(isAgama(value), false);
});

test('a profile without quotes is read as YAML, and one that is a program is told for Jsonnet', async () => {
  const plain = "{\n  product: { id: 'Tumbleweed' },\n  user: { fullName: 'Ada', userName: 'ada', password: 'CANARY' },\n}\n";
  const document = await readDocument(bytes(plain), 'profile.jsonnet');
  assert.ok(document.ok && isAgama(document.value));
  assert.equal((await translate(plain, 'profile.jsonnet')).refused, false);
  for (const text of ["local agama = import 'hw.libsonnet';\n{ product: { id: 'SLES' } }\n", '{\n  "scripts": { "post": [{ "name": "a", "content": |||\n    #!/bin/sh\n  ||| }] }\n}\n']) {
    assert.equal((await readDocument(bytes(text), 'profile.jsonnet')).ok, false, text);
    assert.ok(isJsonnet(text), text);
  }
  // A comment is a key to YAML.
  const commented = "{\n  // who\n  user: { fullName: 'Ada', userName: 'ada', password: 'CANARY' },\n  product: { id: std.extVar('id') },\n}\n";
  assert.ok(isJsonnet(commented));
  assert.deepEqual(lossFindings((await translate(commented, 'profile.jsonnet')).report).map(({ message }) => message), [jsonnetSentence]);
  for (const name of names) assert.equal(isJsonnet(textOf(name)), false, name);
});

test('sizes are read as Agama writes them', () => {
  const sizes: [value: unknown, bytes: unknown][] = [
    ['2 GiB', 2 * 1024 ** 3], ['1.5 TB', 1.5e12], ['1TIB', 1024 ** 4], ['1073741824 b', 1073741824], [2048, 2048], ['1073741824', 1073741824], [{ min: '1 GiB' }, 'rest'], [{ min: '1 GiB', max: '2 GiB' }, 2 * 1024 ** 3],
    [['1 GiB'], 'rest'], [['1 GiB', 4096], 4096], ['auto', 'computed'], [undefined, 'computed'],
  ];
  for (const [value, wanted] of sizes) assert.equal((readSize(value) as { bytes: unknown }).bytes, wanted, JSON.stringify(value));
  for (const value of ['', 'big', '-1', '1 GiBB', {}, [], [1, 2, 3], { min: 'x' }, { most: 1 }, true, '9999999 YiB', ['1 GiB', 'current']]) assert.equal(typeof readSize(value), value !== null && typeof value === 'object' && Object.keys(value).length === 0 && !Array.isArray(value) ? 'object' : 'string', JSON.stringify(value));
});

test('the first thing of openSUSE\'s in a script is named', () => {
  const asked = (script: string): string => {
    const found = foreignTool(script);
    return found ? `${found.line} ${found.what}` : '';
  };
  assert.equal(asked('#!/bin/sh\n# zypper\necho done'), '');
  assert.equal(asked('set -e\napt-get update && zypper -n in vim'), '2 zypper');
  assert.equal(asked('/usr/bin/rpm -qa'), '1 rpm');
  assert.equal(asked('x=$(snapper list)'), '1 snapper');
  assert.equal(asked('echo rpmlint; mkdir /srv/rpms'), '');
  assert.equal(asked('systemctl enable --now sshd.service'), '1 systemctl for sshd');
  assert.equal(asked('systemctl enable ssh'), '');
  assert.equal(asked('usermod -aG wheel ada'), '1 the group wheel');
});

/** A profile that installs, with something more. */
async function withMore(more: Record<string, unknown>): Promise<Translation> {
  return translate(JSON.stringify({ product: { id: 'SLES' }, user: { fullName: 'Ada', userName: 'ada', password: 'CANARY' }, ...more }));
}

const refusedOf = ({ report }: Translation): string[] => report.entries.filter(({ outcome }) => outcome === 'refused').map(({ question, note }) => `${question ?? ''}: ${note ?? ''}`);

test('what is Jsonnet', () => {
  for (const text of ['  local x=1;\n{}', 'local f(a, b) =\n  a;\n{}', "importstr 'a'", '{\n  a: "x", // why\n  // who\n}']) assert.ok(isJsonnet(text), text);
});

test('a script or a file with a secret in it is refused, and the secret not repeated', async () => {
  const secrets = ['echo root:CANARY | chpasswd', 'export API_KEY=CANARY', '-----BEGIN PRIVATE KEY-----\nCANARY', 'curl https://ada:CANARY@example.net/x'];
  for (const text of secrets) {
    for (const [more, path] of [
      [{ scripts: { post: [{ name: 'a', content: text }] } }, 'scripts.post[0]'], [{ scripts: { init: [{ name: 'a', body: text }] } }, 'scripts.init[0]'], [{ files: [{ destination: '/etc/a', content: text }] }, 'files[0].content'],
    ] as const) {
      const translation = await withMore(more);
      assert.match(refusedOf(translation).join('\n'), new RegExp(`^${path.replace(/[[\]]/g, '\\$&')}: holds a password, a key or a token, which may not stand in user-data; make accounts with user[^\n]*$`), text);
      assert.doesNotMatch(JSON.stringify(translation), /CANARY/, text);
    }
  }
  assert.match(refusedOf(await withMore({ files: [{ destination: '/etc/a', content: 'curl '.repeat(20_000) }] })).join('\n'), /^files\[0\]\.content: has more than 64 KiB/);
});

test('one part of storage says where to install', async () => {
  const drives = [{ search: '/dev/disk/by-id/ata-X', partitions: [{ search: '*', delete: true }, { generate: 'default' }] }];
  const guided = { target: { disk: '/dev/sdb' }, space: { policy: 'delete' } };
  const both: [storage: Record<string, unknown>, refused: string[]][] = [
    [{ drives, guided }, ['guided']], [{ drives, bootDevice: '/dev/sdb' }, ['bootDevice']], [{ guided, devices: [{ name: '/dev/sdb' }] }, ['devices']], [{ bootDevice: '/dev/sdb', devices: [{ name: '/dev/sdc' }] }, ['devices']],
    [{ drives, guided, bootDevice: '/dev/sdb', devices: [{ name: '/dev/sdc' }] }, ['guided', 'bootDevice', 'devices']],
  ];
  for (const [storage, refused] of both) {
    const translation = await withMore({ storage });
    assert.deepEqual(refusedOf(translation).map((each) => each.replace(/: storage\.\w+ says where to install, too, and CognOS installs to one disk; keep one of the two$/, '')), refused.map((key) => `storage.${key}`));
    assert.equal(translation.spec.cognos.storage?.disk?.wipe, undefined);
  }
  assert.equal((await withMore({ storage: { drives }, legacyAutoyastStorage: [{ device: '/dev/sdb' }] })).refused, true);
  for (const storage of [{ drives, devices: [] }, { drives, bootDevice: '' }, { drives: [], guided }]) {
    const { refused, spec } = await withMore({ storage });
    assert.deepEqual([refused, spec.cognos.storage?.disk?.wipe], [false, 'any'], JSON.stringify(storage));
  }
});

test('patterns and add-ons that are lost are a doubt', async () => {
  const doubts = async (more: Record<string, unknown>): Promise<string[]> => lossFindings((await withMore(more)).report).map(({ path }) => path);
  for (const patterns of [['base', 'cockpit'], { add: ['kvm_server'] }, { add: ['base'], more: 1 }, 'gnome']) assert.deepEqual(await doubts({ software: { patterns } }), ['software.patterns'], JSON.stringify(patterns));
  for (const patterns of [[], ['base'], ['minimal_base', 'enhanced_base'], { add: ['base'] }, { remove: ['cockpit'] }]) assert.deepEqual(await doubts({ software: { patterns } }), [], JSON.stringify(patterns));
  assert.deepEqual(await doubts({ product: { id: 'SLES', addons: [{ id: 'sle-ha' }] } }), ['product.addons']);
  assert.deepEqual(await doubts({ product: { id: 'SLES', addons: [] } }), []);
});

test('what is said of a size and an order goes with what becomes of the disk', async () => {
  const said = async (condition: Record<string, unknown>): Promise<[wipe: unknown, notes: string]> => {
    const { report, spec } = await withMore({ storage: { drives: [{ search: { condition, sort: { size: 'desc' }, max: 1 }, partitions: [{ search: '*', delete: true }, { generate: 'default' }] }] } });
    return [spec.cognos.storage?.disk?.wipe, report.entries.filter(({ question }) => question?.startsWith('storage.drives[0].search')).map(({ note }) => note ?? '').join('; ')];
  };
  const [wipe, notes] = await said({ name: '/dev/sda', size: { greater: '100 GiB' } });
  assert.equal(wipe, 'any');
  assert.doesNotMatch(notes, /only a blank disk/);
  assert.match(notes, /everything on it is deleted/);
  for (const condition of [{ size: { greater: '100 GiB' } }, { name: '' }]) {
    const [none, blank] = await said(condition);
    assert.equal(none, undefined);
    assert.match(blank, /only a blank disk is taken/);
  }
});

test('whatever is done to a profile: no crash, everything in the report, a spec that is valid', async () => {
  const keys = ['search', 'delete', 'path', 'type', 'size', 'name', 'id', 'interface', 'addresses', 'wireless', 'bond', 'vlan', 'bridge', 'match', 'ports', 'password', 'hashedPassword', 'sshPublicKey', 'content', 'chroot', 'generate', 'encryption', 'filesystem', 'guided', 'drives', 'partitions', 'storage', 'network', 'user', 'root'];
  const values = ['/dev/vda', '/dev/disk/by-id/a-b', 'swap', '1 GiB', 30, 'btrfs', 'auto', 'manual', 'enp1s0', 'wlp2s0', 'eth0', '192.0.2.1', '192.0.2.1/24', '2001:db8::1', { id: 'x' }, { path: '/' }, { search: '*', delete: true }, [{ partitions: [{ generate: 'default' }] }], { ssid: 'a', password: 'short' }];
  const mutated = mutatedTrees(names.map((name) => JSON.parse(textOf(name)) as unknown), keys, values);
  await fc.assert(fc.asyncProperty(mutated, async (text) => {
    const document = await readDocument(bytes(text), 'mutated.json');
    if (!document.ok) return;
    isAgama(document.value);
    const translation = await translateAgama(document, () => Promise.resolve(someHash));
    const { report, spec, refused } = translation;
    hasEveryValue(document.value, report, text);
    assert.equal(refused, report.counts.refused > 0);
    assert.equal(spec.cognos.unattended, refused ? undefined : true);
    const disk = spec.cognos.storage?.disk;
    assert.ok(disk?.wipe === undefined || (!refused && (disk.match?.path ?? disk.match?.['by-id']) !== undefined));
    assert.ok(refused || disk?.match?.['by-id'] === undefined || disk.wipe === 'any');
    await readsBack(translation, 'mutated');
  }), { numRuns: 500 });
});
