import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditLoad } from '../../../../firstboot/harden/actions/audit-load.ts';
import { auditPrivileged } from '../../../../firstboot/harden/actions/audit-privileged.ts';
import { pamProfiles } from '../../../../firstboot/harden/actions/pam-profiles.ts';
import { sshdReload } from '../../../../firstboot/harden/actions/sshd-reload.ts';
import { faillockProfile, faillockStartProfile, unixProfile } from '../../../../shared/harden/controls/pam-profiles.ts';
import { auditRules } from '../../../../shared/harden/controls/audit-rules.ts';
import { recordingHost } from '../../../fakes/recording-host.ts';
import { runContext } from './facts.ts';

const booted = { '/run/systemd/system/x': '' };
const show = 'systemctl show --timestamp=unix --property=ActiveState,StateChangeTimestamp ssh.service';

for (const [what, state, told, changed, fault] of [
  ['a file changed since it was read', 'active', 100, 200, true], ['a file that was read', 'active', 200, 100, false], ['sshd that does not run', 'inactive', 100, 200, false],
] as const) {
  test(`sshd: ${what}`, async () => {
    const host = recordingHost({ files: booted, commands: { [show]: `ActiveState=${state}\nStateChangeTimestamp=@${told}\n`, stat: `${changed}\n`, sshd: '', 'systemctl reload': '' } });
    assert.equal(await sshdReload.check({}, runContext(host)) !== undefined, fault);
  });
}

test('a configuration that sshd refuses is not loaded', async () => {
  const host = recordingHost({ files: booted, commands: { sshd: { exitCode: 255, stderr: 'Bad configuration option' } } });
  await assert.rejects(sshdReload.apply({}, runContext(host)), /Bad configuration option/);
  assert.deepEqual(host.lines, ['sshd -t']);
});

test('in a system that is not booted sshd is left alone', async () => {
  const host = recordingHost();
  assert.equal(await sshdReload.check({}, runContext(host)), undefined);
  await sshdReload.apply({}, runContext(host));
  assert.deepEqual(host.lines, []);
});

const profiles = {
  '/usr/share/pam-configs/unix': unixProfile, '/usr/share/pam-configs/cognos-faillock': faillockProfile, '/usr/share/pam-configs/cognos-faillock-start': faillockStartProfile,
};
const rest = {
  '/etc/pam.d/common-account': 'account [success=1 new_authtok_reqd=done default=ignore] pam_unix.so\naccount requisite pam_deny.so\naccount required pam_permit.so\naccount required pam_faillock.so\n',
  '/etc/pam.d/common-password': 'password [success=1 default=ignore] pam_unix.so obscure use_authtok try_first_pass yescrypt\n',
  '/etc/pam.d/common-session': 'session required pam_unix.so\n',
};
const auth = (unix: string): string => `# pam_faillock.so preauth\nauth required pam_faillock.so preauth\nauth [success=3 default=ignore] ${unix}\nauth [default=die] pam_faillock.so authfail\nauth sufficient\tpam_faillock.so authsucc\n`;
for (const [what, common, absent] of [
  ['all in place', auth('pam_unix.so try_first_pass'), undefined],
  ['Debian\'s own, which takes empty passwords', auth('pam_unix.so nullok try_first_pass'), /unix$/],
  ['only in a comment', '# auth required pam_faillock.so preauth\nauth pam_unix.so\n', /cognos-faillock, cognos-faillock-start/],
] as const) {
  test(`PAM profiles: ${what}`, async () => {
    const host = recordingHost({ files: { ...profiles, ...rest, '/etc/pam.d/common-auth': common } });
    const fault = await pamProfiles.check({ enable: 'unix cognos-faillock cognos-faillock-start' }, runContext(host));
    if (absent === undefined) assert.equal(fault, undefined);
    else assert.match(fault ?? '', absent);
  });
}

test('only profiles that are ours are taken out again: without Debian\'s nobody could log in', async () => {
  const host = recordingHost({ unscripted: 'succeed' });
  await pamProfiles.undo?.({ enable: 'unix cognos-faillock' }, '', runContext(host));
  await pamProfiles.undo?.({ enable: 'unix' }, '', runContext(host));
  assert.deepEqual(host.lines, ['env DEBIAN_FRONTEND=noninteractive pam-auth-update --package --remove cognos-faillock']);
});

test('no profile asks a question or takes an empty password', () => {
  for (const profile of Object.values(profiles)) assert.doesNotMatch(profile, /nullok|retry=/);
});

const rules = '/etc/audit/rules.d/50-cognos-scope.rules';
test('rules count as loaded when the file for the kernel has all of them', async () => {
  const content = auditRules.find(({ id }) => id === 'scope')?.rules.join('\n') ?? '';
  const there = { '/usr/sbin/augenrules': '', [rules]: `# why\n${content}\n` };
  assert.match(await auditLoad.check({}, runContext(recordingHost({ files: there }))) ?? '', /not loaded/);
  assert.equal(await auditLoad.check({}, runContext(recordingHost({ files: { ...there, '/etc/audit/audit.rules': `-D\n${content}\n` } }))), undefined);
  assert.equal(await auditLoad.check({}, runContext(recordingHost())), undefined, 'no audit, nothing to load');
});

test('outside a booted system rules are only compiled: loading them would be into the kernel of another machine', async () => {
  const host = recordingHost({ commands: { augenrules: '' } });
  await auditLoad.apply({}, runContext(host));
  assert.deepEqual(host.lines, ['augenrules']);
});

test('rules for what gives other rights follow from what is installed', async () => {
  const host = recordingHost({ commands: { find: '/usr/bin/su\n/usr/bin/passwd\n' } });
  const args = { path: '/etc/audit/rules.d/50-cognos-privileged.rules' };
  assert.match(await auditPrivileged.check(args, runContext(host)) ?? '', /2 programs/);
  await auditPrivileged.apply(args, runContext(host));
  assert.equal(await auditPrivileged.check(args, runContext(host)), undefined);
  assert.equal(host.files.get(args.path)?.mode, 0o600);
  assert.match(host.files.get(args.path)?.content ?? '', /^-a always,exit -F path=\/usr\/bin\/passwd -F perm=x -F auid>=1000 -F auid!=unset -k privileged\n/);
});
