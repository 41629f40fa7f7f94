import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isPreseed } from '../../../preseed/is-preseed.ts';
import { lossFindings } from '../../../shared/foreign/loss-report.ts';
import { compareGolden } from '../../golden/compare-golden.ts';
import { hasEveryLine, losses, readsBack } from '../foreign/loss-of.ts';
import { mutatedTexts } from '../foreign/mutations.ts';
import { bytesOf, names, translate } from './fixtures.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What each file that can be installed asks for: layout, `+models` where they have a filesystem of their own, the disk, whether it may be taken. */
const installs: Record<string, string> = {
  'answered-twice': 'ext4 /dev/vda', 'crypto-atomic': 'ext4 encrypted /dev/sda', 'by-id': 'ext4 ata-Samsung_SSD_870_EVO_S6Z1NJ0W123456', 'byte-order-mark': 'ext4 /dev/vda', crlf: 'ext4 /dev/vda', 'debian-bookworm': 'ext4 the only one, when blank', desktop: 'ext4 /dev/vda',
  'dhcp-named': 'ext4 /dev/vda', 'early-first-disk': 'ext4 /dev/vda', 'comment-swallows': 'ext4 /dev/vda', 'expert-bios-and-gpt': 'ext4 /dev/vda', 'expert-boot-apart': 'ext4 /dev/vda', 'expert-btrfs-home': 'btrfs /dev/vda', 'expert-default-filesystem': 'btrfs /dev/vda',
  'expert-no-spaces': 'ext4 /dev/vda', 'expert-percent': 'ext4 /dev/vda', 'expert-root-swap': 'ext4 /dev/vda', 'expert-several-chosen': 'ext4 +models /dev/vda', 'expert-uefi-btrfs': 'btrfs /dev/vda', 'expert-unnamed': 'ext4 /dev/vda', 'hostname-forced': 'ext4 /dev/vda', 'installed-example': 'ext4 /dev/vda', 'installed-expert': 'btrfs +models virtio-cognos-disk', 'installed-vendor': 'ext4 /dev/vda',
  'kernel-options': 'ext4 /dev/vda', 'laptop-de': 'ext4 /dev/vda', 'late-chroot': 'ext4 /dev/vda', 'late-script': 'ext4 /dev/vda', 'late-ssh-key': 'ext4 /dev/vda', 'latin-1': 'ext4 /dev/vda', locked: 'ext4 /dev/vda', 'network-console': 'ext4 /dev/vda',
  'packer-qemu-cloud': 'ext4 /dev/vda', 'packer-virtualbox': 'ext4 the only one, when blank', 'plain-password': 'ext4 /dev/vda', poweroff: 'ext4 /dev/vda', 'proxmox-guest': 'ext4 /dev/vda', 'proxy-and-repository': 'ext4 /dev/vda', 'recipe-home': 'btrfs +models /dev/vda',
  'seen-flags': 'ext4 /dev/vda', 'sha512-and-root': 'ext4 /dev/vda', squeeze: 'ext4 /dev/sda', static: 'ext4 /dev/vda', 'static-cidr6': 'ext4 /dev/vda', 'swiss-french': 'ext4 /dev/vda', tabs: 'ext4 /dev/vda', 'ubuntu-oem': 'ext4 /dev/vda',
  'virt-install-minimal': 'ext4 /dev/vda', 'vmware-guest': 'ext4 /dev/sda', 'wifi-wpa': 'ext4 /dev/vda',
};
/** Nothing is refused, and nobody has agreed to anything either. */
const asks = ['comments-only', 'empty', 'unconfirmed'];

test('which files install unattended, onto what, and which are refused', async () => {
  assert.ok(names.length >= 60, `${names.length}`);
  const found: Record<string, string> = {};
  for (const name of names) {
    const { spec: { cognos: { unattended, storage } }, refused } = await translate(bytesOf(name));
    assert.ok(!refused || (unattended === undefined && storage?.disk?.wipe === undefined), name);
    if (refused) continue;
    const match = storage?.disk?.match;
    const disk = match?.path ?? match?.['by-id'];
    assert.equal(storage?.disk?.wipe, disk === undefined || !unattended ? undefined : 'any', name);
    if (unattended) found[name] = `${storage?.layout ?? ''}${storage?.models ? '' : ' +models'}${storage?.encrypt ? ' encrypted' : ''} ${disk ?? 'the only one, when blank'}`;
    else assert.ok(asks.includes(name), name);
  }
  assert.deepEqual(found, Object.fromEntries(Object.entries(installs).sort(([a], [b]) => (a < b ? -1 : 1))));
});

test('golden: what becomes of the files', async () => {
  const plain = (await translate(bytesOf('crlf'))).spec;
  const sections: string[] = [];
  for (const name of names) {
    sections.push(losses(await translate(bytesOf(name), name), plain));
  }
  compareGolden('preseed', `${sections.join('\n\n')}\n`);
});

test('every line of every file is in its report once, and the spec is what cloud-init and we read', async () => {
  for (const name of names) {
    const input = bytesOf(name);
    const translation = await translate(input);
    hasEveryLine(input, translation.report, name);
    await readsBack(translation, name);
  }
});

test('no password, passphrase or key of a file is in its user-data or its report', async () => {
  for (const name of names) {
    const { report, spec } = await translate(bytesOf(name));
    assert.doesNotMatch(JSON.stringify(report), /CANARY/, name);
    // A wireless key is kept as such by netplan, and a disk is opened by the passphrase itself: there is no other form of them.
    assert.doesNotMatch(JSON.stringify(spec).replace('CANARY-WIFI-KEY', '').replace('CANARY-LUKS', ''), /CANARY/, name);
  }
});

test('a file that is preseed is taken for it, and a spec is not', async () => {
  const doubtful = new Set(['binary', 'comments-only', 'empty', 'html-instead']);
  for (const name of names) assert.equal(isPreseed(bytesOf(name)), !doubtful.has(name), name);
  for (const text of ['#cloud-config\nwrite_files:\n  - content: |\n      d-i a/b string c\n', '{"hostname": "a"}', 'hostname: a\nusers: [ada]\n', 'hostname = "a"\n[cognos]\nversion = 1\n', '#!/bin/sh\nd-i a/b string c\n']) assert.equal(isPreseed(bytes(text)), false, text);
});

test('cognos/… are keys of cognos: in user-data, as JSON or as text', async () => {
  const ask = async (lines: string[]): Promise<[unknown, string[]]> => {
    const { spec: { cognos: { version: _version, ...rest } }, report } = await translate(`d-i passwd/username string ada\n${lines.join('\n')}\n`);
    return [rest, lossFindings(report).map(({ at, message }) => `${at?.line ?? 0}: ${message}`)];
  };
  assert.deepEqual(await ask(['cognos cognos/ai/model string none', 'd-i cognos/ai/context string 4096', 'cognos cognos/security string {"profile": "baseline"}']), [{ ai: { model: 'none', context: 4096 }, security: { profile: 'baseline' } }, []]);
  assert.deepEqual(await ask(['cognos cognos/ai/modle string none']), [{ ai: {} }, ['2: unknown key; did you mean model?']]);
  assert.deepEqual(await ask(['cognos cognos/storage/disk/wipe string any', 'cognos cognos/unattended boolean true', 'cognos cognos/ai note', 'cognos cognos/ai/constructor/a string b', 'cognos cognos/ai/__proto__ string b']), [{ ai: {} }, [
    '2: below cognos/ stand ai, security, firstboot and install, as in user-data; disk and consent are partman\'s', '3: below cognos/ stand ai, security, firstboot and install, as in user-data; disk and consent are partman\'s',
    '4: note asks nothing; write string', '5: is refused as a key: the name means something to the programs that read the file', '6: is no path of keys; write for example cognos/ai/model',
  ]]);
  assert.deepEqual(await ask(['cognos cognos/firstboot string never', 'cognos cognos/firstboot/ask string never']), [{}, ['2: is text; write a map such as {report: {url: "https://example.net/report"}}', '3: another line says the whole of which this is a part; write both into one, as JSON']]);
});

test('of a repository\'s options only those are taken by which nothing unsigned comes in', async () => {
  const refusal = async (options: string): Promise<string | undefined> => {
    const { report } = await translate(`d-i apt-setup/local0/repository string ${options} https://apt.example.net/debian bookworm main\n`);
    return report.entries.find(({ question, outcome }) => question === 'apt-setup/local0/repository' && outcome === 'refused')?.note;
  };
  for (const options of ['', 'deb', '[arch=amd64]', 'deb [ arch=amd64,arm64 signed-by=/usr/share/keyrings/a.gpg ]', '[lang-=de]']) assert.equal(await refusal(options), undefined, options);
  for (const options of ['[trusted=yes]', '[ Trusted=true ]', '[arch=amd64 trusted=1]', '[allow-insecure=yes]', '["trusted=yes"]']) assert.match(await refusal(options) ?? '', /^packages that nobody signed are not installed; leave \[.+\] out/, options);
  for (const options of ['[%74rusted=yes]', '[check-date=no]']) assert.match(await refusal(options) ?? '', /is not taken: of the options of a repository there may be arch/, options);
});

test('tasks are parted by commas or spaces, and two have titles of several words', async () => {
  const refusals = async (tasks: string): Promise<string[]> => (await translate(`tasksel tasksel/first multiselect ${tasks}\n`)).report.entries.filter(({ question, outcome }) => question === 'tasksel/first' && outcome === 'refused').map(({ note }) => note ?? '');
  for (const tasks of ['standard, ssh-server', 'standard ssh-server web-server', 'standard system utilities, SSH server', 'none']) assert.deepEqual(await refusals(tasks), [], tasks);
  assert.match((await refusals('standard no-such-server'))[0] ?? '', /no task "no-such-server" in Debian 12/);
});

test('what only the reader of specs refuses is refused at its line, too', async () => {
  const { report, refused } = await translate('d-i passwd/username string ada\nd-i passwd/user-fullname string ⟦secret:x⟧\n');
  assert.deepEqual(lossFindings(report).map(({ at, path, message }) => [at?.line, path, message.slice(0, 40)]), [[2, 'passwd/user-fullname', '⟦secret:…⟧ marks where the installer has']]);
  assert.equal(refused, true);
});

test('whatever is done to a file: no crash, every line in the report once, a spec that is valid', async () => {
  const pieces = ['\n', '\r\n', '\\\n', '\\', ' ', '\t', '#', '"', "'", '{', '}', ' . ', ' :: ', '-1', '100%', '$(', '`', '$primary{ }', 'd-i ', 'seen', 'string', 'true', 'false', '/', '\0', '\u202e', 'ü', '__proto__', 'constructor', 'd-i __proto__ string x\n', 'x constructor/toString boolean true\n', 'cognos cognos/ai/model string none\n', 'cognos cognos/ai string {"model": 1, "api": {}}\n', 'cognos cognos/ai/api/keys/constructor string []\n', 'cognos cognos/security string {}\n'];
  const mutated = mutatedTexts(new Map(names.map((name) => [name, bytesOf(name)])), pieces);
  await fc.assert(fc.asyncProperty(mutated, async (input) => {
    isPreseed(input);
    const translation = await translate(input);
    const { report, spec, refused } = translation;
    hasEveryLine(input, report, 'mutated');
    assert.equal(refused, report.counts.refused > 0);
    assert.ok(!refused || spec.cognos.unattended === undefined);
    await readsBack(translation, 'mutated');
  }), { numRuns: 400 });
});
