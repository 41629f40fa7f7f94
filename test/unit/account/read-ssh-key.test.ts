import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readSshKey } from '../../../shared/account/read-ssh-key.ts';

const ed25519 = 'AAAAC3NzaC1lZDI1NTE5AAAAIEq3nA6hVZjOTMNzFKMpO6PRlrFDYwyqLDqFQFEu8ddi';
const rsa2048 = 'AAAAB3NzaC1yc2EAAAADAQABAAABAQDI421k4U53s1uHCiJfValg+sDwRB8U3Jy7myqEsTOPJN/AwtJnU1XmUj9vsYHW0K8+ewf4+nAxpDMZKhhyf6XYRrTDJYeYUSD7DEI+Wjob5X2foEZMJiL6uI38bzO2I43bUObfYNWVCMEs37OAfTK+XEKVkJmfbTDcckS7aYoTJ0hrGYFXv8mdPUqXIXzGScWoi6LDgg9/J/lAu/EOJmIJr+kP8TcYk5mDfYPiIkU4sZ52/cui6zsPfpREWV9zst2GT4jea7zc1cttL5byutNSQiL6ISw54bZNwMy28LtSt93z2/pQTFWlHTPucPc0vstx4qPj64158ghNoWbgFXyj';
const rsa1024 = 'AAAAB3NzaC1yc2EAAAADAQABAAAAgQDOWf4u99fmF6cb6VDNPF+msPaS47P0EUflX20lpphkW8Z7XlAOJyKoiEWX1wUyzSemKiPWYio33cvz+vQpVy44vwc97jI6z0d1aIBiz712rdQ3mGCPGl7PEM1RXzgOZTYH7HQSyJq52Hv61AZok9h2pUT2mVShCkY60IYZdpbImQ==';
const ecdsa = 'AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBNgBl3cw8AygTUem2DZ26KbTdr2Ugx13m8pEtLkG9NTqdkGhTgo2/XEEuW8qk/7tTaSJ0YepemmEfsnXSLDyrfw=';

test('keys as ssh-keygen makes them', () => {
  assert.deepEqual(readSshKey(`ssh-ed25519 ${ed25519} ada@example.net\r\n`), { type: 'ssh-ed25519', comment: 'ada@example.net' });
  assert.deepEqual(readSshKey(`ssh-rsa ${rsa2048} work laptop`), { type: 'ssh-rsa', bits: 2048, comment: 'work laptop' });
  assert.deepEqual(readSshKey(`ecdsa-sha2-nistp256 ${ecdsa}`), { type: 'ecdsa-sha2-nistp256', comment: '' });
});

const refused: [name: string, line: string, answer: object][] = [
  ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----', { fault: 'private' }],
  ['the file of PuTTY', 'PuTTY-User-Key-File-3: ssh-ed25519', { fault: 'private' }],
  ['two lines', `ssh-ed25519 ${ed25519}\nssh-ed25519 ${ed25519}`, { fault: 'lines' }],
  ['a DSA key', 'ssh-dss AAAAB3NzaC1kc3MAAACBAP', { fault: 'dsa' }],
  ['a certificate', `ssh-ed25519-cert-v01@openssh.com ${ed25519}`, { fault: 'certificate' }],
  ['options before the key', `command="date" ssh-ed25519 ${ed25519}`, { fault: 'options' }],
  ['a fingerprint', 'SHA256:uNiVztksCsDhcc0u9e8BrrJXVfoaM', { fault: 'unknown' }],
  ['a line that lost its end', `ssh-ed25519 ${ed25519.slice(0, -4)}`, { fault: 'cut-off', type: 'ssh-ed25519' }],
  ['a line that lost a character', `ssh-ed25519 ${ed25519.slice(0, -1)}`, { fault: 'not-base64', type: 'ssh-ed25519' }],
  ['the data of another type', `ssh-ed25519 ${rsa2048}`, { fault: 'mixed', type: 'ssh-ed25519', inner: 'ssh-rsa' }],
  ['a key that is too short', `ssh-rsa ${rsa1024}`, { fault: 'short', bits: 1024, least: 2048 }],
];
for (const [name, line, answer] of refused) test(`refused: ${name}`, () => { assert.deepEqual(readSshKey(line), answer); });

test('never throws, whatever follows the type', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.base64String()), (body) => { readSshKey(`ssh-rsa ${body}`); }));
});
