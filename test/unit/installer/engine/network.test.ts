import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkNetwork } from '../../../../installer/engine/network/check-network.ts';
import { readInterfaces } from '../../../../installer/engine/network/read-interfaces.ts';
import { parseScan, scanWireless } from '../../../../installer/engine/network/scan-wireless.ts';
import { CommandError } from '../../../../shared/system/host.ts';
import { recordedMachine } from '../../../fakes/installing-machine.ts';
import { recordingHost, type Answer } from '../../../fakes/recording-host.ts';

const machine = recordedMachine('uefi-virtio');
const [nic] = machine.nics;
const signal = new AbortController().signal;

test('interfaces with the addresses that others reach, and a bond that is no card', async () => {
  const host = recordingHost({ commands: { 'ip -json address show': JSON.stringify([
    { ifname: 'lo', link_type: 'loopback', flags: ['LOWER_UP'], addr_info: [{ family: 'inet', local: '127.0.0.1', prefixlen: 8, scope: 'host' }] },
    { ifname: nic?.name, link_type: 'ether', flags: ['UP', 'LOWER_UP'], address: nic?.mac, addr_info: [{ local: '192.0.2.7', prefixlen: 24, scope: 'global' }, { local: 'fe80::1', prefixlen: 64, scope: 'link' }] },
    { ifname: 'bond0', link_type: 'ether', flags: ['UP'], address: '02:00:00:00:00:01', addr_info: [{ local: '2001:db8::7', prefixlen: 64, scope: 'global' }] },
    { ifname: 'docker0', link_type: 'ether', flags: [], addr_info: [] },
  ]) } });
  const found = await readInterfaces(host, machine);
  assert.deepEqual(found.map(({ name, link, addresses }) => [name, link, addresses]), [[nic?.name, true, ['192.0.2.7/24']], ['bond0', false, ['2001:db8::7/64']]]);
});

const reachable: Record<string, Answer> = {
  'ip -json address show scope global': '[{"addr_info":[{"local":"192.0.2.7"}]}]', 'ip -json route show default': '[{"gateway":"192.0.2.1"}]', 'ip -json -6 route show default': '[]',
  'ping -c 1 -W 2 192.0.2.1': { exitCode: 1 }, 'ip -json neighbour show 192.0.2.1': '[{"dst":"192.0.2.1","state":["REACHABLE"]}]',
  'timeout 8 getent ahosts deb.debian.org': '151.101.2.132  STREAM deb.debian.org\n', curl: '200',
};

test('what can be reached, each with what was found', async () => {
  const host = recordingHost({ commands: reachable });
  assert.deepEqual(await checkNetwork(host, { modelUrl: 'https://models.example/m.gguf' }, signal), [
    { what: 'address', ok: true, detail: '192.0.2.7' }, { what: 'gateway', ok: true, detail: '192.0.2.1' }, { what: 'names', ok: true, detail: 'deb.debian.org is 151.101.2.132' },
    { what: 'archive', ok: true, detail: 'deb.debian.org answers' }, { what: 'model', ok: true, detail: 'models.example answers' },
  ]);
});

test('a proxy with its password is asked on stdin, never by argv', async () => {
  const host = recordingHost({ commands: reachable });
  await checkNetwork(host, { proxy: 'http://user:canary@proxy:3128', modelUrl: undefined }, signal);
  assert.doesNotMatch(host.lines.join('\n'), /canary/);
  assert.match(host.calls.find(({ file }) => file === 'curl')?.stdin ?? '', /^url = ".*"\nproxy = "http:\/\/user:canary@proxy:3128"\n$/);
});

test('without an address nothing further is asked', async () => {
  const host = recordingHost({ commands: { 'ip -json address show scope global': '' } });
  const checks = await checkNetwork(host, { modelUrl: undefined }, signal);
  assert.deepEqual(checks.map(({ ok }) => ok), [false, false, false, false, false]);
  assert.equal(host.calls.length, 1);
});

test('what does not answer is told from what refuses', async () => {
  const broken = { ...reachable, 'ip -json neighbour show 192.0.2.1': '[{"state":["FAILED"]}]', 'timeout 8 getent ahosts deb.debian.org': { exitCode: 2 }, curl: { exitCode: 60 } };
  const checks = await checkNetwork(recordingHost({ commands: broken }), { modelUrl: 'https://m.example/x' }, signal);
  assert.deepEqual(checks.slice(1).map(({ detail }) => detail), ['192.0.2.1 does not answer', 'deb.debian.org is not found: no server for names answers', 'deb.debian.org: its certificate is not trusted: the clock may be wrong', 'm.example: its certificate is not trusted: the clock may be wrong']);
  const portal = await checkNetwork(recordingHost({ commands: { ...reachable, curl: '403' } }), { modelUrl: undefined }, signal);
  assert.deepEqual(portal[3], { what: 'archive', ok: false, detail: 'deb.debian.org says 403' });
});

const scan = `BSS 02:00:00:00:01:00(on wlan0)
	capability: ESS Privacy ShortSlotTime (0x0411)
	signal: -52.00 dBm
	SSID: Home
	RSN:	 * Version: 1
		 * Group cipher: CCMP
		 * Authentication suites: PSK
BSS 02:00:00:00:01:01(on wlan0)
	capability: ESS Privacy (0x0411)
	signal: -71.00 dBm
	SSID: Home
	RSN:	 * Version: 1
		 * Authentication suites: PSK
BSS 02:00:00:00:02:00(on wlan0) -- associated
	capability: ESS (0x0401)
	signal: -95.00 dBm
	SSID: Caf\\xc3\\xa9
BSS 02:00:00:00:03:00(on wlan0)
	capability: ESS Privacy (0x0411)
	signal: -30.00 dBm
	SSID: Lab
	RSN:	 * Version: 1
		 * Authentication suites: SAE
	Supported operating classes:
BSS 02:00:00:00:04:00(on wlan0)
	capability: ESS Privacy (0x0411)
	signal: -60.00 dBm
	SSID: \\x00\\x00\\x00
BSS 02:00:00:00:05:00(on wlan0)
	capability: ESS Privacy (0x0411)
	signal: -60.00 dBm
	SSID: Old
BSS 02:00:00:00:06:00(on wlan0)
	capability: ESS Privacy (0x0411)
	signal: -61.00 dBm
	SSID: Corp
	RSN:	 * Version: 1
		 * Authentication suites: IEEE 802.1X
`;

test('networks that are heard: each once, the strongest first, hidden ones left out', () => {
  assert.deepEqual(parseScan(scan), [
    { ssid: 'Lab', signal: 100, security: 'wpa3' }, { ssid: 'Home', signal: 76, security: 'wpa2' }, { ssid: 'Old', signal: 60, security: 'other' },
    { ssid: 'Corp', signal: 58, security: 'other' }, { ssid: 'Café', signal: 0, security: 'open' },
  ]);
  assert.deepEqual(parseScan(''), []);
});

test('a card that is busy is asked again, and given up in the end', async () => {
  const answers: Answer[] = [{ exitCode: 240, stderr: 'command failed: Device or resource busy (-16)' }, { exitCode: 240 }];
  const busy = (left: Answer[]): ReturnType<typeof recordingHost> => recordingHost({ commands: { 'ip link set': '', iw: () => {
    const answer = left.shift();
    if (typeof answer === 'object' && 'exitCode' in answer) throw new CommandError('iw', answer.exitCode, answer.stderr ?? '');
    return scan;
  } } });
  assert.equal((await scanWireless(busy(answers), 'wlan0', () => Promise.resolve())).length, 5);
  await assert.rejects(scanWireless(busy(Array.from({ length: 9 }, () => ({ exitCode: 240, stderr: 'Device or resource busy (-16)' }))), 'wlan0', () => Promise.resolve()), /cannot be looked for: iw exited with 240: Device or resource busy/);
});

test('without iw that is said', async () => {
  await assert.rejects(scanWireless(recordingHost({ commands: { 'ip link set': '' } }), 'wlan0'), /this medium has no iw/);
  await assert.rejects(scanWireless(recordingHost({ commands: { 'ip link set': '', iw: { exitCode: 156, stderr: 'Network is down (-100)' } } }), 'wlan0'), /Network is down/);
});
