import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findService } from '../../../../../shared/harden/services.ts';
import { readService } from '../../../../../installer/gui/renderer/screens/security/read-service.ts';

const services = ['ssh', 'http', 'https', 'postgresql'];

for (const [typed, answer] of [
  ['https', { service: 'https' }], [' HTTP ', { service: 'http' }], ['8080/tcp', { service: '8080/tcp' }], ['8080', { service: '8080/tcp' }], ['53 UDP', { service: '53/udp' }],
  ['0443', { service: '443/tcp' }], ['65535/udp', { service: '65535/udp' }],
  ['', { refused: 'empty' }], ['ssh', { refused: 'known' }], ['9000/tcp', { refused: 'known' }], ['9000', { refused: 'known' }],
  ['0', { refused: 'port' }], ['65536', { refused: 'port' }], ['80-90', { refused: 'port' }], ['8080/sctp', { refused: 'port' }],
  ['postgres', { refused: 'name', near: 'postgresql' }], ['ftp-data', { refused: 'name' }],
] as const) {
  test(`"${typed}"`, () => { assert.deepEqual(readService(typed, services, ['ssh', '9000/tcp']), answer); });
}

test('what is taken here is taken by the spec', () => {
  fc.assert(fc.property(fc.oneof(fc.integer({ min: -5, max: 70_000 }).map(String), fc.string(), fc.constantFrom(...services)), (typed) => {
    const read = readService(typed, services, []);
    if ('service' in read) assert.ok('ports' in findService(read.service), read.service);
  }));
});
