import assert from 'node:assert/strict';
import { test } from 'node:test';
import { specOfAnswers } from '../../../../firstboot/ask/answers-to-spec.ts';
import { answerFault } from '../../../../firstboot/ask/check-answer.ts';
import { openQuestions } from '../../../../firstboot/ask/open-questions.ts';
import type { Answers, QuestionId } from '../../../../firstboot/ask/question.ts';
import { hashPassword } from '../../../../shared/account/hash-password.ts';
import { passwordFault } from '../../../../shared/account/password-rule.ts';
import { localHost } from '../../../../shared/system/local-host.ts';
import { validateSpec } from '../../../../shared/spec/validate-spec.ts';
import { goldenImage, hash, key } from './ask-machines.ts';

const questions = openQuestions(goldenImage({ interfaces: [{ name: 'enp1s0', carrier: true, addresses: [] }] }));

async function fault(id: QuestionId, text: string, before: Answers = {}): Promise<string | undefined> {
  const question = questions.find((each) => each.id === id);
  assert.ok(question, id);
  return answerFault(question, text, before);
}

test('what can be is taken', async () => {
  const fixed = { interface: 'enp1s0', method: 'fixed', address: '192.0.2.10/24' };
  const good: [QuestionId, string, Answers?][] = [
    ['user', 'ada'], ['user', 'debian'], ['key', key], ['key', '', { passwordHash: hash }], ['hostname', 'edge-01'], ['model', 'auto'], ['model', 'none'],
    ['keyboard', 'de'], ['locale', 'de_DE.UTF-8'], ['locale', 'C.UTF-8'], ['interface', 'enp1s0'], ['method', 'none'], ['password', ''], ['password', 'Correct 7 horses'],
    ['address', '192.0.2.10/24'], ['gateway', '192.0.2.1', fixed], ['gateway', '', fixed], ['nameservers', '192.0.2.53 2001:db8::53', fixed],
  ];
  for (const [id, text, before] of good) assert.equal(await fault(id, text, before), undefined, `${id}: ${text}`);
});

test('what cannot be is refused, in the words of the spec', async () => {
  const fixed = { interface: 'enp1s0', method: 'fixed', address: '192.0.2.10/24' };
  const bad: [QuestionId, string, RegExp, Answers?][] = [
    ['user', 'Ada', /is no user name: it has to start with a lower-case letter/], ['user', 'root', /is a user of the system itself/], ['user', '-u', /is no user name/],
    ['user', 'backup-agent', /"backup-agent" is a user of the system itself; choose another name/], ['user', 'a'.repeat(33), /may have 32/], ['user', '', /an answer is needed here/],
    ['key', 'ssh-ed25519 AAAA', /damaged/], ['key', '-----BEGIN OPENSSH PRIVATE KEY-----', /private key, which must never leave its owner/], ['key', '', /nobody could log in/],
    ['key', `command="sh" ${key}`, /options such as command=/], ['hostname', 'edge_01', /is no host name/], ['hostname', 'a;reboot', /is no host name/], ['hostname', '$(id)', /is no host name/],
    ['model', 'atuo', /there is no model "atuo" in the catalogue; did you mean auto\?/], ['keyboard', 'xx', /there is no keyboard layout "xx"/], ['locale', 'de', /there is no locale "de"/],
    ['method', 'dhcp', /"dhcp" is none of automatic, fixed, none/], ['interface', 'eth0', /is none of enp1s0/], ['address', '192.0.2.10', /is no address in CIDR form/],
    ['gateway', '198.51.100.1', /is in no subnet of enp1s0/, fixed], ['gateway', '192.0.2.10', /own address/, fixed], ['nameservers', 'dns.example', /is no DNS server/, fixed],
    ['hostname', 'a\u202eb', /changes the direction of writing/], ['key', `${key}\n${key}`, /more than one line/], ['hostname', 'x'.repeat(9000), /longer than/],
  ];
  for (const [id, text, sentence, before] of bad) assert.match(await fault(id, text, before) ?? 'taken', sentence, `${id}: ${text}`);
});

test('the rule for passwords is that of the hardening profiles, and never quotes one', () => {
  const bad: [string, RegExp][] = [
    ['', /empty password/], ['Short 1', /has 7 characters and needs at least 14/], ['correct horse battery', /has no capital letter, no digit; add one of each/],
    ['CorrectHorse7Battery', /has no sign or space; add one/], ['Ada likes 7 horses', /holds the user name/], ['Correct 7 horsessss', /more than 3 times/],
    ['Correct 1234 horses', /counts on/], ['Correct 7 zyxw horse', /counts on/], [`Aa1 ${'x y'.repeat(100)}`, /longer than 255 bytes/], ['Correct 7\thorses', /control character/],
  ];
  for (const [password, sentence] of bad) {
    const said = passwordFault(password, 'ada') ?? 'taken';
    assert.match(said, sentence);
    assert.ok(password.length < 8 || !said.includes(password));
  }
  for (const password of ['Correct 7 horses', 'Ünsere 3 kleinen Häuser', 'aB3$aB3$aB3$aB3$']) assert.equal(passwordFault(password, 'ada'), undefined, password);
});

test('a hash is one of yescrypt that the spec takes, another every time, and of the composed form', async () => {
  const one = await hashPassword(localHost, 'Correct 7 hörses');
  const two = await hashPassword(localHost, 'Correct 7 ho\u0308rses');
  assert.match(one, /^\$y\$j9T\$/);
  assert.notEqual(one, two);
  for (const hashed of [one, two]) {
    const again = await localHost.run('perl', ['-e', 'my $p = <STDIN>; chomp $p; print crypt($p, $ARGV[0]);', hashed], { stdin: 'Correct 7 hörses\n' });
    assert.equal(again, hashed);
    assert.ok((await validateSpec(specOfAnswers({ user: 'ada', passwordHash: hashed }))).ok);
  }
});

test('answers become a spec that is valid; who has no password needs none for sudo', async () => {
  const full = specOfAnswers({ keyboard: 'de', locale: 'de_DE.UTF-8', user: 'ada', passwordHash: hash, key, hostname: 'edge-01', interface: 'enp1s0', method: 'fixed', address: '192.0.2.10/24', gateway: '192.0.2.1', nameservers: '192.0.2.53', model: 'auto' });
  assert.ok((await validateSpec(full)).ok);
  assert.deepEqual(full.network, { version: 2, ethernets: { enp1s0: { addresses: ['192.0.2.10/24'], routes: [{ to: 'default', via: '192.0.2.1' }], nameservers: { addresses: ['192.0.2.53'] } } } });
  const byKey = specOfAnswers({ user: 'ada', key });
  assert.deepEqual(byKey.users, [{ name: 'ada', groups: ['sudo'], shell: '/bin/bash', lock_passwd: true, sudo: 'ALL=(ALL) NOPASSWD:ALL', ssh_authorized_keys: [key] }]);
  assert.deepEqual(specOfAnswers({ hostname: 'edge-01', interface: 'enp1s0', method: 'none' }), { hostname: 'edge-01', cognos: { version: 1 } });
});
