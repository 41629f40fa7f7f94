import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { completeUrl, mergeKernelLine, readKernelLine } from '../../../preseed/read-kernel-line.ts';
import { readPreseed } from '../../../preseed/read-preseed.ts';

test('short names, owners, and what is for the installed system', () => {
  assert.deepEqual(readKernelLine('BOOT_IMAGE=/vmlinuz auto=true priority=critical url=autoserver hostname=web01 domain=example.net tasksel:tasksel/first="standard, ssh-server" passwd/make-user?=false quiet --- console=ttyS0 locale=de_DE'), {
    auto: true, priority: 'critical', url: 'http://autoserver.example.net/d-i/bookworm/./preseed.cfg',
    answers: ['d-i auto-install/enable boolean true', 'd-i debconf/priority string critical', 'd-i preseed/url string autoserver', 'd-i netcfg/get_hostname string web01', 'd-i netcfg/get_domain string example.net', 'tasksel tasksel/first string standard, ssh-server', 'd-i passwd/make-user boolean false'],
  });
  assert.deepEqual(readKernelLine('file=/cdrom/preseed.cfg preseed-md5=0123 locale=de_DE'), { auto: false, priority: undefined, file: '/cdrom/preseed.cfg', checksum: '0123', answers: ['d-i preseed/file string /cdrom/preseed.cfg', 'd-i preseed/file/checksum string 0123', 'd-i debian-installer/locale string de_DE'] });
  assert.deepEqual(readKernelLine('root=/dev/sda1 quiet ds=nocloud;s=http://a/b/ cognos.unattended').answers, []);
});

/** The cases of network-preseed's own test of its auto-install.sh (t/auto-install.t), and its default path. */
for (const [written, domain, whole] of [
  ['http://foo/preseed.cfg', 'example.org', 'http://foo.example.org/preseed.cfg'], ['http://foo/preseed.cfg', undefined, 'http://foo/preseed.cfg'], ['http://foo/preseed.cfg', 'unassigned-domain', 'http://foo/preseed.cfg'],
  ['http://foo/preseed.cfg', 'unnassigned-domain', 'http://foo/preseed.cfg'], ['foo/preseed.cfg', undefined, 'http://foo/preseed.cfg'], ['ftp://foo/preseed.cfg', undefined, 'ftp://foo/preseed.cfg'],
  ['foo:8080', 'example.org', 'http://foo.example.org:8080/d-i/bookworm/./preseed.cfg'], ['192.0.2.1', 'example.org', 'http://192.0.2.1/d-i/bookworm/./preseed.cfg'], ['[2001:db8::1]/a', 'example.org', 'http://[2001:db8::1]/a'],
] as const) test(`url=${written} in ${domain ?? 'no domain'}`, () => { assert.equal(completeUrl(written, domain), whole); });

test('the file has the last word, but for what was needed to reach it', () => {
  const merged = (line: string, file: string): string[] => {
    const { bytes } = mergeKernelLine(new TextEncoder().encode(file), 'f', readKernelLine(line));
    return [...new Map(readPreseed(bytes, 'f').answers.map(({ question, value }) => [question, value])).entries()].map((pair) => pair.join(' '));
  };
  const file = 'd-i netcfg/get_hostname string from-file\nd-i time/zone string from-file\nd-i debian-installer/locale string de_DE\n';
  assert.deepEqual(merged('auto=true url=http://a/b hostname=from-line time/zone=from-line locale=en_US pkgsel/include=zsh', file), ['netcfg/get_hostname from-line', 'time/zone from-file', 'debian-installer/locale de_DE', 'pkgsel/include zsh']);
  assert.deepEqual(merged('url=http://a/b locale=en_US', file), ['netcfg/get_hostname from-file', 'time/zone from-file', 'debian-installer/locale en_US']);
  assert.deepEqual(merged('auto=true file=/cdrom/a hostname=from-line', file), ['netcfg/get_hostname from-file', 'time/zone from-file', 'debian-installer/locale de_DE']);
});

test('no kernel line throws, and what it makes can be read', () => {
  const piece = fc.constantFrom('auto=true', 'url=', 'url=a', '=', '"', 'a/b=c', 'x:y/z=1', '---', '?=', '__proto__=1', 'constructor=a', 'file=/a', ' ', 'ü', '\t');
  fc.assert(fc.property(fc.oneof(fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(' ')), fc.string()), (line) => {
    const read = readKernelLine(line);
    const { lines } = readPreseed(new TextEncoder().encode(read.answers.join('\n')), 'f');
    assert.ok(lines.length <= read.answers.length);
  }), { numRuns: 1000 });
});
