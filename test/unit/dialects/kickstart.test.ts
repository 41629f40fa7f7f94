import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { isKickstart } from '../../../dialects/kickstart/is-kickstart.ts';
import { readKickstart } from '../../../dialects/kickstart/read-kickstart.ts';
import { splitWords } from '../../../dialects/kickstart/split-words.ts';
import { translateKickstart } from '../../../dialects/kickstart/translate-kickstart.ts';
import { formatFinding } from '../../../shared/errors.ts';
import { formatLossReport, lossFindings } from '../../../shared/foreign/loss-report.ts';
import type { Translation } from '../../../shared/foreign/translation.ts';
import type { InstallSpec } from '../../../shared/spec/install-spec.ts';
import { compareGolden } from '../../golden/compare-golden.ts';
import { hasEveryLine, losses, readsBack, someHash } from '../foreign/loss-of.ts';
import { mutatedTexts } from '../foreign/mutations.ts';

const folder = new URL('../../fixtures/kickstart/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.ks')).map((name) => name.replace('.ks', ''));
const bytesOf = (name: string): Uint8Array => readFileSync(new URL(`${name}.ks`, folder));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** With a translation that hashes nothing. */
function translate(input: Uint8Array | string, file = 'ks.cfg'): Promise<Translation> {
  return translateKickstart(readKickstart(typeof input === 'string' ? bytes(input) : input, file), () => Promise.resolve(someHash));
}

/** What each file that can be installed asks for: layout, `+models` where they have a filesystem of their own, the disk, whether it may be taken. */
const installs: Record<string, string> = {
  'autopart-default': 'ext4 +models /dev/vda', bond: 'ext4 +models /dev/vda', bridge: 'ext4 +models /dev/vda', 'btrfs-volumes': 'btrfs /dev/vda', 'by-id': 'ext4 +models ata-Samsung_SSD_870_EVO_S6Z1NJ0W123456', 'byte-order-mark': 'ext4 +models /dev/vda', 'centos-stream': 'btrfs /dev/sda',
  'clear-label-only': 'ext4 +models /dev/sda, when blank', 'clear-unnamed': 'ext4 +models the only one, when blank', crlf: 'ext4 +models /dev/vda', 'dhcp-named': 'ext4 +models /dev/vda', 'fedora-server': 'btrfs +models /dev/vda', 'firewall-closed': 'ext4 +models /dev/vda', 'firewall-ports': 'ext4 +models /dev/vda',
  'halt-kexec': 'ext4 +models /dev/vda', 'hash-as-plain': 'ext4 +models /dev/vda', 'hash-in-password': 'ext4 +models /dev/vda', 'hostname-twice': 'ext4 +models /dev/vda', 'ignore-drives-named': 'ext4 +models /dev/sda', kdump: 'ext4 +models /dev/vda', 'kernel-options': 'ext4 +models /dev/vda',
  'latin-1': 'ext4 +models /dev/vda', minimal: 'ext4 +models /dev/sda', modules: 'ext4 +models /dev/vda', 'nfs-harddrive': 'ext4 +models /dev/vda', 'ovirt-template': 'ext4 /dev/vda', 'packages-many': 'ext4 +models /dev/vda', 'packer-virtualbox': 'ext4 +models /dev/sda', 'part-ext4': 'ext4 +models /dev/vda',
  'part-fixed-root': 'ext4 +models /dev/vda', plain: 'ext4 +models /dev/vda', 'post-nothing': 'ext4 +models /dev/vda', 'post-plain': 'ext4 +models /dev/vda', quotes: 'ext4 +models /dev/vda', 'rhel-10': 'btrfs +models nvme-Samsung_SSD_990_PRO_S7KGNJ0W123456', 'rhel-8': 'ext4 +models /dev/vda', 'rhel-9': 'ext4 /dev/nvme0n1',
  'rocky-server': 'ext4 +models /dev/sda', 'root-crypted': 'ext4 +models /dev/vda', 'said-twice': 'ext4 +models /dev/vda', 'static-mac': 'ext4 +models /dev/vda', 'two-users': 'ext4 +models /dev/vda', vlan: 'ext4 +models /dev/vda', wifi: 'ext4 +models /dev/vda', 'zerombr-only': 'ext4 +models /dev/sda, when blank',
};
/** Nothing is refused, and nothing is installed without a person either. */
const asks = ['comments-only', 'empty', 'ignore-interactive', 'interactive', 'no-user', 'nothing-but-disk'];

test('which files install unattended, onto what, and which are refused', async () => {
  assert.ok(names.length >= 40, `${names.length}`);
  const found: Record<string, string> = {};
  for (const name of names) {
    const { spec: { cognos: { unattended, storage } }, refused } = await translate(bytesOf(name));
    assert.ok(!refused || (unattended === undefined && storage?.disk?.wipe === undefined), name);
    if (refused) continue;
    const match = storage?.disk?.match;
    const disk = match?.path ?? match?.['by-id'];
    if (unattended) found[name] = `${storage?.layout ?? ''}${storage?.models ? '' : ' +models'} ${disk ?? 'the only one'}${storage?.disk?.wipe === 'any' ? '' : ', when blank'}`;
    else assert.ok(asks.includes(name), name);
  }
  assert.deepEqual(found, Object.fromEntries(Object.entries(installs).sort(([a], [b]) => (a < b ? -1 : 1))));
});

test('golden: what becomes of the files', async () => {
  const plain = (await translate(bytesOf('plain'))).spec;
  const sections: string[] = [];
  for (const name of names) {
    sections.push(losses(await translate(bytesOf(name), name), plain));
  }
  compareGolden('kickstart', `${sections.join('\n\n')}\n`);
});

test('every line of every file is in its report once, and the spec is what cloud-init and we read', async () => {
  for (const name of names) {
    const input = bytesOf(name);
    const translation = await translate(input);
    hasEveryLine(input, translation.report, name);
    await readsBack(translation, name);
  }
});

test('what is said of a line is one sentence, and nothing is left out of the report without a word', async () => {
  for (const name of names) {
    for (const { note, outcome, question } of (await translate(bytesOf(name))).report.entries) {
      if (note !== undefined) assert.doesNotMatch(note, /^(?!CognOS|Red Hat|Debian|Stratis)[A-Z][a-z]|\.$|undefined|\n/, `${name}: ${note}`);
      if (outcome === 'refused' || outcome === 'not-applicable') assert.ok(note !== undefined && note.length > 5, `${name}: ${question ?? ''}`);
    }
  }
});

test('no password, passphrase or key of a file is in its user-data or its report', async () => {
  let seen = 0;
  for (const name of names) {
    if (Buffer.from(bytesOf(name)).includes('CANARY')) seen += 1;
    const { report, spec } = await translate(bytesOf(name));
    assert.doesNotMatch(JSON.stringify(report), /CANARY/, name);
    // A wireless key is kept as such by netplan: there is no other form of it.
    assert.doesNotMatch(JSON.stringify(spec).replace('CANARY-WIFI-KEY', ''), /CANARY/, name);
  }
  assert.ok(seen > 30, `${seen}`);
});

test('a file that is kickstart is taken for it, and nothing else is', () => {
  const doubtful = new Set(['binary', 'comments-only', 'empty', 'html-instead', 'rpm-spec']);
  for (const name of names) assert.equal(isKickstart(bytesOf(name)), !doubtful.has(name), name);
  for (const kind of ['preseed', 'specs']) {
    const others = new URL(`../../fixtures/${kind}/`, import.meta.url);
    for (const name of readdirSync(others)) assert.equal(isKickstart(readFileSync(new URL(name, others))), false, name);
  }
  const others = [
    '#cloud-config\nwrite_files:\n  - content: |\n      lang en_US.UTF-8\n      keyboard us\n', '{"hostname": "a"}', 'hostname: a\nusers: [ada]\n', 'hostname = "a"\nscript = """\nlang en_US.UTF-8\nkeyboard us\n"""\n', '#!/bin/sh\nzerombr\nclearpart --all\n',
    'autoinstall:\n  version: 1\n', '[global]\nkeyboard = "de"\n', 'd-i debian-installer/locale string en_US\n', 'reboot\n', 'mount /dev/sda1 /mnt\nuser add\n', 'text\n', '---\nlang: en\n', '',
  ];
  // Specs of our own, with a kickstart file in a text of several lines.
  const inside = "lang en_US.UTF-8\nkeyboard us\nzerombr\nautopart\n";
  for (const head of ['%YAML 1.2\n---\nscript: ', '%TAG ! a:\n---\n', "'cognos'.version = 1\n", '"cognos".version=1\n', 'cognos . version = 1\n', 'cognos."version" = 1\n', '  cognos.version = 1\n', '"a b" = 1\n', '\n# a comment\na.b=1\n', 'hostname:a\n']) others.push(`${head}x = \"\"\"\n${inside}\"\"\"\n`);
  for (const text of others) assert.equal(isKickstart(bytes(text)), false, text);
  for (const text of ['lang en_US\n', 'text\nlang en_US.UTF-8\nkeyboard us\n', '%packages\n%end\n', 'rootpw x\n', 'user --name=ada\n', 'part / --size=1 --grow\n', 'autopart\n', '\ufeffzerombr\nautopart\n', '$SNIPPET(a)\nautopart --type=lvm\nzerombr\n', 'url --url=http://a/\nlang en_US\n', 'timezone America/New_York\n', 'network --device=eth0\n']) assert.equal(isKickstart(bytes(text)), true, text);
});

test('words are split as a shell splits them, and an unquoted # ends the line', () => {
  const words = (line: string): unknown => {
    const split = splitWords(line);
    return typeof split === 'string' ? split.replace(/[;,:].*/, '') : split.words;
  };
  assert.deepEqual(words(`a  "b c" d'e 'f\t--x="1 \\"2\\" \\n"`), ['a', 'b c', 'de f', '--x=1 "2" \\n']);
  assert.deepEqual(words('rootpw se#cret'), ['rootpw', 'se']);
  assert.deepEqual(words(`rootpw 'se#cret' # why`), ['rootpw', 'se#cret']);
  assert.deepEqual(words(`a\\ b '' "" c`), ['a b', '', '', 'c']);
  assert.equal(words('a "b'), 'has a quote (") that is not closed');
  assert.equal(words('a \\'), 'ends with a backslash');
});

/** The last line alone, after lines that install. */
async function told(...lines: string[]): Promise<[outcome: string, note: string | undefined, spec: InstallSpec]> {
  const before = ['user --name=ada --groups=wheel --plaintext --password=x', 'clearpart --all --drives=vda', 'autopart'];
  const { report, spec } = await translate(`${[...before, ...lines].join('\n')}\n`);
  const { outcome, note } = report.entries[before.length] ?? { outcome: 'none', note: undefined };
  return [outcome, note, spec];
}

test('a script of %post is carried over whole, with what it runs in', async () => {
  const [outcome, , spec] = await told('%post --interpreter=/bin/bash --log=/root/post.log', 'echo "a: b" > /etc/motd', '', '  # and done', '%end');
  assert.equal(outcome, 'translated');
  assert.deepEqual(spec.write_files, [{ path: '/var/lib/cognos/kickstart/post-1', permissions: '0700', owner: 'root:root', content: '#!/bin/bash\necho "a: b" > /etc/motd\n\n  # and done\n' }]);
  assert.deepEqual(spec.runcmd, ['/var/lib/cognos/kickstart/post-1 > /root/post.log 2>&1']);
  const scripts: [line: string, wanted: string | RegExp][] = [
    ['rpm -q kernel', /calls rpm/], ['x=$(rpm -q kernel)', /calls rpm/], ['if ! yum -y update; then', /calls yum/], ['LANG=C sudo /usr/bin/dnf -y update', /calls dnf/], ['a && chroot /x firewall-cmd --reload', /calls firewall-cmd/], ['echo run yum update', 'translated'],
    ['# dnf update', 'not-applicable'], ['setsebool -P x on', /calls setsebool/], ['echo a > /etc/yum.repos.d/a.repo', /speaks of \/etc\/yum.repos.d/], ['systemctl enable chronyd.service', /service chronyd/], ['systemctl enable sshd', 'translated'],
    ['sed -i "s/^PasswordAuthentication.*/PasswordAuthentication no/" /etc/ssh/sshd_config', 'translated'], ['echo "ada ALL=(ALL) NOPASSWD: ALL" > /etc/sudoers.d/ada', 'translated'], ['PASSWORD=x', /holds a password/], ['curl https://a:b@example.net', /holds a password/], ['usermod -p x ada', /holds a password/], ['mysql -u root -psesame', /holds a password/], ['curl -H "Authorization: Basic eA==" https://example.net', /holds a password/],
    ['%include /tmp/x', /%include/], [`echo ${'curl '.repeat(20_000)}`, /64 KiB/], ['echo ⟦secret:a⟧', /secret:/], ['cat /mnt/sysimage/etc/fstab', /\/mnt\/sysimage/],
  ];
  for (const [line, wanted] of scripts) {
    const [found, note = ''] = await told('%post', line, '%end');
    if (typeof wanted === 'string') assert.equal(found, wanted, `${line}: ${note}`);
    else assert.ok(found === 'refused' && wanted.test(note), `${line}: ${found}: ${note}`);
  }
});

test('single lines: what they become', async () => {
  const lines: [line: string, outcome: string, part: (spec: InstallSpec) => unknown, wanted: unknown][] = [
    ['firewall --enabled --remove-service=ssh', 'translated', ({ cognos }) => cognos.security?.firewall?.allow, []],
    ['firewall --enabled --port=3000:tcp,ntp:udp,47 --service=dhcpv6-client', 'translated', ({ cognos }) => cognos.security?.firewall?.allow, ['ssh', '3000/tcp', 'ntp', '47/tcp']],
    ['firewall --enabled --service=cockpit,http,rsyncd --remove-service=cockpit,rsyncd', 'translated', ({ cognos }) => cognos.security?.firewall?.allow, ['ssh', 'http']],
    ['firewall --enabled --service=cockpit --remove-service=cockpit', 'applied', ({ cognos }) => cognos.security, undefined],
    ['firewall --enabled --port=9090:tcp --remove-service=cockpit,frobnicator', 'translated', ({ cognos }) => cognos.security?.firewall?.allow, ['ssh', '9090/tcp']],
    ['firewall --enabled --port=imap:udp,imap:tcp,dns:udp,ntp,https', 'translated', ({ cognos }) => cognos.security?.firewall?.allow, ['ssh', '143/udp', '143/tcp', '53/udp', '123/tcp', 'https']],
    ['firewall --enabled', 'applied', ({ cognos }) => cognos.security, undefined],
    ['halt', 'translated', ({ cognos }) => cognos.install?.after, 'stay'],
    ['keyboard --vckeymap=de-latin1-nodeadkeys', 'translated', ({ keyboard }) => keyboard, { layout: 'de', variant: 'nodeadkeys' }],
    ['keyboard --vckeymap=us --xlayouts="ch (fr)"', 'translated', ({ keyboard }) => keyboard, { layout: 'ch', variant: 'fr' }],
    ['lang de_DE.utf8', 'translated', ({ locale }) => locale, 'de_DE.UTF-8'],
    ['timezone --utc', 'applied', ({ timezone }) => timezone, undefined],
    ['network --device=enp1s0 --bootproto=dhcp --noipv4 --ipv6=auto', 'translated', ({ network }) => network, { version: 2, ethernets: { enp1s0: { dhcp4: false, 'accept-ra': true } } }],
    ['network --device=eth0 --bootproto=dhcp --onboot=yes --noipv6', 'applied', ({ network }) => network, undefined],
    ['network --device=enp1s0 --bootproto=dhcp --nodefroute', 'translated', ({ network }) => network, { version: 2, ethernets: { enp1s0: { dhcp4: true, 'dhcp4-overrides': { 'use-routes': false } } } }],
    ['network --device=wlp2s0 --essid=__proto__ --wpakey=longenough', 'refused', ({ network }) => network, undefined],
    ['network --device=enp1s0 --vlanid=5000', 'refused', ({ cognos }) => cognos.unattended, undefined],
    ['services --disabled=cups,kdump', 'applied', ({ runcmd }) => runcmd, undefined],
    ['bootloader --append="audit=1 rd.lvm.lv=a/b" --timeout=3', 'translated', ({ write_files: files }) => files?.[0]?.content, 'GRUB_CMDLINE_LINUX="$GRUB_CMDLINE_LINUX audit=1"\nGRUB_TIMEOUT=3\n'],
    ['timesource --ntp-server=a.example.net', 'translated', ({ ntp }) => ntp, { servers: ['a.example.net'] }],
  ];
  for (const [line, outcome, part, wanted] of lines) {
    const [found, note, spec] = await told(line);
    assert.equal(found, outcome, `${line}: ${note ?? ''}`);
    assert.deepEqual(part(spec), wanted, line);
  }
});

test('consent: only clearpart --all and a disk that is named', async () => {
  const consent = async (...lines: string[]): Promise<unknown> => (await translate(`user --name=ada --groups=wheel --plaintext --password=x\n${lines.join('\n')}\nautopart\n`)).spec.cognos.storage?.disk?.wipe;
  assert.equal(await consent('clearpart --all --drives=sda'), 'any');
  assert.equal(await consent('clearpart --all', 'ignoredisk --only-use=sda'), 'any');
  assert.equal(await consent('clearpart --all', 'bootloader --boot-drive=sda'), 'any');
  for (const lines of [['clearpart --all'], ['clearpart --drives=sda'], ['clearpart --drives=sda --initlabel'], ['zerombr', 'ignoredisk --only-use=sda'], ['ignoredisk --only-use=sda'], ['clearpart --linux --drives=sda'], ['clearpart --all --drives=sda', 'frobnicate'], ['clearpart --all --drives=sda', 'interactive'], ['clearpart --all --none --drives=sda'], ['clearpart --none --all --drives=sda'], ['clearpart --all --linux --drives=sda'], ['clearpart --all --list=sda1 --drives=sda']]) assert.equal(await consent(...lines), undefined, lines.join(', '));
});

/** Refusals as `COMMAND: NOTE`, and the spec, of lines beside a user and `autopart`. */
async function refusals(...lines: string[]): Promise<[refused: string[], spec: InstallSpec]> {
  const { report, spec } = await translate(`user --name=ada --groups=wheel --plaintext --password=x\n${lines.join('\n')}\nautopart\n`);
  return [report.entries.filter(({ outcome }) => outcome === 'refused').map(({ question, note }) => `${question ?? ''}: ${note ?? ''}`), spec];
}

test('a disk that is named for good is refused unless clearpart --all stands beside it, or a person is asked', async () => {
  const disk = 'ignoredisk --only-use=disk/by-id/ata-X_1';
  const wrong: [lines: string[], command: string][] = [
    [[disk], 'ignoredisk'], [[disk, 'clearpart --initlabel'], 'ignoredisk'], [[disk, 'zerombr'], 'ignoredisk'], [['clearpart --initlabel --drives=/dev/disk/by-id/ata-X_1'], 'clearpart'], [['bootloader --boot-drive=disk/by-id/ata-X_1'], 'bootloader'],
    [[disk, 'clearpart --initlabel --drives=disk/by-id/ata-X_1', 'bootloader --boot-drive=disk/by-id/ata-X_1'], 'ignoredisk'],
  ];
  for (const [lines, command] of wrong) {
    const [refused, spec] = await refusals(...lines);
    assert.deepEqual(refused, [`${command}: nothing here clears this disk, and naming it for good would overwrite it; write clearpart --all beside it, or a name such as sda`], lines.join(', '));
    assert.deepEqual([spec.cognos.unattended, spec.cognos.storage?.disk], [undefined, undefined], lines.join(', '));
  }
  assert.equal((await refusals(disk, 'clearpart --linux'))[0].length, 2);
  const [refused, spec] = await refusals(disk, 'clearpart --all', 'bootloader --boot-drive=/dev/disk/by-id/ata-X_1');
  assert.deepEqual([refused, spec.cognos.unattended, spec.cognos.storage?.disk], [[], true, { match: { 'by-id': 'ata-X_1' }, wipe: 'any' }]);
  for (const asked of [[disk, 'interactive'], [disk, 'ignoredisk --interactive']]) {
    const [none, open] = await refusals(...asked);
    assert.deepEqual([none, open.cognos.unattended, open.cognos.storage?.disk], [[], undefined, { match: { 'by-id': 'ata-X_1' } }], asked.join(', '));
  }
  // Who has no user is not asked by the medium, and may have told it on the kernel line to install.
  assert.equal((await translate(`${disk}\nautopart\n`)).refused, true);
});

test('a pattern does not name a disk, and of ways to clear it there is one', async () => {
  for (const name of ['*', 'ata-*', 'ata-X_?']) assert.match((await refusals(`ignoredisk --only-use=disk/by-id/${name}`, 'clearpart --all'))[0].join('; '), /^ignoredisk: a pattern may mean several disks; write the whole name/, name);
  for (const line of ['clearpart --all --none --drives=sda', 'clearpart --none --linux --drives=sda', 'clearpart --all --list=sda1 --drives=sda']) assert.match((await refusals(line))[0].join('; '), /^clearpart: --\w+ and --\w+ stand beside each other, of which Anaconda takes the last; keep one/, line);
});

test('nothing is installed unattended where nobody could log in', async () => {
  const unattended = async (...lines: string[]): Promise<[unknown, boolean, string]> => {
    const { report, spec, refused } = await translate(`${lines.join('\n')}\nclearpart --all --drives=vda\nautopart\n`);
    return [spec.cognos.unattended, refused, report.entries.find(({ question }) => question === 'autopart')?.note ?? ''];
  };
  const key = 'sshkey --username=ada "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG9cTL1OzbeUeCAlaYKBQWGmI0o7oRyC1rmTkSJmyGpO ada@example.net"';
  for (const lines of [['user --name=ada'], ['user --name=ada --groups=wheel', 'rootpw --lock'], ['user --name=ada --lock --plaintext --password=x']]) {
    const [told, refused, note] = await unattended(...lines);
    assert.deepEqual([told, refused], [undefined, false], lines.join(', '));
    assert.match(note, /; nothing is installed unattended, as no user has a password or an ssh key and nobody could log in: write user --name=/);
  }
  for (const lines of [['user --name=ada', key], ['user --name=ada --plaintext --password=x'], ['user --name=bob', 'user --name=ada --plaintext --password=x']]) assert.equal((await unattended(...lines))[0], true, lines.join(', '));
});

test('a line after %packages that has no %end is not repeated', async () => {
  for (const line of ['rootpw geheim77', ' rootpw\tgeheim77', 'user geheim77', '-x geheim77']) {
    for (const end of ['', '%end\n']) {
      const translation = await translate(`%packages\n@core\n@^Server with GUI\n${line}\n${end}`);
      assert.doesNotMatch(JSON.stringify(translation) + formatLossReport(translation.report).join('\n') + lossFindings(translation.report).map(formatFinding).join('\n'), /geheim77/, line);
      assert.deepEqual(translation.report.entries.map(({ question }) => question).slice(1, 4), ['@core', '@^Server with GUI', undefined], line);
    }
  }
});

test('whatever is done to a file: no crash, every line in the report once, a spec that is valid', async () => {
  const pieces = ['\n', '\r\n', '\\\n', '\\', ' ', '\t', '#', '"', "'", '=', ',', '--', '%', '%end\n', '%post\n', '%packages\n', '%include x\n', 'part ', 'network --device=', 'user --name=', '@', '-', '*', '$(', '\0', '\u001b', '\u202e', 'ü', '__proto__', 'constructor', 'user --name=__proto__\n', 'network --device=enp1s0 --vlanid=1 --interfacename=constructor\n', 'group --name=__proto__\n', 'services --enabled=constructor\n', 'firewall --service=toString --port=constructor:tcp\n', 'btrfs / --subvol x\n', 'part btrfs.1 --size=1\n', 'autopart --type=__proto__\n', 'sshkey --username=ada x\n'];
  const mutated = mutatedTexts(new Map(names.map((name) => [name, bytesOf(name)])), pieces);
  await fc.assert(fc.asyncProperty(mutated, async (input) => {
    isKickstart(input);
    const translation = await translate(input);
    const { report, spec, refused } = translation;
    hasEveryLine(input, report, 'mutated');
    assert.equal(refused, report.counts.refused > 0);
    assert.ok(!refused || (spec.cognos.unattended === undefined && spec.cognos.storage?.disk?.wipe === undefined));
    assert.ok(spec.cognos.unattended === undefined || spec.cognos.storage?.disk?.match?.['by-id'] === undefined || spec.cognos.storage.disk.wipe === 'any');
    await readsBack(translation, 'mutated');
  }), { numRuns: 400 });
});
