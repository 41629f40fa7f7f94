import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { addKey } from '../../vm/seed-key.ts';

const key = 'ssh-ed25519 AAAA cognos-vm';
const keysIn = (text: string) => (parse(text) as { users: { ssh_authorized_keys: string[] }[] }).users[0]?.ssh_authorized_keys;

test('the key joins those of the first named user, and nothing else changes', () => {
  const before = readFileSync(new URL('../../fixtures/specs/uefi-btrfs.yaml', import.meta.url), 'utf8');
  const { userData, user } = addKey(before, key);
  assert.equal(user, 'ada');
  assert.equal(keysIn(userData)?.length, 2);
  assert.equal(keysIn(userData)?.[1], key);
  assert.ok(userData.startsWith('#cloud-config\n'));
  const spec = parse(userData) as { users: { ssh_authorized_keys: string[] }[] };
  spec.users[0]?.ssh_authorized_keys.pop();
  assert.deepEqual(spec, parse(before));
});

test('a user without keys gets one', () => {
  assert.deepEqual(keysIn(addKey('users: [{name: bob}]\n', key).userData), [key]);
});

test('without a named user nothing is changed', () => {
  assert.deepEqual(addKey('users: [default]\n', key), { userData: 'users: [default]\n', user: undefined });
});
