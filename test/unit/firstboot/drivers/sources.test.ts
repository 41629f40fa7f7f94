import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readConfigured, signedByOf } from '../../../../firstboot/drivers/configured-sources.ts';
import { formatDriverSources, formatPins } from '../../../../firstboot/drivers/driver-sources.ts';
import { fingerprintsOf } from '../../../../firstboot/drivers/vendor-key.ts';
import { compareReleases, isBuiltFor } from '../../../../firstboot/drivers/dkms-build.ts';
import { addedBy } from '../../../../firstboot/drivers/install-stage.ts';
import { troubleOf } from '../../../../firstboot/drivers/apt.ts';
import { localHost } from '../../../../shared/system/local-host.ts';
import { planFor } from './driven-machine.ts';

test('the key of a source, as apt counts lines and paragraphs', () => {
  const sources = '# only a comment\n\nTypes: deb\nURIs: http://a\n\nEnabled: no\nTypes: deb\n# in between\nSigned-By: /b.gpg\n\nTypes: deb\nSigned-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n abc\nSuites: x\n';
  assert.deepEqual([1, 2, 3, 4].map((number) => signedByOf(sources, 'x.sources', number)), ['', '/b.gpg', '\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n abc', '']);
  const list = '# a\ndeb [arch=amd64 signed-by=/c.gpg] http://x y main\ndeb http://x y main\n';
  assert.deepEqual([2, 3].map((number) => signedByOf(list, 'sources.list', number)), ['/c.gpg', '']);
});

test('the apt of this machine answers as we read it', async () => {
  for (const { uri, suite, component } of await readConfigured(localHost, new AbortController().signal)) {
    assert.match(uri, /^\w+:/);
    assert.doesNotMatch(`${suite}${component}`, /[$|]/);
  }
});

test('without a source of Debian: Debian’s own mirror and key, each suite from its place', () => {
  const text = formatDriverSources(planFor('rtx-4090').stages, [], []);
  assert.match(text, /URIs: http:\/\/deb\.debian\.org\/debian\nSuites: bookworm\nComponents: main contrib non-free non-free-firmware\nSigned-By: \/usr\/share\/keyrings\/debian-archive-keyring\.gpg/);
  assert.match(text, /URIs: http:\/\/deb\.debian\.org\/debian-security\nSuites: bookworm-security\n/);
});

test('a source without a key gets no key beside it: apt refuses two values for one address', () => {
  const text = formatDriverSources(planFor('arc-a770').stages, [{ uri: 'http://m/debian', suite: 'bookworm', component: 'main', signedBy: '' }], []);
  assert.match(text, /URIs: http:\/\/m\/debian\nSuites: bookworm-backports\nComponents: main non-free-firmware\n/);
  assert.match(text, /URIs: http:\/\/m\/debian\nSuites: bookworm\nComponents: non-free-firmware\n/);
  assert.equal(text.match(/Signed-By/g)?.length, 1, 'of security alone, which was not there');
});

test('only repositories that carry Debian’s names are pinned', () => {
  assert.equal(formatPins(planFor('rtx-4090').stages), undefined);
  assert.equal(formatPins(planFor('rx-7900-xtx', { vendorRepositories: true, acceleration: 'rocm' }).stages), undefined);
});

test('fingerprints are those of primary keys', () => {
  const one = 'A'.repeat(40);
  const two = 'B'.repeat(40);
  assert.deepEqual(fingerprintsOf(`tru::1\npub:-:4096:1:X:1:::-:::scESC::::::23::0:\nfpr:::::::::${one}:\nuid:-::\nsub:-:4096:1:Y:\nfpr:::::::::${'C'.repeat(40)}:\npub:e:1:\nfpr:::::::::${two}:\n`), [one, two]);
});

test('gpg of this machine prints what we read', async (context) => {
  const key = '/usr/share/keyrings/debian-archive-keyring.gpg';
  if (!await localHost.exists('/usr/bin/gpg') || !await localHost.exists(key)) return context.skip('no gpg or no Debian keyring here');
  const home = mkdtempSync(join(tmpdir(), 'cognos-gpg-'));
  after(() => { rmSync(home, { recursive: true, force: true }); });
  const found = fingerprintsOf(await localHost.run('gpg', ['--batch', '--no-options', '--no-autostart', '--homedir', home, '--show-keys', '--with-colons', key]));
  assert.ok(found.includes('B8B80B5B623EAB6AD8775C45B7C5D7D6350947F8'), 'Debian Archive Automatic Signing Key (12/bookworm)');
});

test('kernels in the order in which GRUB takes them', () => {
  assert.deepEqual(['6.12.95+deb12-amd64', '6.1.0-9-amd64', '6.1.0-40-amd64'].sort(compareReleases), ['6.1.0-9-amd64', '6.1.0-40-amd64', '6.12.95+deb12-amd64']);
});

test('built is what DKMS installed for that kernel; modules of others do not count', () => {
  const status = 'nvidia-current/535.1, 6.1.0-40-amd64, x86_64: installed\nmine/1: added\n';
  assert.ok(isBuiltFor('6.1.0-40-amd64', 'nvidia', status));
  assert.ok(!isBuiltFor('6.12.95+deb12-amd64', 'nvidia', status));
  assert.ok(!isBuiltFor('6.1.0-40-amd64', 'nvidia', 'nvidia-current/535.1, 6.1.0-40-amd64, x86_64: built\n'));
  assert.ok(!isBuiltFor('6.1.0-40-amd64', 'nvidia', ''));
});

test('what a simulation adds; upgrades are not among it', () => {
  assert.deepEqual(addedBy('Inst dkms (3.0.10-8 Debian:12/stable [all])\nInst libdrm2 [1] (2 Debian [amd64])\nConf dkms (3.0.10-8)\n'), ['dkms']);
});

test('apt’s and dpkg’s words, sorted by what can be done about them', () => {
  const cases: [string, string][] = [
    ['E: Could not get lock /var/lib/apt/lists/lock. It is held by process 5 (apt-get)', 'locked'],
    ['dpkg: error: dpkg frontend lock was locked by another process with pid 7', 'locked'],
    ['E: Failed to fetch http://x/y  503  Service Unavailable [IP: 1.2.3.4 80]', 'unreachable'],
    ['E: Release file for http://x is not valid yet (invalid for another 3h).', 'unreachable'],
    ['Errors were encountered while processing:\n x\nE: Sub-process /usr/bin/dpkg returned an error code (1)', 'broken'],
    ['dpkg: error processing archive x (--unpack): cannot copy: No space left on device', 'broken'],
    ['E: You don\'t have enough free space in /var/cache/apt/archives/.', 'refused'],
    ['E: Unable to locate package x', 'refused'],
  ];
  for (const [words, kind] of cases) assert.equal(troubleOf(words).kind, kind, words);
});
