import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { downloadSettings } from '../../../../firstboot/models/download-settings.ts';
import { torrentAddress } from '../../../../firstboot/models/fetch-torrent.ts';
import { places } from '../../../../firstboot/models/places.ts';
import { shareModels } from '../../../../firstboot/models/share-models.ts';
import { pathOf } from '../../../../firstboot/net/hole.ts';
import { discovery, peerPorts } from '../../../../firstboot/net/open-to-peers.ts';
import type { InstallSpec } from '../../../../shared/spec/install-spec.ts';
import { recordingHost, type RecordingHost, type Script } from '../../../fakes/recording-host.ts';

const models = { models: { small: { file: 'small.gguf', verified: {} }, other: { file: 'other.gguf' }, usb: { file: 'usb.gguf', verified: {} } } };
const files = {
  '/var/lib/cognos/models.json': JSON.stringify(models), '/var/lib/cognos/models/.torrent-small.gguf': 'd', '/var/lib/cognos/models/.torrent-other.gguf': 'd', '/var/lib/cognos/models/.torrent-gone.gguf': 'd',
  '/etc/nftables.d/README': '',
};
const commands = { ip: JSON.stringify([{ addr_info: [{ local: '192.0.2.7', prefixlen: 24 }] }]), systemctl: '', 'apt-config': '' };

async function share(download: object, script: Script = { files, commands }): Promise<{ host: RecordingHost; warnings: string[] }> {
  const host = recordingHost(script);
  const warnings: string[] = [];
  const settings = await downloadSettings(host, { cognos: { version: 1, ai: { download } } } as InstallSpec);
  host.calls.splice(0);
  await shareModels({ host, places, settings, signal: new AbortController().signal, warn: async (message) => { warnings.push(message); } });
  return { host, warnings };
}

test('verified models with a torrent are given to the networks of this machine, for as long as the spec says', async () => {
  const { host, warnings } = await share({ peers: true, limit: '20MB', share: { minutes: 60 } });
  const text = (path: string): string => host.files.get(path)?.content ?? '';
  assert.equal(text('/run/cognos/share.list'), '/var/lib/cognos/models/.torrent-small.gguf\n  dir=/var/lib/cognos/models\n');
  assert.match(text('/run/cognos/share.conf'), /^peer-id-prefix=-CG0001-[0-9a-f]{12}$/m);
  for (const line of ['enable-dht=false', 'enable-dht6=false', 'enable-peer-exchange=false', 'bt-enable-lpd=true', 'seed-time=60', 'seed-ratio=4', 'max-overall-upload-limit=20000000', 'bt-seed-unverified=true']) assert.ok(text('/run/cognos/share.conf').split('\n').includes(line), line);
  assert.equal(text('/run/systemd/system/cognos-share.service.d/networks.conf'), '[Service]\nIPAddressAllow=192.0.2.0/24 239.192.152.143\n');
  assert.match(text(pathOf('share')), /ip saddr \{ 192\.0\.2\.0\/24 \} tcp dport 6881-6889 accept/);
  assert.equal(host.lines.at(-1), 'systemctl --no-block restart cognos-share.service');
  assert.deepEqual(warnings, []);
});

test('no peers, no minutes, or nothing to share: nothing is done', async () => {
  for (const [download, given] of [[{}, files], [{ peers: false, share: { minutes: 5 } }, files], [{ peers: true, share: { minutes: 0 } }, files], [{ peers: true }, {}]] as const) {
    assert.deepEqual((await share(download, { files: given, commands })).host.lines, []);
  }
});

test('a unit that does not start is said; the model is here all the same, and the firewall is closed', async () => {
  const { host, warnings } = await share({ peers: true }, { files, commands: { ...commands, 'systemctl --no-block restart': { exitCode: 1, stderr: 'Unit not found.' } } });
  assert.deepEqual(warnings, ['Models are not shared with other machines: systemctl exited with 1: Unit not found.']);
  assert.equal(host.files.has(pathOf('share')), false);
});

test('the unit has the ports that the firewall opens, and closes the same hole', () => {
  const unit = readFileSync(join(import.meta.dirname, '../../../../firstboot/units/cognos-share.service'), 'utf8');
  assert.ok(unit.includes(`SocketBindAllow=tcp:${peerPorts}\nSocketBindAllow=udp:${discovery.port}\n`));
  assert.ok(unit.includes(`rm -f ${pathOf('share')};`));
});

test('a query stays behind the name of the torrent', () => {
  assert.equal(torrentAddress('https://example.net/a.gguf?download=true&x=1?2'), 'https://example.net/a.gguf.torrent?download=true&x=1?2');
});
