/**
 * Wi-Fi on the live system as the network screen uses it: looked for, joined, and taken back when it does not come up. One
 * machine for all of it, with two radios that hear each other; the engine is driven over its own socket, as both wizards do.
 */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type EngineClient } from '../../../installer/engine/client.ts';
import { engineSocket } from '../../../installer/engine/place-of-ui.ts';
import { VerbError } from '../../../installer/engine/verb-error.ts';
import { networkOf } from '../../../installer/gui/renderer/screens/network/network-form.ts';
import { wirelessKey } from '../../../installer/gui/renderer/screens/network/wireless-key.ts';
import type { WirelessNetwork } from '../../../shared/protocol/request.ts';
import type { Snapshot } from '../../../shared/protocol/snapshot.ts';
import { chooseEntry } from '../choose-entry.ts';
import { buildMedium, iso } from '../medium.ts';
import { vmFolder } from '../prepare.ts';
import { makeKey } from '../seed-key.ts';
import { sshArguments } from '../ssh.ts';
import { startVm, type Vm } from '../vm.ts';
import { letTestIn, makeAirVolume, openStation, type Station } from '../wireless-station.ts';

const ssid = 'Kanari 7';
const phrase = 'im Dunkeln singen';
const netplanFile = '/etc/netplan/60-cognos.yaml';
const settings = { timeout: 600_000 };

let vm: Vm;
let station: Station;
let engine: EngineClient;
let tunnel: ChildProcess | undefined;
after(async () => {
  (engine as EngineClient | undefined)?.close();
  tunnel?.kill();
  await (vm as Vm | undefined)?.powerCut();
});

test('the medium builds', { timeout: 1_800_000 }, async () => { await buildMedium(); });

test('a live system with a radio, and a station that it can hear', { timeout: 2_400_000 }, async () => {
  const directory = vmFolder('network-screen');
  const key = await makeKey(join(directory, '..'));
  const volume = join(directory, 'volume.img');
  await makeAirVolume(volume, key.publicKey);
  vm = await startVm({ directory, firmware: 'bios', memoryMiB: 1024, disks: [{ path: volume, id: 'volume', format: 'raw', transport: 'usb' }], iso: { path: iso, as: 'scsi-cd' }, login: { user: 'root', key: key.path } });
  await chooseEntry(vm, 'Install CognOS (text)');
  await vm.serial.waitFor(/Press Enter for the text wizard here/, 1_200_000);
  await letTestIn(vm);
  assert.equal((await vm.ssh('systemctl is-enabled wpa_supplicant.service || true')).trim(), 'disabled');
  station = await openStation(vm);
  await station.send(ssid, { kind: 'wpa2', phrase });
  await station.lend(true);
  engine = await reachEngine(directory);
  await engine.ask({ type: 'control.take' }); // From the text wizard on the console.
  await engine.ask({ type: 'machine.probe' });
  const { machine } = await until(({ state, machine: now }) => state === 'asking' && now?.nics.some(({ name }) => name === 'wlan0') === true);
  assert.deepEqual(machine?.nics.filter(({ wireless }) => wireless).map(({ name, driver }) => [name, driver]), [['wlan0', 'mac80211_hwsim']]);
});

test('the network is heard, with how it is protected', settings, async () => {
  assert.deepEqual(await heard(), [[ssid, 'wpa2']]);
});

test('a wrong key is said at the key, and what was there before is used again', settings, async () => {
  const before = await cable();
  assert.notEqual(before, '');
  await choose({ key: await wirelessKey('im Hellen schweigen', { ssid, wpa3: false }) });
  await refused('link-wrong-key', `network.wifis.wlan0.access-points["${ssid}"].password`);
  assert.equal(await state(), `no file, inactive, ${before}`);
});

test('the right key joins, and the network gives an address', settings, async () => {
  await choose({ key: await wirelessKey(phrase, { ssid, wpa3: false }) });
  await engine.ask({ type: 'network.apply' });
  assert.match(await address(), /^10\.77\.0\.1\d\d\/24$/);
  assert.match(await vm.ssh('wpa_cli -p /run/wpa_supplicant -i wlan0 status'), /^key_mgmt=WPA2-PSK$/m);
  const { network } = await until((snapshot) => snapshot.network.interfaces.some(({ name, addresses }) => name === 'wlan0' && addresses.length > 0));
  assert.equal(network.fault, undefined);
  assert.equal((await vm.ssh(`stat -c %a ${netplanFile}`)).trim(), '600');
  assert.equal((await vm.ssh(`grep -c '${phrase}' ${netplanFile} || true`)).trim(), '0', 'the key is kept, not the phrase');
});

test('another name is not heard, and the network before it is joined again', settings, async () => {
  await choose({ ssid: 'Amsel', key: await wirelessKey(phrase, { ssid: 'Amsel', wpa3: false }) });
  await refused('link-not-found', 'network.wifis.wlan0.access-points.Amsel');
  for (let times = 0; times < 60 && await address() === ''; times += 1) await sleep(1000);
  assert.match(await address(), /^10\.77\.0\.1\d\d\/24$/);
});

test('a network that gives no address is told from one that is not joined', settings, async () => {
  await station.lend(false);
  await engine.ask({ type: 'answers.set', section: 'network', value: { kind: 'automatic' } });
  await engine.ask({ type: 'network.apply' });
  await choose({ key: await wirelessKey(phrase, { ssid, wpa3: false }) });
  await refused('link-no-address', 'network.wifis.wlan0');
  await station.lend(true);
});

test('WPA3 alone: heard as such, WPA2 is refused with what would work, a wrong phrase is said, the right one joins', settings, async () => {
  await station.send(ssid, { kind: 'wpa3', phrase });
  assert.deepEqual(await heard(), [[ssid, 'wpa3']]);
  await choose({ key: await wirelessKey(phrase, { ssid, wpa3: false }) });
  await refused('link-wpa3', `network.wifis.wlan0.access-points["${ssid}"]`);
  await choose({ key: 'im Hellen schweigen', wpa3: true });
  await refused('link-wrong-key', `network.wifis.wlan0.access-points["${ssid}"].auth.password`);
  await choose({ key: phrase, wpa3: true });
  await engine.ask({ type: 'network.apply' });
  assert.match(await address(), /^10\.77\.0\.1\d\d\/24$/);
  assert.match(await vm.ssh('wpa_cli -p /run/wpa_supplicant -i wlan0 status'), /^key_mgmt=SAE$/m);
});

test('an open network takes no key, and is joined without', settings, async () => {
  await station.send(ssid, { kind: 'open' });
  await choose({ key: await wirelessKey(phrase, { ssid, wpa3: false }) });
  await refused('link-open', `network.wifis.wlan0.access-points["${ssid}"].password`);
  await choose({ key: '' });
  await engine.ask({ type: 'network.apply' });
  assert.match(await address(), /^10\.77\.0\.1\d\d\/24$/);
});

test('automatic again: no file of ours, no supplicant, the cable as at first; no key is in the journal', settings, async () => {
  const before = await cable();
  await engine.ask({ type: 'answers.set', section: 'network', value: { kind: 'automatic' } });
  await engine.ask({ type: 'network.apply' });
  assert.equal(await state(), `no file, inactive, ${before}`);
  assert.equal((await vm.ssh('find /etc/wpa_supplicant /etc/systemd/system -name "*cognos-wlan0*" -o -path "*netplan-wpa*/*"')).trim(), '');
  for (const secret of [phrase, await wirelessKey(phrase, { ssid, wpa3: false })]) assert.equal((await vm.ssh(`journalctl --no-pager | grep -c '${secret}' || true`)).trim(), '0');
});

/** The engine's socket, through ssh, as root of the machine. */
async function reachEngine(directory: string): Promise<EngineClient> {
  const own = join('/tmp', `cognos-engine-${process.pid}.sock`);
  rmSync(own, { force: true });
  const [first = '', ...rest] = ['ssh', '-N', '-o', 'ExitOnForwardFailure=yes', '-L', `${own}:${engineSocket}`, ...sshArguments(vm.sshTarget)];
  tunnel = spawn(first, rest, { stdio: 'ignore', cwd: directory });
  await sleep(10_000);
  return connect({ path: own, token: await vm.ssh('cat /run/cognos/ui/token') });
}

function until(done: (snapshot: Snapshot) => boolean): Promise<Snapshot> {
  const found = Promise.withResolvers<Snapshot>();
  const stop = engine.subscribe((snapshot) => { if (done(snapshot)) found.resolve(snapshot); });
  return found.promise.finally(() => { stop(); });
}

async function heard(): Promise<[string, string][]> {
  const networks = await engine.ask({ type: 'network.scan', device: 'wlan0' }) as WirelessNetwork[];
  return networks.map((network) => [network.ssid, network.security]);
}

async function choose(part: { ssid?: string; key: string; wpa3?: boolean }): Promise<void> {
  const spec = networkOf({ device: 'wlan0', wireless: { ssid, hidden: false, wpa3: false, ...part } });
  await engine.ask({ type: 'answers.set', section: 'network', value: { kind: 'configured', spec } });
}

async function refused(code: string, path: string): Promise<void> {
  const error = await engine.ask({ type: 'network.apply' }).then(() => assert.fail('it was joined'), (reason: unknown) => reason);
  assert.ok(error instanceof VerbError, String(error));
  assert.deepEqual([error.code, engine.snapshot?.network.fault?.code, engine.snapshot?.network.fault?.path], [code, code, path], error.message);
  assert.match(error.message, /What was set before is used again/);
}

async function address(): Promise<string> {
  return (await vm.ssh('ip -4 -oneline address show dev wlan0 scope global')).split(/\s+/)[3] ?? '';
}

/** Name and address of the cable, which the test itself comes in by. */
async function cable(): Promise<string> {
  return (await vm.ssh('ip -4 -oneline address show scope global')).split('\n').filter((line) => !line.includes('wlan')).map((line) => line.split(/\s+/).slice(1, 4).join(' ')).join(' ').trim();
}

async function state(): Promise<string> {
  const file = (await vm.ssh(`test -e ${netplanFile} && echo a file || echo no file`)).trim();
  return `${file}, ${(await vm.ssh('systemctl is-active netplan-wpa-wlan0.service || true')).trim()}, ${await cable()}`;
}
