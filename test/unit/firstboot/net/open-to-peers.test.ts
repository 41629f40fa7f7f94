import assert from 'node:assert/strict';
import test from 'node:test';
import { closeToPeers, localNetworks, openToPeers } from '../../../../firstboot/net/open-to-peers.ts';
import { recordingHost } from '../../../fakes/recording-host.ts';

const links = JSON.stringify([
  { flags: ['BROADCAST', 'UP'], addr_info: [{ local: '192.0.2.77', prefixlen: 26 }, { local: '203.0.113.9', prefixlen: 32 }] },
  { flags: ['BROADCAST', 'UP'], addr_info: [{ local: '10.200.3.4', prefixlen: 9 }, { local: '192.0.2.80', prefixlen: 26 }] },
  { flags: ['POINTOPOINT', 'UP'], addr_info: [{ local: '198.51.100.1', prefixlen: 24 }] }, {},
]);
const commands = { 'ip -json -4 address show up scope global': links, systemctl: '' };

test('the networks that the machine is in, without tunnels and single addresses', async () => {
  assert.deepEqual(await localNetworks(recordingHost({ commands })), ['10.128.0.0/9', '192.0.2.64/26']);
  assert.deepEqual(await localNetworks(recordingHost({ commands: { ip: '' } })), []);
});

test('the firewall opens for these alone, and closes', async () => {
  const host = recordingHost({ commands, files: { '/etc/nftables.d/README': '' } });
  await openToPeers(host, 'peers');
  const path = '/etc/nftables.d/60-cognos-peers.nft';
  const rules = (host.files.get(path)?.content ?? '').split('\n').filter((line) => line.startsWith('add rule'));
  assert.deepEqual(rules, [
    'add rule inet filter own_input ip saddr { 10.128.0.0/9, 192.0.2.64/26 } tcp dport 6881-6889 accept comment "cognos-peers"',
    'add rule inet filter own_input ip saddr { 10.128.0.0/9, 192.0.2.64/26 } ip daddr 239.192.152.143 udp dport 6771 accept comment "cognos-peers"',
    'add rule inet filter own_input ip protocol igmp ip daddr 224.0.0.1 accept comment "cognos-peers"',
  ]);
  await closeToPeers(host, 'peers');
  assert.equal(host.files.has(path), false);
  assert.deepEqual(host.lines.filter((line) => line.startsWith('systemctl')), ['systemctl try-reload-or-restart nftables.service', 'systemctl try-reload-or-restart nftables.service']);
});

test('no firewall of ours, or no network: nothing is opened', async () => {
  const without = recordingHost({ commands });
  await openToPeers(without, 'peers');
  await closeToPeers(without, 'peers');
  assert.deepEqual(without.lines, []);
  const alone = recordingHost({ commands: { ip: '[]' }, files: { '/etc/nftables.d/README': '' } });
  await openToPeers(alone, 'peers');
  assert.deepEqual(alone.lines, ['ip -json -4 address show up scope global']);
});
