import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AskFacts } from '../../../../firstboot/ask/ask-facts.ts';
import { openQuestions } from '../../../../firstboot/ask/open-questions.ts';
import type { Topic } from '../../../../firstboot/ask/question.ts';
import { debian, goldenImage, hash, key, spec, system, systemShadow } from './ask-machines.ts';

function topics(change: Partial<AskFacts>): Topic[] {
  return [...new Set(openQuestions(goldenImage(change)).map(({ topic }) => topic))];
}

const person = { passwd: system + debian };
const shadowOf = (text: string): Partial<AskFacts> => ({ ...person, shadow: `${systemShadow}debian:${text}:19000:0:99999:7:::\n` });
/** All but what the table is about. */
const answered: Partial<AskFacts> = { hasSpec: true, hostname: 'edge-01', chosen: true, ...shadowOf(hash) };

const table: [name: string, change: Partial<AskFacts>, open: Topic[]][] = [
  ['a golden image without anything', {}, ['keyboard', 'locale', 'user', 'hostname', 'model']],
  ['a machine that is answered', answered, []],
  ['a spec that says all', { hasSpec: true, spec: spec({ hostname: 'edge-01', users: [{ name: 'ada', ssh_authorized_keys: [key] }], cognos: { ai: { model: 'auto' } } }) }, []],
  ['a spec without people', { hasSpec: true, spec: spec({ hostname: 'edge-01', cognos: { ai: {} } }) }, ['user']],

  ['a person with a usable password', { ...answered, ...shadowOf(hash) }, []],
  ['a person whose password is locked', { ...answered, ...shadowOf(`!${hash}`) }, ['user']],
  ['a person who never had one', { ...answered, ...shadowOf('!') }, ['user']],
  ['a person with a star', { ...answered, ...shadowOf('*') }, ['user']],
  ['a person with an empty password', { ...answered, ...shadowOf('') }, ['user']],
  ['a person with a key', { ...answered, ...shadowOf('!'), withKeys: ['debian'] }, []],
  ['nobody but a service account with a shell and a password', { ...answered, passwd: system, shadow: `${systemShadow}backup-agent:${hash}:19000::::::\n` }, ['user']],
  ['a person whose shell is nologin', { ...answered, passwd: `${system}debian:x:1000:1000::/home/debian:/usr/sbin/nologin\n` }, ['user']],
  ['root with a password is no person', { ...answered, passwd: system, shadow: `root:${hash}:19000:0:99999:7:::\n` }, ['user']],
  ['a spec whose users have passwords, as it is saved', { ...answered, passwd: system, spec: spec({ users: [{ name: 'ada', lock_passwd: false }] }) }, []],
  ['a spec whose users are all locked', { ...answered, passwd: system, spec: spec({ users: [{ name: 'ada', lock_passwd: true }] }) }, ['user']],
  ['a spec with keys for the default user', { ...answered, passwd: system, spec: spec({ ssh_authorized_keys: [key] }) }, []],
  ['a spec whose keys come from elsewhere', { ...answered, passwd: system, spec: spec({ ssh_import_id: ['gh:ada'] }) }, []],

  ['a name that DHCP or cloud-init gave', { ...answered, hostname: 'ip-10-0-0-7' }, []],
  ["the image's name", { ...answered, hostname: 'cognos' }, ['hostname']],
  ['no name', { ...answered, hostname: '' }, ['hostname']],
  ["a spec that wants the image's name", { ...answered, hostname: 'cognos', spec: spec({ hostname: 'cognos' }) }, []],
  ['a spec with a domain name', { ...answered, hostname: 'cognos', spec: spec({ fqdn: 'cognos.example.net' }) }, []],

  ['no cable', { ...answered, interfaces: [{ name: 'enp1s0', carrier: false, addresses: [] }] }, ['network']],
  ['a cable and no address', { ...answered, interfaces: [{ name: 'enp1s0', carrier: true, addresses: [] }] }, ['network']],
  ['an address that the kernel still has without a cable', { ...answered, interfaces: [{ name: 'enp1s0', carrier: false, addresses: ['192.0.2.1'] }] }, ['network']],
  ['one interface of two works', { ...answered, interfaces: [{ name: 'enp1s0', carrier: false, addresses: [] }, { name: 'enp2s0', carrier: true, addresses: ['2001:db8::1'] }] }, []],
  ['an address that nothing has configured', { ...answered, networkConfigured: false }, ['network']],
  ['a spec with a network and no cable', { ...answered, spec: spec({ network: { version: 2, ethernets: { enp1s0: { dhcp4: true } } } }), interfaces: [{ name: 'enp1s0', carrier: false, addresses: [] }] }, []],
  ['no network hardware', { ...answered, interfaces: [], networkConfigured: false }, []],

  ['a model that was chosen', { ...answered, chosen: true }, []],
  ['a spec with ai', { ...answered, chosen: false, spec: spec({ cognos: { ai: { model: 'auto' } } }) }, []],
  ['nothing said about a model', { ...answered, chosen: false }, ['model']],
  ['a spec: neither keyboard nor language is asked', { ...answered, hasSpec: true }, []],
  ['no spec: both are', { ...answered, hasSpec: false }, ['keyboard', 'locale']],
];

for (const [name, change, open] of table) {
  test(`open on ${name}: ${open.join(', ') || 'nothing'}`, () => { assert.deepEqual(topics(change), open); });
}

test('the name offered is another on every clone and the same after a power cut', () => {
  const offered = (machineId: string): string | undefined => openQuestions(goldenImage({ machineId })).find(({ id }) => id === 'hostname')?.default;
  assert.match(offered('a'.repeat(32)) ?? '', /^cognos-[0-9a-f]{6}$/);
  assert.equal(offered('a'.repeat(32)), offered('a'.repeat(32)));
  assert.notEqual(offered('a'.repeat(32)), offered('b'.repeat(32)));
});

test('the interface offered is one with a cable', () => {
  const interfaces = [{ name: 'enp1s0', carrier: false, addresses: [] }, { name: 'enp2s0', carrier: true, addresses: [] }];
  const [asked] = openQuestions(goldenImage({ ...answered, interfaces }));
  assert.equal(asked?.default, 'enp2s0');
  assert.deepEqual(asked?.choices, ['enp1s0', 'enp2s0']);
});

test('every question says what it is for, and fits a terminal of 80 columns', () => {
  for (const question of openQuestions(goldenImage({ interfaces: [{ name: 'enp1s0', carrier: false, addresses: [] }] }))) {
    assert.ok(question.help.length > 20 && question.help.length < 3 * 76, question.help);
    assert.ok(question.prompt.length < 40, question.prompt);
    assert.match(question.prompt + question.help, /^[\x20-\x7e]*$/);
  }
});
