import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { makeCertificate } from '../../../shared/net/certificate.ts';
import { requestFault } from '../../../firstboot/net/address-guard.ts';
import { localHost } from '../../../shared/system/local-host.ts';

test('openssl makes a certificate for the names and addresses, with its key, twice not the same', async () => {
  const { key, cert, fingerprint } = await makeCertificate(localHost, ['edge-01', '192.0.2.10', '2001:db8::1']);
  const read = new X509Certificate(cert);
  assert.ok(read.checkPrivateKey(createPrivateKey(key)));
  assert.equal(read.checkHost('edge-01'), 'edge-01');
  assert.equal(read.checkIP('192.0.2.10'), '192.0.2.10');
  assert.match(read.subjectAltName ?? '', /IP Address:2001:DB8/);
  assert.match(fingerprint, /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  assert.notEqual((await makeCertificate(localHost, ['edge-01'])).fingerprint, fingerprint);
});

test('what another page in a browser could send is told by Host and Origin', () => {
  const names = ['edge-01', 'localhost'];
  const fault = (method: string, headers: Record<string, string>): string => requestFault({ method, headers }, names, 8091) ?? 'fine';
  assert.equal(fault('GET', { host: '192.0.2.10:8091' }), 'fine');
  assert.equal(fault('GET', { host: '[2001:db8::1]:8091' }), 'fine');
  assert.equal(fault('GET', { host: 'EDGE-01:8091' }), 'fine');
  for (const host of ['evil.example:8091', 'edge-01.evil.example', '', '192.0.2.10.evil.example']) assert.match(fault('GET', { host }), /not reached by that name/, host);
  const post = { host: '192.0.2.10:8091' };
  assert.equal(fault('POST', { ...post, origin: 'https://192.0.2.10:8091' }), 'fine');
  for (const origin of ['https://evil.example', 'null', 'http://192.0.2.10:8091', 'https://192.0.2.10']) assert.match(fault('POST', { ...post, origin }), /from this page itself/, origin);
  assert.match(fault('POST', post), /from this page itself/);
  assert.match(fault('POST', { ...post, origin: 'https://192.0.2.10:8091', 'sec-fetch-site': 'cross-site' }), /from this page itself/);
});
