import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readKnownKey, sortKeys, tailOf } from '../../../../../installer/gui/renderer/screens/you/sort-keys.ts';

const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEq3nA6hVZjOTMNzFKMpO6PRlrFDYwyqLDqFQFEu8ddi';
const other = 'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBNgBl3cw8AygTUem2DZ26KbTdr2Ugx13m8pEtLkG9NTqdkGhTgo2/XEEuW8qk/7tTaSJ0YepemmEfsnXSLDyrfw=';

test('an authorized_keys file: comments and empty lines are passed over, each key is taken once', () => {
  const text = `# mine\r\n\r\n${key} ada@laptop\r\n  ${other}\r\n${key} the same once more\r\n`;
  assert.deepEqual(sortKeys(text, []), { keys: [`${key} ada@laptop`, other], known: 1, refused: [], rest: '' });
});

test('a key that is there already is not added under another comment', () => {
  assert.deepEqual(sortKeys(`${key} new name`, [`${key} old name`]), { keys: [], known: 1, refused: [], rest: '' });
});

test('each line that is no key is named by its number, and the others are taken', () => {
  assert.deepEqual(sortKeys(`hello\n${key}\nssh-ed25519 AAAA`, []), {
    keys: [key], known: 0, refused: [{ line: 1, fault: { fault: 'unknown' } }, { line: 3, fault: { fault: 'cut-off', type: 'ssh-ed25519' } }], rest: 'hello\nssh-ed25519 AAAA',
  });
});

for (const begin of ['-----BEGIN OPENSSH PRIVATE KEY-----', '-----BEGIN RSA PRIVATE KEY-----', '-----BEGIN PRIVATE KEY-----', 'PuTTY-User-Key-File-3: ssh-ed25519']) {
  test(`nothing of a private key is taken, not even the public lines beside it: ${begin}`, () => {
    assert.deepEqual(sortKeys(`${key}\n${begin}\nb3BlbnNzaC1rZXktdjE\n`, []), { keys: [], known: 0, refused: [{ line: 1, fault: { fault: 'private' } }], rest: '' });
  });
}

test('how a key is shown', () => {
  assert.deepEqual(readKnownKey(`${key} ada@laptop`), { type: 'ssh-ed25519', comment: 'ada@laptop' });
  assert.equal(readKnownKey('no key'), undefined);
  assert.equal(tailOf(`${key} ada`), 'QFEu8ddi');
  assert.equal(tailOf(other), 'XSLDyrfw');
});
