/** The live system's network as answered, with netplan, iproute2 and wpa_supplicant's journal faked at the command. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyNetwork } from '../../../../installer/engine/network/apply-network.ts';
import { VerbError } from '../../../../installer/engine/verb-error.ts';
import type { NetworkAnswers } from '../../../../shared/protocol/answers.ts';
import type { NetworkV2 } from '../../../../shared/spec/install-spec.ts';
import { recordedMachine } from '../../../fakes/installing-machine.ts';
import { recordingHost, type Answer, type RecordingHost } from '../../../fakes/recording-host.ts';

const wired = recordedMachine('uefi-virtio');
const wlan = { name: 'wlan0', mac: '02:00:00:00:00:00', driver: 'mac80211_hwsim', link: false, speedMbps: undefined, wireless: true };
const machine = { ...wired, nics: [{ ...wlan, name: 'eth9', wireless: false }, wlan] };
const netplanFile = '/etc/netplan/60-cognos.yaml';
const own = '/etc/wpa_supplicant/cognos-wlan0.conf';
const dropIn = '/etc/systemd/system/netplan-wpa-wlan0.service.d/cognos.conf';
const patience = { rounds: 3, pause: () => Promise.resolve() };

function configured(part: Omit<NetworkV2, 'version'>): NetworkAnswers {
  return { kind: 'configured', spec: { version: 2, ...part } };
}
function wireless(point: object = { password: 'correct horse' }): NetworkAnswers {
  return configured({ wifis: { wlan0: { dhcp4: true, 'access-points': { Home: point } } } });
}

interface Now { name?: string; up?: boolean; addresses?: string[] }
function addresses(...all: Now[]): string {
  return JSON.stringify(all.map(({ name = 'eth9', up = true, addresses: own_ = [] }) => ({
    ifname: name, flags: up ? ['UP', 'LOWER_UP'] : ['UP'], addr_info: own_.map((each) => ({ local: each.split('/')[0], prefixlen: Number(each.split('/')[1]), scope: 'global' })),
  })));
}

interface Scene { files?: Record<string, string>; seen?: Answer; journal?: string; heard?: string; commands?: Record<string, Answer> }
function live({ files = {}, seen = addresses({ up: false }, { name: 'wlan0', up: false }), journal = '', heard = '', commands = {} }: Scene = {}): RecordingHost {
  return recordingHost({ files, commands: {
    netplan: '', 'ip -json address show': seen, 'ip link delete': '', 'systemctl show': 'cafe\n', 'journalctl --quiet --no-pager --output cat _SYSTEMD_INVOCATION_ID=cafe': journal,
    'iw dev wlan0 scan dump -u': heard, ...commands,
  } });
}
const did = (host: RecordingHost): string[] => host.lines.filter((line) => /^netplan|^ip link/.test(line));
const files = (host: RecordingHost): string[] => [...host.files.keys()];
async function refused(host: RecordingHost, answers: NetworkAnswers): Promise<VerbError> {
  return applyNetwork(host, machine, answers, patience).then(() => assert.fail('it was done'), (error: unknown) => (error instanceof VerbError ? error : Promise.reject(error as Error)));
}

test('written where netplan reads it, readable by root alone, applied, and waited for', async () => {
  const later = [addresses({ up: false }), addresses({}), addresses({ addresses: ['192.0.2.7/24'] })];
  const host = live({ seen: () => later.shift() ?? '[]' });
  await applyNetwork(host, machine, configured({ ethernets: { eth9: { dhcp4: true } } }), patience);
  assert.deepEqual([did(host), later], [['netplan generate', 'netplan apply'], []]);
  const { mode, content } = host.files.get(netplanFile) ?? {};
  assert.equal(mode, 0o600);
  assert.match(content ?? '', /network:\n {2}renderer: networkd\n {2}version: 2\n {2}ethernets:\n {4}eth9:\n {6}dhcp4: true/);
  await applyNetwork(host, machine, { kind: 'automatic' }, patience);
  assert.deepEqual([files(host), did(host).length], [[], 4]);
});

test('what netplan does not take is taken back, and nothing is applied', async () => {
  const host = live({ files: { [netplanFile]: 'network: {}\n' }, commands: { 'netplan generate': { exitCode: 78, stderr: 'Error in network definition' } } });
  assert.match((await refused(host, wireless({ auth: { 'key-management': 'sae', password: 'correct horse' } }))).message, /cannot be set like this: netplan exited with 78: Error in network definition/);
  assert.deepEqual([files(host), host.files.get(netplanFile)?.content, did(host)], [[netplanFile], 'network: {}\n', ['netplan generate']]);
});

test('automatic and offline change nothing that works', async () => {
  const host = recordingHost();
  await applyNetwork(host, machine, { kind: 'automatic' });
  await applyNetwork(host, machine, { kind: 'offline' });
  assert.deepEqual(host.calls, []);
});

test('what does not come up is taken back: the file that was there, and what was made for it', async () => {
  const before = 'network: {version: 2, vlans: {eth9.4: {id: 4, link: eth9}}}\n';
  const host = live({ files: { [netplanFile]: before }, seen: addresses({}, { name: 'eth9.5' }) });
  const error = await refused(host, configured({ ethernets: { eth9: {} }, vlans: { 'eth9.5': { id: 5, link: 'eth9', dhcp4: true } } }));
  assert.deepEqual([error.code, error.message, error.finding?.path], ['link-no-address', 'eth9.5 has a link, and the network gives it no address; look at the other end of the cable, or set a fixed address. What was set before is used again', 'network.vlans["eth9.5"]']);
  assert.deepEqual(did(host), ['netplan generate', 'ip link delete dev eth9.4', 'netplan apply', 'ip link delete dev eth9.5', 'netplan apply']);
  assert.equal(host.files.get(netplanFile)?.content, before);
});

test('when what was before does not come back either, that is said too', async () => {
  let times = 0;
  const host = live({ commands: { 'netplan apply': () => { times += 1; if (times === 2) throw new Error('networkd is gone'); return ''; } } });
  assert.match((await refused(host, wireless())).message, /What was set before could not be used again: networkd is gone$/);
});

test('cables: no link, no such card, not all addresses; optional ones are not waited for', async () => {
  const fixed = configured({ ethernets: { eth9: { addresses: ['192.0.2.10/24', '2001:db8:0:0::7/64'] } } });
  assert.equal((await refused(live(), fixed)).code, 'link-no-carrier');
  assert.equal((await refused(live({ seen: addresses({ addresses: ['192.0.2.10/24', '192.0.2.11/24'] }) }), fixed)).code, 'link-slow');
  assert.equal((await refused(live(), configured({ ethernets: { eth1: { dhcp4: true } } }))).code, 'link-no-card');
  assert.equal((await refused(live({ seen: addresses({ addresses: ['192.0.2.10/24'] }) }), configured({ ethernets: { eth9: { dhcp6: true } } }))).code, 'link-no-address');
  await applyNetwork(live({ seen: addresses({ addresses: ['192.0.2.10/24', '2001:db8::7/64'] }) }), machine, fixed, patience);
  await applyNetwork(live({ seen: addresses({ addresses: ['192.0.2.10/24'] }) }), machine, configured({ ethernets: { lan: { match: { name: 'eth?' }, dhcp4: true }, eth1: { dhcp4: true, optional: true }, eth2: {} } }), patience);
});

// What wpa_supplicant 2.10 wrote in a machine with two radios (mac80211_hwsim).
const wrongKey = 'wlan0: WPA: 4-Way Handshake failed - pre-shared key may be incorrect\nwlan0: CTRL-EVENT-SSID-TEMP-DISABLED id=0 ssid="Home" auth_failures=1 duration=10 reason=WRONG_KEY\n';

test('a wrong key is said beside the key, as soon as it is certain', async () => {
  const host = live({ journal: wrongKey.repeat(2) });
  const { code, finding } = await refused(host, wireless());
  assert.deepEqual([code, finding], ['link-wrong-key', { severity: 'error', code: 'link-wrong-key', path: 'network.wifis.wlan0.access-points.Home.password', message: '"Home" does not take this password; type it once more', values: { value: 'Home' } }]);
  assert.equal(host.lines.filter((line) => line.startsWith('ip -json')).length, 1);
  assert.deepEqual([did(host), files(host)], [['netplan generate', 'netplan apply', 'netplan apply'], []]);
  assert.equal((await refused(live({ journal: wrongKey }), wireless())).code, 'link-wrong-key', 'once is enough in the end');
  const sae = wireless({ auth: { 'key-management': 'sae', password: 'correct horse' } });
  const turnedAway = 'wlan0: CTRL-EVENT-AUTH-REJECT 02:00:00:00:01:00 auth_type=3 auth_transaction=2 status_code=1\n';
  assert.equal((await refused(live({ journal: turnedAway }), sae)).finding?.path, 'network.wifis.wlan0.access-points.Home.auth.password');
});

test('a handshake that failed once and then did not is no wrong key', async () => {
  const later = [addresses({ name: 'wlan0', up: false }), addresses({ name: 'wlan0', addresses: ['192.0.2.7/24'] })];
  await applyNetwork(live({ seen: () => later.shift() ?? '[]', journal: `${wrongKey.repeat(2)}wlan0: CTRL-EVENT-CONNECTED - Connection to 02:00:00:00:01:00 completed\n` }), machine, wireless(), patience);
});

const station = (suites: string): string => `BSS 02:00:00:00:01:00(on wlan0)\n\tcapability: ESS${suites === '' ? '' : ' Privacy'} (0x0411)\n\tsignal: -52.00 dBm\n\tSSID: Home\n${suites === '' ? '' : `\tRSN:\t * Version: 1\n\t\t * Authentication suites: ${suites}\n`}`;

test('everything else that keeps a wireless network away, each at its place', async () => {
  const why = async (scene: Scene, point?: object): Promise<[string, string | undefined]> => {
    const { code, finding } = await refused(live(scene), wireless(point));
    return [code, finding?.path.replace('network.wifis.wlan0', '')];
  };
  const joined = addresses({ name: 'wlan0' });
  assert.deepEqual(await why({ journal: 'rfkill: WLAN soft blocked\n' }), ['link-radio-off', '']);
  assert.deepEqual(await why({ seen: joined, journal: 'wlan0: CTRL-EVENT-CONNECTED - Connection to 02:00:00:00:01:00 completed\n' }), ['link-no-address', '']);
  assert.deepEqual(await why({ journal: 'wlan0: CTRL-EVENT-ASSOC-REJECT bssid=02:00:00:00:01:00 status_code=1\n' }), ['link-refused', '.access-points.Home']);
  assert.deepEqual(await why({ heard: '' }), ['link-not-found', '.access-points.Home']);
  assert.deepEqual(await why({ heard: station('') }), ['link-open', '.access-points.Home.password']);
  assert.deepEqual(await why({ heard: station('PSK') }, {}), ['link-needs-key', '.access-points.Home.password']);
  assert.deepEqual(await why({ heard: station('SAE') }), ['link-wpa3', '.access-points.Home']);
  assert.deepEqual(await why({ heard: station('IEEE 802.1X') }), ['link-refused', '.access-points.Home']);
  assert.deepEqual(await why({ heard: station('PSK') }), ['link-slow', '.access-points.Home']);
  assert.deepEqual(await why({ commands: { 'iw dev wlan0 scan dump -u': { exitCode: 237 } } }), ['link-slow', '.access-points.Home']);
  assert.deepEqual(await why({ commands: { 'systemctl show': '\n' } }), ['link-not-found', '.access-points.Home'], 'a service that never ran has no journal');
  assert.deepEqual(await why({ seen: addresses({}) }), ['link-no-card', '']);
});

test('WPA3 has its files for as long as it is asked for', async () => {
  const host = live({ seen: addresses({ name: 'wlan0', addresses: ['192.0.2.7/24'] }) });
  await applyNetwork(host, machine, wireless({ auth: { 'key-management': 'sae', password: 'correct horse' } }), patience);
  assert.deepEqual([...host.files].map(([path, { mode }]) => [path, mode]).sort(), [[netplanFile, 0o600], [dropIn, 0o600], [own, 0o600]].sort());
  await applyNetwork(host, machine, wireless(), patience);
  assert.deepEqual(files(host), [netplanFile]);
});

test('no key is in a command', async () => {
  const host = live({ journal: wrongKey.repeat(2) });
  await refused(host, wireless());
  assert.doesNotMatch(host.lines.join('\n'), /correct horse/);
});
