import assert from 'node:assert/strict';
import { test } from 'node:test';
import { broadcastOf, modeFor, openDhcp } from '../../../../netboot/boot/open-dhcp.ts';

const card = { address: '10.1.130.7', netmask: '255.255.128.0' };

test('the network of a card', () => {
  assert.deepEqual(modeFor({ kind: 'proxy' }, card), { kind: 'proxy', network: '10.1.128.0', netmask: '255.255.128.0' });
  assert.equal(broadcastOf(card), '10.1.255.255');
  assert.equal(broadcastOf({ address: '192.168.1.1', netmask: '255.255.255.0' }), '192.168.1.255');
});

test('a range of addresses to lease, and what is none', () => {
  assert.deepEqual(modeFor({ kind: 'full', range: '10.1.200.1, 10.1.200.99' }, card), { kind: 'full', first: '10.1.200.1', last: '10.1.200.99', netmask: '255.255.128.0' });
  for (const range of [undefined, '', '10.1.200.1', '10.1.200.1,10.1.200.9,10.1.200.10', 'a,b']) assert.throws(() => modeFor({ kind: 'full', range }, card), /--range FIRST,LAST/);
  for (const range of ['10.1.1.1,10.1.200.9', '10.1.200.9,10.1.200.1']) assert.throws(() => modeFor({ kind: 'full', range }, card), /is not on the network of 10\.1\.130\.7/);
  assert.throws(() => modeFor({ kind: 'proxy', range: '10.1.200.1,10.1.200.9' }, card), /--dhcp full only/);
});

test('a card that is not there is named beside those that are', async () => {
  await assert.rejects(openDhcp({ kind: 'proxy', interface: 'no-such-card', port: 8480, artefacts: '/nowhere', folder: '/nowhere', localMacs: () => [], log: () => undefined, warn: () => undefined }), /there is no network card no-such-card with an address here \(there are: /);
});
