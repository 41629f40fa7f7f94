/** What sshd would go by: it takes the first value, so what counts is the order of the whole file. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applySettings } from '../../../../shared/harden/apply-settings.ts';
import { chooseControls } from '../../../../shared/harden/choose-controls.ts';
import type { HardenFacts, Profile } from '../../../../shared/harden/control.ts';
import { sshControls, sshGroup } from '../../../../shared/harden/controls/ssh.ts';
import { groupMembers } from '../../../../firstboot/harden/actions/group-members.ts';
import { settingsFirst } from '../../../../firstboot/harden/actions/sshd-settings-first.ts';
import { recordingHost } from '../../../fakes/recording-host.ts';
import { hardenFacts, runContext } from './facts.ts';

const debian = `
# This is the sshd server system-wide configuration file.

Include /etc/ssh/sshd_config.d/*.conf

#Port 22
#LogLevel INFO
#PermitRootLogin prohibit-password
#PasswordAuthentication yes
KbdInteractiveAuthentication no
UsePAM yes
X11Forwarding yes
PrintMotd no
AcceptEnv LANG LC_*
Subsystem\tsftp\t/usr/lib/openssh/sftp-server
`;
const withMatch = `${debian}
Port 2222
Match User backup
\tX11Forwarding yes
\tForceCommand /usr/bin/true
`;

function written(facts: HardenFacts, before: string): string {
  const parts = chooseControls(sshControls, facts).apply.flatMap((control) => control.parts(facts));
  const text = parts.reduce((so, part) => (part.kind === 'settings' ? applySettings(so, part) : so), before);
  return settingsFirst(text);
}

/** Keyword -> value, of the lines that count: before Include and Match, the first of its kind. */
function effective(text: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (/^\s*(Include|Match)\s/i.test(line)) break;
    const [, keyword = '', value = ''] = /^\s*([A-Za-z]\w*)\s+(.*)$/.exec(line) ?? [];
    if (keyword !== '' && !values.has(keyword.toLowerCase())) values.set(keyword.toLowerCase(), value.trim());
  }
  return values;
}

for (const [name, before] of Object.entries({ debian, 'a file with a Match block': withMatch, 'no file': '' })) {
  test(`every value is in force before any drop-in: ${name}`, () => {
    const facts = hardenFacts({ profile: 'cis-level2-server', people: ['ada'] });
    const values = effective(written(facts, before));
    for (const [keyword, value] of Object.entries({
      permitrootlogin: 'no', passwordauthentication: 'no', kbdinteractiveauthentication: 'no', permitemptypasswords: 'no', loglevel: 'INFO',
      kexalgorithms: 'sntrup761x25519-sha512@openssh.com,curve25519-sha256,curve25519-sha256@libssh.org,diffie-hellman-group16-sha512,diffie-hellman-group18-sha512',
      allowgroups: `sudo ${sshGroup}`, disableforwarding: 'yes', gssapiauthentication: 'no', banner: '/etc/issue.net', usepam: 'yes', x11forwarding: 'no', maxstartups: '10:30:60',
    })) assert.equal(values.get(keyword), value, keyword);
  });
}

test('what an administrator wrote stays: other values, and Match blocks at the end', () => {
  const text = written(hardenFacts({ profile: 'cis-level2-server' }), withMatch);
  assert.equal(effective(text).get('port'), '2222');
  assert.match(text, /Match User backup\n\tX11Forwarding yes\n\tForceCommand \/usr\/bin\/true\n$/);
  assert.ok(text.indexOf('Include ') < text.indexOf('Match User'), 'an Include behind Match would be for that user only');
  assert.equal(text.match(/^Include /gm)?.length, 1);
});

test('the second time nothing changes', () => {
  const facts = hardenFacts({ profile: 'cis-level2-server', people: ['ada'] });
  for (const before of [debian, withMatch, '']) assert.equal(written(facts, written(facts, before)), written(facts, before));
});

test('passwords stay where nobody has a key', () => {
  const values = effective(written(hardenFacts({ profile: 'cis-level2-server', keyLogin: false }), debian));
  assert.notEqual(values.get('passwordauthentication'), 'no');
});

const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/);
const anyFacts = fc.record({
  profile: fc.constantFrom<Profile>('none', 'baseline', 'cis-level1-server', 'cis-level2-server'),
  people: fc.uniqueArray(name, { maxLength: 5 }), keyLogin: fc.boolean(),
  skip: fc.subarray(sshControls.map(({ id }) => id)),
  allow: fc.subarray([{ name: 'ssh', port: 22, protocol: 'tcp' as const, from: [] }, { name: 'https', port: 443, protocol: 'tcp' as const, from: ['10.0.0.0/8'] }]),
});

test('a person with a key can always log in, whoever there is and whatever is skipped', async () => {
  await fc.assert(fc.asyncProperty(anyFacts, fc.array(name, { maxLength: 3 }), async (some, alreadyIn) => {
    const facts = hardenFacts(some);
    const host = hostWithGroups(alreadyIn);
    for (const control of chooseControls(sshControls, facts).apply) {
      for (const part of control.parts(facts)) if (part.kind === 'action' && part.name === 'group-members') await groupMembers.apply(part.args ?? {}, runContext(host, facts));
    }
    const values = effective(written(facts, debian));
    const members = (host.files.get('/etc/group')?.content ?? '').split('\n').find((line) => line.startsWith(`${sshGroup}:`))?.split(':')[3]?.split(',') ?? [];
    const rule = values.get('allowgroups');
    for (const person of facts.people) {
      assert.ok(rule === undefined || (rule.split(' ').includes(sshGroup) && members.includes(person)), `${person} is not let in by ${rule}`);
    }
    for (const keyword of ['allowusers', 'denyusers', 'denygroups', 'pubkeyauthentication', 'authorizedkeysfile', 'pubkeyacceptedalgorithms', 'port', 'listenaddress']) {
      assert.equal(values.get(keyword), undefined, `${keyword} could keep a key out`);
    }
    assert.ok(Number(values.get('maxauthtries') ?? 6) >= 3 && Number(values.get('logingracetime') ?? 120) >= 30);
    if (!facts.keyLogin) assert.notEqual(values.get('passwordauthentication'), 'no');
  }), { numRuns: 200 });
});

test('the group is filled before the rule is written', () => {
  const parts = sshControls.find(({ id }) => id === 'ssh-people')?.parts(hardenFacts({ people: ['ada'] })) ?? [];
  assert.deepEqual(parts.map(({ kind }) => kind), ['action', 'settings']);
});

/** groupadd and usermod as they change /etc/group. */
function hostWithGroups(members: readonly string[]) {
  const host = recordingHost({
    files: { '/etc/group': `root:x:0:\nsudo:x:27:\n${members.length > 0 ? `${sshGroup}:x:998:${members.join(',')}\n` : ''}` },
    commands: {
      groupadd: ({ args }) => {
        const group = args.at(-1) ?? '';
        const text = host.files.get('/etc/group')?.content ?? '';
        if (!text.includes(`${group}:`)) host.files.set('/etc/group', { content: `${text}${group}:x:998:\n`, mode: 0o644 });
        return '';
      },
      usermod: ({ args }) => {
        const text = host.files.get('/etc/group')?.content ?? '';
        host.files.set('/etc/group', { content: text.replace(new RegExp(`^(${args[2]}:x:\\d+:)(.*)$`, 'm'), (_, head: string, list: string) => `${head}${list === '' ? '' : `${list},`}${args.at(-1)}`), mode: 0o644 });
        return '';
      },
    },
  });
  return host;
}
