import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupMembers } from '../../../../firstboot/harden/actions/group-members.ts';
import { homesPrivate } from '../../../../firstboot/harden/actions/homes-private.ts';
import { passwordAges } from '../../../../firstboot/harden/actions/password-ages.ts';
import { rootLocked } from '../../../../firstboot/harden/actions/root-locked.ts';
import { sudoersValid } from '../../../../firstboot/harden/actions/sudoers-valid.ts';
import { recordingHost, type Script } from '../../../fakes/recording-host.ts';
import { runContext } from './facts.ts';

const day = 20_000; // Since 1970.
const ages = { people: 'ada', max: '365', min: '1', warn: '7', inactive: '45' };

function machine(shadow: string, commands: Script['commands'] = {}) {
  return recordingHost({ files: { '/etc/shadow': `root:*:19000:0:99999:7:::\n${shadow}\n` }, commands: { date: String(day * 86_400 + 5), chage: '', ...commands } });
}

const cases: [what: string, shadow: string, chage: string | undefined][] = [
  ['a password without limits gets them', `ada:$y$h:${day - 10}:0:99999:7:::`, 'chage --maxdays 365 --mindays 1 --inactive 45 ada'],
  ['one that is over already counts from today', `ada:$y$h:${day - 500}:0:99999:7:::`, `chage --maxdays 365 --mindays 1 --inactive 45 --lastday ${day} ada`],
  ['one from the future counts from today', `ada:$y$h:${day + 50}:0:99999:7:::`, `chage --maxdays 365 --mindays 1 --inactive 45 --lastday ${day} ada`],
  ['a change asked for at the next login stays asked for', 'ada:$y$h:0:0:99999:7:::', 'chage --maxdays 365 --mindays 1 --inactive 45 ada'],
  ['stricter limits stay', `ada:$y$h:${day - 10}:2:90:14:30::`, undefined],
  ['one that expired by limits it had is not given time', `ada:$y$h:${day - 500}:1:365:7:45::`, undefined],
  ['a key and no password: no limit, for nobody could change it', `ada:!:${day - 10}:1:365:7:45::`, 'chage --maxdays -1 --inactive -1 ada'],
  ['a locked password is none', `ada:!$y$h:${day - 10}:1:365:7:45::`, 'chage --maxdays -1 --inactive -1 ada'],
  ['no password and no limits: nothing to do', `ada:!:${day - 10}:0:99999:7:::`, undefined],
  ['others are not touched', `bob:$y$h:${day - 10}:0:99999:7:::`, undefined],
];
for (const [what, shadow, chage] of cases) {
  test(`password ages: ${what}`, async () => {
    const host = machine(shadow);
    assert.equal(await passwordAges.check(ages, runContext(host)) === undefined, chage === undefined);
    await passwordAges.apply(ages, runContext(host));
    assert.deepEqual(host.lines.filter((line) => line.startsWith('chage')), chage === undefined ? [] : [chage]);
  });
}

test('password ages go back to what they were', async () => {
  const host = machine(`ada:$y$h:${day - 10}:0:99999:7:::`);
  const saved = await passwordAges.save?.(ages, runContext(host)) ?? '';
  assert.doesNotMatch(saved, /\$y\$/, 'no hash in a backup');
  await passwordAges.undo?.(ages, saved, runContext(host));
  assert.deepEqual(host.lines, ['chage --mindays 0 --maxdays 99999 --warndays 7 --inactive -1 ada']);
});

for (const [hash, locked] of [['*', true], ['!', true], ['!$y$h', true], ['$y$h', false], ['', false]] as const) {
  test(`root with ${JSON.stringify(hash)} in shadow is ${locked ? '' : 'not '}locked`, async () => {
    const host = recordingHost({ files: { '/etc/shadow': `root:${hash}:19000:0:99999:7:::\n` }, commands: { passwd: '' } });
    assert.equal(await rootLocked.check({}, runContext(host)) === undefined, locked);
    await rootLocked.undo?.({}, await rootLocked.save?.({}, runContext(host)) ?? '', runContext(host));
    assert.deepEqual(host.lines, hash === '$y$h' ? ['passwd --unlock --quiet root'] : [], 'only a password that was usable comes back');
  });
}

test('homes are closed to others, and only those of people', async () => {
  const host = recordingHost({
    files: { '/etc/passwd': 'root:x:0:0::/root:/bin/sh\nada:x:1000:1000::/home/ada:/bin/bash\nbob:x:1001:1001::/:/bin/sh\n', '/home/ada/.profile': '' },
    commands: { 'stat --format=%a -- /home/ada': '755\n', chmod: '', find: '644 /home/ada/.bashrc\n' },
  });
  const args = { people: 'ada bob' };
  assert.match(await homesPrivate.check(args, runContext(host)) ?? '', /home\/ada/);
  await homesPrivate.apply(args, runContext(host));
  assert.ok(host.lines.includes('chmod g-w,o= -- /home/ada'));
  assert.ok(host.lines.includes('chmod g-wx,o= -- /home/ada/.bashrc'));
  assert.ok(!host.lines.some((line) => line.startsWith('chmod') && line.endsWith(' /')), 'a home of / is not one');
});

test('a group that has to be empty is emptied, one with members is only added to', async () => {
  const host = recordingHost({ files: { '/etc/group': 'sugroup:x:990:eve\nssh-users:x:991:eve\n' }, unscripted: 'succeed' });
  assert.match(await groupMembers.check({ group: 'sugroup', empty: 'yes' }, runContext(host)) ?? '', /eve/);
  await groupMembers.apply({ group: 'sugroup', empty: 'yes' }, runContext(host));
  await groupMembers.apply({ group: 'ssh-users', members: 'ada eve' }, runContext(host));
  assert.deepEqual(host.lines, ['groupadd --force --system -- sugroup', 'gpasswd --members  sugroup', 'groupadd --force --system -- ssh-users', 'usermod --append --groups ssh-users -- ada']);
});

test('rules that visudo refuses are not written: apply throws before the part that writes', async () => {
  const host = recordingHost({ commands: { visudo: ({ stdin }) => { assert.equal(stdin, 'Defaults bad'); throw Object.assign(new Error('unexpected')); } } });
  await assert.rejects(async () => sudoersValid.check({ content: 'Defaults bad' }, runContext(host)), /unexpected/);
  const refusing = recordingHost({ commands: { visudo: { exitCode: 1, stderr: 'syntax error' } } });
  assert.match(await sudoersValid.check({ content: 'Defaults bad' }, runContext(refusing)) ?? '', /refuses/);
  await assert.rejects(async () => sudoersValid.apply({ content: 'Defaults bad' }, runContext(refusing)), /not written/);
});
