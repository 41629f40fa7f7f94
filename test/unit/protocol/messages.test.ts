import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { schemaErrors } from '../../../shared/protocol/compile-schema.ts';
import { mostRequestBytes, readAnswers, readMessage, readRequest } from '../../../shared/protocol/read-message.ts';
import schema from '../../../shared/protocol/protocol.schema.json' with { type: 'json' };
import { sections, wizardLanguages, type Answers, type Section } from '../../../shared/protocol/answers.ts';
import type { Request, Verb, VerbName } from '../../../shared/protocol/request.ts';
import type { Snapshot } from '../../../shared/protocol/snapshot.ts';
import { applyMessage } from '../../../shared/protocol/apply-changes.ts';

type Of<Type> = fc.Arbitrary<Type>;
const words = fc.string({ maxLength: 40 });
const some = <T>(value: Of<T>): Of<T[]> => fc.array(value, { maxLength: 4 });
const answers: { [S in Section]: Of<Answers[S]> } = {
  welcome: fc.record({
    language: fc.constantFrom(...wizardLanguages), locale: words, timezone: words,
    keyboard: fc.record({ layout: words, variant: words, model: words }, { requiredKeys: ['layout'] }),
    accessibility: fc.record({ largeText: fc.boolean(), highContrast: fc.boolean(), screenReader: fc.boolean() }),
  }),
  network: fc.record({ kind: fc.constantFrom('automatic', 'configured', 'offline'), spec: fc.constant({ version: 2 as const, ethernets: { eth0: { dhcp4: true } } }), proxy: words }, { requiredKeys: ['kind'] }),
  storage: fc.record({
    disk: fc.record({ path: words.filter((text) => !text.includes('\n') && !text.includes('\0')).map((text) => `/dev/x${text}`), serial: words, wwn: words, bytes: fc.maxSafeNat() }, { requiredKeys: ['path', 'bytes'] }),
    layout: fc.constantFrom('btrfs', 'ext4'), encrypt: fc.boolean(), hasPassphrase: fc.boolean(), sizes: fc.record({ root: words, swap: words, models: words, esp: words }, { requiredKeys: [] }),
  }, { requiredKeys: ['layout', 'encrypt', 'hasPassphrase', 'sizes'] }),
  ai: fc.record({
    model: words, minTokensPerSecond: fc.nat(), context: fc.integer({ min: 1, max: 1e9 }), purpose: fc.constantFrom('general', 'code', 'multilingual', 'medical', 'legal'), language: words,
    acceptedLicences: some(words), allowUnverified: fc.boolean(), acceleration: fc.constantFrom('auto', 'cpu', 'vulkan', 'cuda', 'rocm', 'sycl', 'openvino'), vendorRepositories: fc.boolean(),
    enrolKey: fc.constantFrom('ask', 'never'), more: some(words),
  }, { requiredKeys: ['model', 'purpose', 'acceptedLicences', 'allowUnverified', 'acceleration', 'vendorRepositories', 'enrolKey', 'more'] }),
  you: fc.record({ hostname: words, name: words, fullName: words, hasPassword: fc.boolean(), sshKeys: some(words) }),
  security: fc.record({ profile: fc.constantFrom('none', 'baseline', 'cis-level1-server', 'cis-level2-server'), firewall: some(words), exceptions: some(words), updates: fc.constantFrom('security', 'all', 'none'), reboot: fc.string({ maxLength: 16 }) }),
};
const bare = <T extends VerbName>(type: T): Of<{ type: T }> => fc.constant({ type });
const device = fc.constantFrom('/dev/sdb1', '/dev/disk/by-id/usb-Stick');
/** Of the types: a verb that the types do not have, or have otherwise, does not compile here. */
const verbs: { [Name in VerbName]: Of<Extract<Verb, { type: Name }>> } = {
  'hello': fc.record({ type: fc.constant('hello'), protocol: fc.constant(1), token: words }, { requiredKeys: ['type', 'protocol'] }),
  'answers.set': fc.oneof(...sections.map((section) => answers[section].map((value) => ({ type: 'answers.set', section, value }) as Extract<Verb, { type: 'answers.set' }>))),
  'secret.set': fc.record({ type: fc.constant('secret.set'), name: fc.constantFrom('password', 'passphrase'), value: fc.option(words) }),
  'secret.judge': fc.record({ type: fc.constant('secret.judge'), name: fc.constantFrom('password', 'passphrase'), value: words }),
  'machine.probe': bare('machine.probe'), 'measure.start': bare('measure.start'), 'measure.cancel': bare('measure.cancel'),
  'network.scan': fc.record({ type: fc.constant('network.scan'), device: fc.constantFrom('wlan0', 'wlp0s20f3') }), 'network.apply': bare('network.apply'), 'keys.find': bare('keys.find'),
  'plan.make': bare('plan.make'), 'plan.leave': bare('plan.leave'),
  'install.confirm': fc.record({ type: fc.constant('install.confirm'), planHash: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 }), disk: fc.string({ minLength: 1, maxLength: 40 }) }),
  'install.cancel': bare('install.cancel'), 'install.retry': bare('install.retry'), 'install.restart': bare('install.restart'),
  'spec.text': fc.record({ type: fc.constant('spec.text'), withSecrets: fc.boolean() }),
  'spec.save': fc.record({ type: fc.constant('spec.save'), volume: device, withSecrets: fc.boolean() }, { requiredKeys: ['type', 'volume'] }),
  'logs.save': fc.record({ type: fc.constant('logs.save'), volume: device }), 'volumes.find': bare('volumes.find'),
  'logs.read': fc.record({ type: fc.constant('logs.read'), from: fc.nat() }),
  'power': fc.record({ type: fc.constant('power'), action: fc.constantFrom('reboot', 'poweroff') }), 'console.show': bare('console.show'), 'control.take': bare('control.take'),
};
const request: Of<Request> = fc.tuple(fc.nat(), fc.oneof(...Object.values(verbs) as Of<Verb>[])).map(([id, verb]) => ({ id, ...verb }));

test('every verb of the types is one of the schema, and the other way round', () => {
  const replies = ['answers', 'snapshot', 'changed', 'reply'];
  assert.deepEqual(Object.keys(schema.properties).filter((name) => !replies.includes(name)).sort(), Object.keys(verbs).sort());
  for (const [name, verb] of Object.entries(verbs) as [VerbName, Of<Verb>][]) {
    fc.assert(fc.property(verb, (value) => { assert.deepEqual(readRequest(JSON.stringify({ id: 7, ...value })), { ok: true, request: JSON.parse(JSON.stringify({ id: 7, ...value })) as Request }, name); }), { numRuns: 50 });
  }
});

test('every key of a verb is known by the schema, and no other', () => {
  const properties = schema.properties as unknown as Record<string, { properties: Record<string, unknown> }>;
  for (const [name, verb] of Object.entries(verbs) as [VerbName, Of<Verb>][]) {
    const keys = new Set(fc.sample(verb, 200).flatMap((value) => Object.keys(value)));
    assert.deepEqual(Object.keys(properties[name]?.properties ?? {}).sort(), [...keys, 'id'].sort(), name);
  }
});

test('one key more, one less or another type is refused, whatever the verb', () => {
  let refused = 0;
  fc.assert(fc.property(request, fc.string(), fc.nat(), (value, name, index) => {
    if (!(name in value) && name !== '__proto__') {
      assert.equal(readRequest(JSON.stringify({ ...value, [name]: 1 })).ok, false, name);
      refused += 1;
    }
    const keys = Object.keys(value).filter((key) => key !== 'token' && key !== 'withSecrets');
    const key = keys[index % keys.length] ?? 'id';
    assert.equal(readRequest(JSON.stringify({ ...value, [key]: undefined })).ok, false, `without ${key}`);
    assert.equal(readRequest(JSON.stringify({ ...value, [key]: [[]] })).ok, false, `${key} as a list`);
    refused += 2;
  }), { numRuns: 500 });
  assert.ok(refused > 1000);
});

test('what is wrong is said by its place, and the reply goes to who asked', () => {
  const told = (value: unknown): unknown => {
    const reading = readRequest(typeof value === 'string' ? value : JSON.stringify(value));
    return reading.ok ? 'taken' : [reading.id, reading.error.code, reading.error.message];
  };
  assert.deepEqual(told({ id: 4, type: 'run.command', command: 'rm -rf /' }), [4, 'unknown-verb', 'unknown verb run.command']);
  assert.deepEqual(told({ id: 4, type: '__proto__' }), [4, 'unknown-verb', 'unknown verb __proto__']);
  assert.deepEqual(told({ id: 4, type: 'reply', ok: true }), [4, 'bad-message', 'a message says its verb under "type"']);
  assert.deepEqual(told({ id: 4, type: 'plan.make', now: true }), [4, 'bad-message', 'plan.make: unknown key now']);
  assert.deepEqual(told({ id: 4, type: 'power', action: 'halt' }), [4, 'bad-message', 'power: action: is refused by enum']);
  assert.deepEqual(told({ id: 4, type: 'answers.set', section: 'storage', value: { layout: 'btrfs', encrypt: false, hasPassphrase: false, sizes: { home: '1GiB' } } }), [4, 'bad-message', 'answers: storage.sizes: unknown key home']);
  assert.deepEqual(told({ id: 4, type: 'answers.set', section: 'disk', value: {} }), [4, 'bad-message', 'answers.set: section: is refused by enum']);
  assert.deepEqual(told({ id: '4', type: 'plan.make' }), [0, 'bad-message', 'plan.make: id: is refused by type']);
  assert.deepEqual(told('[]'), [0, 'bad-message', 'a message is one JSON object']);
  assert.deepEqual(told(''), [0, 'bad-message', 'a message is one JSON object']);
  assert.deepEqual(told(JSON.stringify({ id: 1, type: 'secret.judge', value: 'x'.repeat(mostRequestBytes) })), [0, 'too-large', 'a message has at most 1048576 bytes']);
});

test('whatever text comes, reading it never throws', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.jsonValue().map((value) => JSON.stringify({ id: 1, type: 'answers.set', section: 'you', value }))), (text) => {
    assert.equal(typeof readRequest(text).ok, 'boolean');
    readMessage(text);
  }), { numRuns: 2000 });
});

test('answers are read whole or not at all', () => {
  const whole = fc.record(answers);
  fc.assert(fc.property(whole, fc.constantFrom(...sections), (value, missing) => {
    const plain = JSON.parse(JSON.stringify(value)) as Answers;
    assert.deepEqual(readAnswers(plain), plain);
    const { [missing]: _, ...part } = plain;
    assert.equal(readAnswers(part), undefined);
    assert.equal(readAnswers({ ...plain, more: {} }), undefined);
  }), { numRuns: 100 });
});

test('a message of an engine is one of three kinds', () => {
  assert.ok(readMessage('{"type":"reply","id":1,"ok":true}'));
  assert.ok(readMessage('{"type":"reply","id":1,"ok":false,"error":{"code":"x","message":"y"}}'));
  assert.ok(readMessage('{"type":"changed","changes":{"plan":null,"watchers":2}}'));
  assert.equal(readMessage('{"type":"changed","changes":{"state":null}}'), undefined, 'there always is a state');
  assert.equal(readMessage('{"type":"changed","changes":{"secret":"x"}}'), undefined);
  assert.equal(readMessage('{"type":"reply","id":1,"ok":true,"error":{"code":"x","message":"y"}}'), undefined);
  assert.equal(readMessage('{"id":1,"type":"plan.make"}'), undefined);
});

test('changes add up to the snapshot, and null takes a key away', () => {
  const first = { state: 'asking', watchers: 0, plan: { hash: 'x' } } as unknown as Snapshot;
  const next = applyMessage(first, { type: 'changed', changes: { state: 'installing', plan: null } });
  assert.deepEqual(next, { state: 'installing', watchers: 0 });
  assert.equal(applyMessage(undefined, { type: 'changed', changes: {} }), undefined);
  assert.equal(applyMessage(first, { type: 'reply', id: 1, ok: true }), first);
});

test('a document of two kinds is none', () => {
  assert.notDeepEqual(schemaErrors({ 'plan.make': { id: 1, type: 'plan.make' }, 'plan.leave': { id: 1, type: 'plan.leave' } }), []);
  assert.notDeepEqual(schemaErrors({}), []);
});
