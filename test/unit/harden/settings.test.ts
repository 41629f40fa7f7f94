/** Directives and mount options in files of packages: idempotent, and every other line stays. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyMount, mountHolds } from '../../../shared/harden/apply-mount.ts';
import { applySettings, settingsHold, type Settings } from '../../../shared/harden/apply-settings.ts';

test('sshd_config: in place of the commented-out line, before Match, whatever the case', () => {
  const text = 'Include /etc/ssh/sshd_config.d/*.conf\n#PermitRootLogin prohibit-password\n# PermitRootLogin is about root.\nusepam no\nMatch User git\n  PermitRootLogin yes\n';
  assert.equal(
    applySettings(text, { separator: ' ', values: { PermitRootLogin: 'no', UsePAM: 'yes', MaxSessions: '10' } }),
    'Include /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin no\n# PermitRootLogin is about root.\nUsePAM yes\nMaxSessions 10\nMatch User git\n  PermitRootLogin yes\n',
  );
});

test('journald.conf: in its section, where it is commented out, or at the end of the section', () => {
  const text = '# journald\n\n[Journal]\n#Storage=auto\n#Compress=yes\n\n[Other]\nStorage=x\n';
  assert.equal(
    applySettings(text, { separator: '=', section: '[Journal]', values: { Storage: 'persistent', SystemMaxUse: '1G' } }),
    '# journald\n\n[Journal]\nStorage=persistent\n#Compress=yes\nSystemMaxUse=1G\n\n[Other]\nStorage=x\n',
  );
  assert.equal(applySettings('', { separator: '=', section: '[Coredump]', values: { Storage: 'none' } }), '[Coredump]\nStorage=none\n');
  assert.equal(applySettings('# nothing\n', { separator: '=', section: '[Time]', values: { NTP: 'a b' } }), '# nothing\n\n[Time]\nNTP=a b\n');
});

test('login.defs: a sentence about a word is not the word, and the right value in tabs stays as it is', () => {
  const text = '# UMASK is the default umask.\n#\tUMASK\t\tMask of new files\nUMASK\t\t022\nPASS_WARN_AGE\t7\n';
  assert.equal(applySettings(text, { separator: ' ', values: { UMASK: '027', PASS_WARN_AGE: '7' } }), '# UMASK is the default umask.\n#\tUMASK\t\tMask of new files\nUMASK 027\nPASS_WARN_AGE\t7\n');
});

test('key = value, keys without a value, and a second line that would win', () => {
  const text = '# minlen = 8\n# enforce_for_root\nminclass = 1\nretry=3\nminclass=2\n';
  assert.equal(
    applySettings(text, { separator: ' = ', values: { minlen: '14', enforce_for_root: '', minclass: '4', retry: '3' } }),
    'minlen = 14\nenforce_for_root\nminclass = 4\nretry=3\n',
  );
});

const line = fc.oneof(
  fc.constantFrom('', '# a comment', '#Key one', '# Key = two', 'Key three', 'Key = four', 'KeyOther 5', '[Section]', '[Other]', 'Match all', '  Key six', 'Other=7', ';Key=8'),
  fc.stringMatching(/^[a-zA-Z#=; ]{0,12}$/),
);
const settings: fc.Arbitrary<Settings> = fc.record({
  separator: fc.constantFrom(' ' as const, '=' as const, ' = ' as const), values: fc.dictionary(fc.constantFrom('Key', 'Second.key', 'KeyOther'), fc.constantFrom('yes', '5', 'a b', ''), { minKeys: 1 }),
}).chain((base) => fc.option(fc.constant('[Section]'), { nil: undefined }).map((section) => (section === undefined ? base : { ...base, section })));

test('property: applied twice is applied once, it holds afterwards, and no other line is lost or moved', () => {
  fc.assert(fc.property(fc.array(line), settings, (lines, wanted) => {
    const text = lines.length === 0 ? '' : `${lines.join('\n')}\n`;
    const once = applySettings(text, wanted);
    assert.equal(applySettings(once, wanted), once);
    assert.ok(settingsHold(once, wanted));
    const ours = (candidate: string): boolean => Object.keys(wanted.values).some((key) => new RegExp(`^\\s*[#;]?\\s*${key.replaceAll('.', '\\.')}(\\s|=|$)`, 'i').test(candidate)) || candidate === '' || candidate === wanted.section;
    assert.deepEqual(once.split('\n').filter((candidate) => !ours(candidate)), text.split('\n').filter((candidate) => !ours(candidate)));
  }), { numRuns: 1500 });
});

const fstab = '# Written by the installer.\nUUID=a\t/\tbtrfs\tsubvol=@,noatime\t0\t0\nUUID=b /home ext4 defaults,suid 0 2\nUUID=c\tnone\tswap\tsw\t0\t0\n';

test('fstab: options are added, their opposites go, other lines keep their spelling', () => {
  assert.equal(
    applyMount(fstab, { kind: 'mount', at: '/home', options: ['nodev', 'nosuid'] }),
    fstab.replace('UUID=b /home ext4 defaults,suid 0 2', 'UUID=b\t/home\text4\tdefaults,nodev,nosuid\t0\t2'),
  );
  const tmp = { kind: 'mount', at: '/tmp', options: ['nosuid', 'nodev', 'noexec', 'size=50%'], create: { source: 'tmpfs', fs: 'tmpfs' } } as const;
  assert.equal(applyMount(fstab, tmp), `${fstab}tmpfs\t/tmp\ttmpfs\tnosuid,nodev,noexec,size=50%\t0\t0\n`);
  assert.equal(applyMount('tmpfs /tmp tmpfs size=2G 0 0\n', tmp), 'tmpfs\t/tmp\ttmpfs\tsize=2G,nosuid,nodev,noexec\t0\t0\n', 'a size that somebody chose stays');
  assert.equal(applyMount('# tmpfs /tmp\n', tmp), '# tmpfs /tmp\ntmpfs\t/tmp\ttmpfs\tnosuid,nodev,noexec,size=50%\t0\t0\n');
  assert.equal(applyMount('', tmp), 'tmpfs\t/tmp\ttmpfs\tnosuid,nodev,noexec,size=50%\t0\t0\n');
});

test('fstab: a place that is no mount of its own has nothing to be set', () => {
  assert.ok(mountHolds(fstab, { kind: 'mount', at: '/var', options: ['nodev'] }));
  assert.ok(!mountHolds(fstab, { kind: 'mount', at: '/home', options: ['nodev'] }));
});

test('property: mount options hold after they were applied, and applying again changes nothing', () => {
  const options = fc.uniqueArray(fc.constantFrom('nodev', 'nosuid', 'noexec', 'size=1G', 'mode=1777', 'ro'), { minLength: 1 });
  const had = fc.uniqueArray(fc.constantFrom('dev', 'suid', 'exec', 'defaults', 'rw', 'noatime', 'nodev', 'size=2G'), { minLength: 1 });
  fc.assert(fc.property(options, had, fc.constantFrom('/tmp', '/home', '/srv'), (wanted, present, at) => {
    const part = { kind: 'mount', at, options: wanted, create: { source: 'tmpfs', fs: 'tmpfs' } } as const;
    const once = applyMount(`UUID=a / ext4 defaults 0 1\nUUID=h /home ext4 ${present.join(',')} 0 2\n`, part);
    assert.equal(applyMount(once, part), once);
    assert.ok(mountHolds(once, part));
    assert.ok(once.startsWith('UUID=a / ext4 defaults 0 1\n'));
  }));
});
