/** Real media, a few kilobytes each: xorriso, gpg, gpgv and cpio do what they do with a real one. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { writeManifest } from '../../../../installer/medium/manifest.ts';
import { exportKeyring, signingKey, type SigningKey } from '../../../../installer/medium/signing-key.ts';
import { checkAuthority } from '../../../../netboot/boot/authority-archive.ts';
import { exportCommand } from '../../../../netboot/boot/export-command.ts';
import { exportArtefacts } from '../../../../netboot/boot/export.ts';

const skip = !['/usr/bin/xorriso', '/usr/bin/gpg', '/usr/bin/cpio', '/usr/bin/openssl'].every((path) => existsSync(path)) && 'xorriso, gnupg, cpio or openssl is not installed';
const files = {
  'cognos/vmlinuz': 'KERNEL', 'cognos/initrd.img': 'INITRD', 'cognos/system.img': 'SYSTEM', 'boot/grub/bios.img': 'UNLISTED',
  ...Object.fromEntries(['shimx64.efi', 'mmx64.efi', 'grubx64.efi', 'undionly.kpxe', 'ipxe.efi'].map((name) => [`netboot/${name}`, name])),
};
let folder = '';
let key: SigningKey;
let keyring = '';
const own = process.env['COGNOS_SIGNING_HOME'];

before(async () => {
  if (skip) return;
  delete process.env['COGNOS_SIGNING_HOME'];
  folder = mkdtempSync(join(tmpdir(), 'export-'));
  key = await signingKey(folder);
  keyring = join(folder, 'keyring.gpg');
  await exportKeyring(key, keyring);
});

after(() => {
  if (own !== undefined) process.env['COGNOS_SIGNING_HOME'] = own;
  if (folder !== '') rmSync(folder, { recursive: true });
});

/** @param spoil changes the tree after it was signed */
async function medium(name: string, content: Record<string, string>, spoil: (tree: string) => void = () => undefined): Promise<string> {
  const tree = join(folder, `${name}-tree`);
  for (const [path, text] of Object.entries(content)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  await writeManifest({ tree, id: 'abc', epoch: 1, contents: { kernel: '6.1', bytes: 1, files: [], packages: [] }, key });
  spoil(tree);
  const iso = join(folder, `${name}.iso`);
  execFileSync('xorriso', ['-as', 'mkisofs', '-quiet', '-rational-rock', '-o', iso, tree], { stdio: 'pipe' });
  return iso;
}

const read = (into: string, path: string): string => readFileSync(join(into, path), 'utf8');

test('a medium becomes a folder to boot from, with digests of all and a signature over them', { skip }, async () => {
  const into = join(folder, 'out');
  const { files: count } = await exportArtefacts({ iso: await medium('good', files), into, keyring, key });
  assert.deepEqual(['vmlinuz', 'initrd.img', 'shimx64.efi', 'medium/cognos/system.img'].map((path) => read(into, path)), ['KERNEL', 'INITRD', 'shimx64.efi', 'SYSTEM']);
  assert.ok(!existsSync(join(into, 'medium/boot/grub/bios.img')), 'what no signature covers stays out');
  const lines = read(into, 'SHA256SUMS').trim().split('\n');
  assert.equal(lines.length, count);
  for (const line of lines) {
    const [digest, path = ''] = line.split('  ');
    assert.equal(createHash('sha256').update(readFileSync(join(into, path))).digest('hex'), digest, path);
  }
  execFileSync('gpgv', ['--keyring', keyring, join(into, 'SHA256SUMS.sig'), join(into, 'SHA256SUMS')], { stdio: 'pipe' });
  assert.match(read(into, 'ipxe/start.ipxe'), /^#!ipxe\n/);
  // Again over the earlier one, by the command.
  let said = '';
  assert.equal(await exportCommand([into, '--iso', join(folder, 'good.iso'), '--keyring', keyring], (text) => { said += text; }), 0);
  assert.match(said, /out: \d+ files, 0 MB, signature and digests good\n$/);
  assert.deepEqual(readdirSync(folder).filter((name) => name.startsWith('out')), ['out']);
});

test('a medium that is damaged, incomplete or not ours is refused, and the earlier export stays', { skip }, async () => {
  const into = join(folder, 'kept');
  await exportArtefacts({ iso: await medium('first', files), into, keyring });
  const before = read(into, 'SHA256SUMS');
  const cases: [name: string, spoil: (tree: string) => void, message: RegExp][] = [
    ['changed', (tree) => { writeFileSync(join(tree, 'cognos/vmlinuz'), 'KERNEX'); }, /damaged: cognos\/vmlinuz is not what its manifest says/],
    ['missing', (tree) => { rmSync(join(tree, 'cognos/system.img')); }, /damaged: cognos\/system\.img is missing/],
    ['added', (tree) => { writeFileSync(join(tree, 'cognos/evil'), 'x'); }, /damaged: cognos\/evil is not what/],
    ['linked', (tree) => { rmSync(join(tree, 'cognos/vmlinuz')); symlinkSync('/etc/hostname', join(tree, 'cognos/vmlinuz')); }, /has a link, cognos\/vmlinuz/],
    ['resigned', (tree) => { writeFileSync(join(tree, 'cognos/manifest.json'), '{"medium":[],"unlisted":[]}'); }, /is not signed by a key of /],
  ];
  for (const [name, spoil, message] of cases) await assert.rejects(exportArtefacts({ iso: await medium(name, files, spoil), into, keyring }), message, name);
  const older = Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith('netboot/')));
  await assert.rejects(exportArtefacts({ iso: await medium('older', older), into, keyring }), /has no loaders for the network/);
  await assert.rejects(exportArtefacts({ iso: join(folder, 'nowhere.iso'), into, keyring }), /there is no medium .*nowhere\.iso/);
  assert.equal(read(into, 'SHA256SUMS'), before);
});

test('a folder of something else is not overwritten', { skip }, async () => {
  const into = join(folder, 'mine');
  mkdirSync(into);
  writeFileSync(join(into, 'thesis.txt'), 'years of work');
  await assert.rejects(exportArtefacts({ iso: join(folder, 'x.iso'), into, keyring }), /holds something else than boot artefacts/);
  assert.equal(read(into, 'thesis.txt'), 'years of work');
});

test('an authority goes behind the initrd, where the kernel unpacks it; a key does not', { skip }, async () => {
  const [ca, caKey] = [join(folder, 'ca.pem'), join(folder, 'ca.key')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=Site', '-days', '2', '-keyout', caKey, '-out', ca], { stdio: 'pipe' });
  const into = join(folder, 'with-ca');
  const iso = await medium('for-ca', files);
  await exportArtefacts({ iso, into, keyring, authority: ca });
  const initrd = readFileSync(join(into, 'initrd.img'));
  assert.equal(initrd.subarray(0, 6).toString(), 'INITRD');
  const archive = initrd.subarray(8); // INITRD, and two bytes up to the next multiple of four.
  assert.equal(execFileSync('cpio', ['--quiet', '--to-stdout', '--extract', 'conf/cognos-ca.pem'], { input: archive }).toString(), readFileSync(ca, 'utf8'));
  assert.equal(read(into, 'medium/cognos/initrd.img'), 'INITRD', 'the medium stays as it was signed');
  await assert.rejects(exportArtefacts({ iso, into, keyring, authority: caKey }), /holds a private key/);
  assert.throws(() => { checkAuthority(readFileSync(ca, 'utf8'), 'ca.pem', new Date('2126-01-01')); }, /ca\.pem: the certificate of CN=Site has run out on /);
  assert.throws(() => { checkAuthority('hello', 'ca.pem'); }, /holds no certificate in PEM form/);
});

test('usage: exit 2 with the usage', async () => {
  let said = '';
  for (const args of [[], ['a', 'b'], ['a', '--what']]) assert.equal(await exportCommand(args, () => undefined, (text) => { said += text; }), 2);
  assert.match(said, /Usage: cognos-netboot export DIR/);
});
