/** Faults 1 to 14 of the fault list: what is refused, and in which words. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test from 'node:test';
import { readUserData } from '../../cloud-init/read-user-data.ts';
import { formatFinding } from '../../shared/errors.ts';

const cognos = 'cognos: {version: 1}\n';
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG9cTL1OzbeUeCAlaYKBQWGmI0o7oRyC1rmTkSJmyGpO';
const make = 'make a hash with mkpasswd --method=yescrypt (package whois)';
const paste = 'paste the one line of the .pub file, such as ssh-ed25519 AAAA… ada@example.net';

async function findings(input: string | Uint8Array, file = 'f.yaml'): Promise<string[]> {
  const reading = await readUserData(typeof input === 'string' ? new TextEncoder().encode(input) : input, file);
  return (reading.ok ? reading.warnings : reading.findings).filter(({ code }) => code !== 'no-login' && code !== 'locked-password').map(formatFinding);
}

const refuses = (name: string, cases: [input: string | Uint8Array, ...expected: string[]][], file?: string): void => {
  for (const [input, ...expected] of cases) {
    test(`${name}: ${JSON.stringify(typeof input === 'string' ? input.replace(cognos, '').slice(0, 60) : [...input.subarray(0, 8)])}`, async () => {
      assert.deepEqual(await findings(input, file), expected);
    });
  }
};

refuses('fault 1, syntax and tabs', [
  ['hostname: a\n\tfqdn: b\n', 'f.yaml:2:1: a tab indents this line; YAML allows only spaces there'],
  ['hostname: a: b\n', 'f.yaml:1:11: a second key: value cannot start on the same line; put it on a line of its own or in { }'],
  ['cognos:\n  version: 1\n storage: 2\n', 'f.yaml:3:1: this line is not indented like its neighbours; lines of one map or list start in the same column'],
  ['hostname: "a\n', 'f.yaml:1:13: something is missing before this: a closing quote, a bracket, a colon or a comma'],
]);
refuses('fault 1, JSON', [['{"hostname": edge}', 'f.json:1:14: this is not JSON; text stands in double quotes, and brackets, commas and colons have to match']], 'f.json');
refuses('fault 1, TOML', [['hostname = \n', 'f.toml:2:1: this is not TOML: unspecified values are invalid']], 'f.toml');

refuses('fault 2, unknown keys', [
  [`${cognos}hostnam: a\n`, 'f.yaml:2:1: hostnam: unknown key; did you mean hostname?'],
  [`${cognos}users: [{name: ada, ssh-authorized-keys: []}]\n`, 'f.yaml:2:21: users[0].ssh-authorized-keys: unknown key; did you mean ssh_authorized_keys?'],
  [`${cognos}storage: {}\n`, 'f.yaml:2:1: storage: unknown key; did you mean cognos.storage?'],
  ['cognos: {version: 1, install: {when: now}}\n', 'f.yaml:1:32: cognos.install.when: unknown key; known here: after'],
  ['cognos: {version: 1, storage: {encrypt: {luks: tpm2}}}\n', 'f.yaml:1:48: cognos.storage.encrypt.luks: this release does not bind the disk to a TPM yet; write luks: passphrase, which is asked at each start'],
  ['cognos: {version: 1, storage: {encrypt: {passphrase: kurz}}}\n', 'f.yaml:1:54: cognos.storage.encrypt.passphrase: a passphrase has 8 to 512 characters, and this one 4'],
  ['cognos: {version: 1, storage: {encrypt: {passphrase: пароль диска}}}\n', 'f.yaml:1:54: cognos.storage.encrypt.passphrase: the passphrase has characters that not every keyboard has at a start of the machine; use letters without accents, digits, spaces and signs (ASCII)'],
  ['hostname: a\n', 'f.yaml:1:1: cognos: is missing; write for example cognos: {version: 1, unattended: true}'],
]);

refuses('fault 3, duplicates, types and what YAML 1.1 means', [
  [`${cognos}hostname: a\nhostname: b\n`, 'f.yaml:3:1: hostname: is given twice, first in line 2; keep one of them'],
  [`${cognos}packages: htop\n`, 'f.yaml:2:11: packages: is text; write a list such as [htop]'],
  [`${cognos}hostname:\n`, 'f.yaml:2:10: hostname: has no value (null); write text such as edge-01, or leave the key out'],
  [`${cognos}hostname: 12\n`, 'f.yaml:2:11: hostname: 12 without quotes is a whole number; for text write "12"'],
  [`${cognos}hostname: no\n`, 'f.yaml:2:11: hostname: no without quotes is a word to YAML 1.2 and false to cloud-init; write false, or "no" for the word'],
  [`${cognos}hostname: on\n`, 'f.yaml:2:11: hostname: on without quotes is a word to YAML 1.2 and true to cloud-init; write true, or "on" for the word'],
  [`${cognos}write_files: [{path: /a, permissions: 0755}]\n`, 'f.yaml:2:39: write_files[0].permissions: 0755 without quotes is 755 to YAML 1.2 and an octal number to cloud-init; write "0755" for text such as a file mode'],
  [`${cognos}users: [{name: ada, uid: 1e3}]\n`, 'f.yaml:2:26: users[0].uid: 1e3 without quotes is a number to YAML 1.2 and may be a word to cloud-init; write the number out, or "1e3" for the word'],
]);
refuses('fault 3, TOML', [['a = 1\na = 2\n', 'f.toml:2:1: this key or table is given twice; keep one of them']], 'f.toml');

const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]', ...'bcdefghij'.split('').map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghi'[index]}`).join(',')}]`)].join('\n');
const deep = 'more than 32 maps and lists stand inside one another; a spec needs fewer than ten';
refuses('fault 4, limits', [
  [bomb, 'f.yaml:1:10: d[7][0][7][1]: the document has more than 10,000 values, aliases counted as what they stand for'],
  ['['.repeat(10_000), `f.yaml:1:36: ${deep}`],
  ['a: &a [*a]\n', `f.yaml:1:8: ${deep}`],
  [new Uint8Array(1024 ** 2 + 1).fill(0x20), 'f.yaml:1:1: the file has more than the 1,048,576 bytes a spec may have; let packages or runcmd fetch what is large'],
]);

test('fault 4: hostile files take under 100 MB each; how long, `npm run bench commands` prints', () => {
  const script = `
    import { readUserData } from ${JSON.stringify(new URL('../../cloud-init/read-user-data.ts', import.meta.url).href)};
    await readUserData(new TextEncoder().encode('cognos: {version: 1}'), 'f.yaml');
    const before = process.resourceUsage().maxRSS;
    const input = process.argv[1] === 'large' ? Buffer.alloc(100e6, 'a') : new TextEncoder().encode({ bomb: ${JSON.stringify(bomb)}, deep: '- '.repeat(10000), wide: '[' + '1,'.repeat(500000), keys: Array.from({ length: 90000 }, (_, i) => 'k' + i + ': ').join('\\n') }[process.argv[1]]);
    const reading = await readUserData(input, 'f.yaml');
    console.log(JSON.stringify({ ok: reading.ok, kB: process.resourceUsage().maxRSS - before - Math.floor(input.length / 1024) }));`;
  for (const kind of ['bomb', 'deep', 'large', 'wide', 'keys']) {
    const { ok, kB } = JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script, kind], { encoding: 'utf8' })) as { ok: boolean; kB: number };
    assert.equal(ok, false, kind);
    assert.ok(kB < 100_000, `${kind}: ${kB} kB`);
  }
});

refuses('fault 5, tags and prototypes', [
  ['hostname: !!js/function "x"\n', 'f.yaml:1:11: a tag such as !!js/function or !!python/object is refused; a spec holds plain values only'],
  ['hostname: !!python/object:os.system x\n', 'f.yaml:1:11: a tag such as !!js/function or !!python/object is refused; a spec holds plain values only'],
  ['__proto__: {polluted: true}\n', 'f.yaml:1:1: __proto__: is refused as a key: the name means something to the programs that read the file'],
  ['cognos: {constructor: {prototype: 1}}\n', 'f.yaml:1:10: cognos.constructor: is refused as a key: the name means something to the programs that read the file', 'f.yaml:1:24: cognos.constructor.prototype: is refused as a key: the name means something to the programs that read the file'],
]);
refuses('fault 5, JSON', [['{"__proto__": {"polluted": true}}', 'f.json:1:2: __proto__: is refused as a key: the name means something to the programs that read the file']], 'f.json');
test('fault 5: no prototype is polluted', async () => {
  await findings('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}', 'f.json');
  assert.equal(({} as { polluted?: boolean }).polluted, undefined);
});

refuses('fault 6, characters and encodings', [
  ['hostname: a\0b\n', 'f.yaml:1:12: the character U+0000 (NUL) may not stand in a spec; remove it'],
  ['hostname: "\\x1b[31m"\n', 'f.yaml:1:11: hostname: the character U+001B (escape, which drives terminals) may not stand in a spec; remove it'],
  ['hostname: \u202egpj\n', 'f.yaml:1:11: the character U+202E (changes the direction of writing) may not stand in a spec; remove it'],
  [Uint8Array.of(0xff, 0xfe, 0x61, 0), 'f.yaml:1:1: the file is written in UTF-16; save it as UTF-8'],
  [Uint8Array.of(0x61, 0x3a, 0x20, 0xff), 'f.yaml:1:4: the bytes here are not UTF-8; save the file as UTF-8'],
  [`\ufeffhostname: a\r\n${cognos}`],
]);

refuses('fault 7, host names', [
  [`${cognos}hostname: "a;reboot"\n`, 'f.yaml:2:11: hostname: "a;reboot" is no host name: ";" may not stand in it, only letters, digits and hyphens; write for example edge-01'],
  [`${cognos}hostname: "$(id)"\n`, 'f.yaml:2:11: hostname: "$(id)" is no host name: "$" may not stand in it, only letters, digits and hyphens; write for example edge-01'],
  [`${cognos}hostname: -rf\n`, 'f.yaml:2:11: hostname: "-rf" is no host name: a part may not start or end with a hyphen; write for example edge-01'],
  [`${cognos}hostname: ${'a'.repeat(64)}\n`, `f.yaml:2:11: hostname: "${'a'.repeat(47)}…" is no host name: a part between dots has 64 characters and may have 63; write for example edge-01`],
  [`${cognos}hostname: ".."\n`, 'f.yaml:2:11: hostname: ".." is no host name: a part between dots is empty; write for example edge-01'],
]);

refuses('fault 8, user names', [
  [`${cognos}users: [{name: root}]\n`, 'f.yaml:2:16: users[0].name: "root" is a user of the system itself; choose another name'],
  [`${cognos}users: [{name: daemon}]\n`, 'f.yaml:2:16: users[0].name: "daemon" is a user of the system itself; choose another name'],
  [`${cognos}users: [{name: -u}]\n`, 'f.yaml:2:16: users[0].name: "-u" is no user name: it has to start with a lower-case letter or an underscore; write for example ada'],
  [`${cognos}users: [{name: Ada}]\n`, 'f.yaml:2:16: users[0].name: "Ada" is no user name: it has to start with a lower-case letter or an underscore; write for example ada'],
  [`${cognos}users: [{name: ${'a'.repeat(33)}}]\n`, `f.yaml:2:16: users[0].name: "${'a'.repeat(33)}" is no user name: it has 33 characters and may have 32; write for example ada`],
]);

refuses('fault 9, twice the same', [
  [`${cognos}users: [{name: ada}, {name: ada}]\n`, 'f.yaml:2:29: users[1].name: the user "ada" is given twice, first as users[0]; keep one of them'],
  [`${cognos}users: [default, {name: debian}]\n`, 'f.yaml:2:25: users[1].name: the user "debian" is given twice, first as users[0]; keep one of them'],
  [`${cognos}groups: [ops, ops]\n`, 'f.yaml:2:15: groups[1]: the group "ops" is given twice; keep one of them'],
]);

refuses('fault 10, password hashes', [
  [`${cognos}users: [{name: ada, hashed_passwd: ""}]\n`, `f.yaml:2:36: users[0].hashed_passwd: an empty password would let everyone in; ${make}, or leave the key out for no password`],
  [`${cognos}users: [{name: ada, hashed_passwd: "$1$abcdefgh$1234567890123456789012"}]\n`, `f.yaml:2:36: users[0].hashed_passwd: this is a hash by MD5, which is quickly guessed; ${make}`],
  [`${cognos}users: [{name: ada, hashed_passwd: "a:b\\nc"}]\n`, `f.yaml:2:36: users[0].hashed_passwd: this is no password hash, and a plain password may not stand in a file; ${make} and write that here`],
  [`${cognos}users: [{name: ada, hashed_passwd: "$6$salt$short"}]\n`, `f.yaml:2:36: users[0].hashed_passwd: this starts like a password hash and is not a whole one; copy it again, or ${make}`],
]);

refuses('fault 11, plain passwords', [
  [`${cognos}users: [{name: ada, passwd: hunter2}]\n`, `f.yaml:2:29: users[0].passwd: this is no password hash, and a plain password may not stand in a file; ${make} and write that here`],
  [`${cognos}users: [{name: ada, plain_text_passwd: hunter2}]\n`, `f.yaml:2:40: users[0].plain_text_passwd: a plain password may not stand in a file; ${make} and write it as hashed_passwd`],
  [`${cognos}password: hunter2\n`, `f.yaml:2:11: password: a plain password may not stand in a file; ${make} and write it as users[].hashed_passwd`],
  [`${cognos}chpasswd: {list: ["ada:hunter2"]}\n`, `f.yaml:2:19: chpasswd.list[0]: this is no password hash, and a plain password may not stand in a file; ${make} and write that here`],
  [`${cognos}users: [{name: ada, passwd: 12345678}]\n`, 'f.yaml:2:29: users[0].passwd: is a whole number; for text put it in quotes'],
]);

refuses('fault 12, ssh keys', [
  [`${cognos}ssh_authorized_keys: ["-----BEGIN OPENSSH PRIVATE KEY-----\\nCANARY"]\n`, `f.yaml:2:23: ssh_authorized_keys[0]: this is a private key, which must never leave its owner: treat it as known to others and make a new one; ${paste}`],
  [`${cognos}ssh_authorized_keys: ['command="x" ${key}']\n`, 'f.yaml:2:23: ssh_authorized_keys[0]: options such as command= before a key are refused; write the key alone, and the options into a file with write_files'],
  [`${cognos}ssh_authorized_keys: ["ssh-rsa ${key.split(' ')[1]}"]\n`, `f.yaml:2:23: ssh_authorized_keys[0]: this ssh key says ssh-rsa and holds ssh-ed25519; ${paste}`],
  [`${cognos}ssh_authorized_keys: ["${key.slice(0, -4)}"]\n`, `f.yaml:2:23: ssh_authorized_keys[0]: this ssh key is damaged: it ends too early; ${paste}`],
  [`${cognos}ssh_authorized_keys: ["hello"]\n`, `f.yaml:2:23: ssh_authorized_keys[0]: this is no public ssh key: it does not start with a type such as ssh-ed25519; ${paste}`],
]);

refuses('fault 13, paths', [
  [`${cognos}write_files: [{path: ../../etc/passwd}]\n`, 'f.yaml:2:22: write_files[0].path: "../../etc/passwd": the path is not absolute; write an absolute path such as /etc/motd'],
  [`${cognos}write_files: [{path: /srv/../etc/shadow}]\n`, 'f.yaml:2:22: write_files[0].path: "/srv/../etc/shadow": the path leads back up with ..; write an absolute path such as /etc/motd'],
  [`${cognos}users: [{name: ada, homedir: ../etc}]\n`, 'f.yaml:2:30: users[0].homedir: the path is not absolute; write an absolute path such as /home/ada'],
]);

const report = (url: string): string => `cognos: {version: 1, firstboot: {report: {url: "${url}"}}}\n`;
const at = 'f.yaml:1:48: cognos.firstboot.report.url: ';
const instead = 'write for example https://example.net/';
refuses('fault 14, addresses', [
  [report('file:///etc/passwd'), `${at}file: addresses are refused here; ${instead}`],
  [report('ftp://example.net/'), `${at}ftp: addresses are refused here; ${instead}`],
  [report('http://example.net/'), `${at}http: addresses are refused here; ${instead}`],
  [report('https://169.254.169.254/latest'), `${at}169.254.169.254 is the machine itself or the metadata service of a cloud; ${instead}`],
  [report('https://0xA9FEA9FE/'), `${at}169.254.169.254 is the machine itself or the metadata service of a cloud; ${instead}`],
  [report('https://[::ffff:a9fe:a9fe]/'), `${at}[::ffff:a9fe:a9fe] is the machine itself or the metadata service of a cloud; ${instead}`],
  [report('https://example.net/report')],
  // A boot server on the site's own network.
  [report('http://10.0.0.1:8480/v1/events/x')],
  [report('http://[fd00::1]/')],
  [report('http://198.51.100.1/'), `${at}http: addresses are refused here; ${instead}`],
]);

refuses('kinds of user-data for cloud-init only', [
  ['#!/bin/sh\nreboot\n', 'f.yaml:1:1: this is a script, which only cloud-init itself reads and merges; give one #cloud-config file, or put this on a cidata volume, where the installer takes what cloud-init has merged'],
  ['Content-Type: multipart/mixed; boundary="x"\n', 'f.yaml:1:1: this is a MIME multi-part message, which only cloud-init itself reads and merges; give one #cloud-config file, or put this on a cidata volume, where the installer takes what cloud-init has merged'],
]);
