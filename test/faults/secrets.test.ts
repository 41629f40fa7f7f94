/** Secrets of a spec on the way through a whole install: where each of them turns up, and that it is nowhere else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatPlan } from '../../installer/planner/format-plan.ts';
import { loggingHost } from '../../shared/system/logging-host.ts';
import { CommandError } from '../../shared/system/host.ts';
import { installingMachine, planFor, readSpecText, type InstallingMachine } from '../fakes/installing-machine.ts';

const canary = {
  hash: `$6$CANARYsalt$CANARYhash${'a'.repeat(76)}`,
  wifi: 'CANARY-wifi-key',
  eap: 'CANARY-eap-password',
  wpa3: 'CANARY-wpa3-password',
  clientKey: 'CANARY-client-key-password',
  proxy: 'CANARY-proxy-password',
  token: 'CANARY-token',
  file: 'CANARY-in-a-file',
  command: 'CANARY-in-a-command',
};
const text = `#cloud-config
hostname: edge-01
users:
  - {name: ada, groups: [sudo], lock_passwd: false, hashed_passwd: "${canary.hash}"}
network:
  version: 2
  ethernets: {lan: {match: {name: "en*"}, dhcp4: true, auth: {key-management: 802.1x, method: tls, identity: x, client-key: /etc/ssl/key.pem, client-key-password: "${canary.clientKey}"}}}
  wifis: {air1: {dhcp4: true, access-points: {lab: {auth: {key-management: sae, password: "${canary.wpa3}"}}}}, air: {dhcp4: true, access-points: {home: {password: "${canary.wifi}"}, work: {auth: {key-management: eap, method: peap, identity: ada, password: "${canary.eap}"}}}}}
apt: {http_proxy: "http://ada:${canary.proxy}@proxy.example.net:3128"}
write_files: [{path: /etc/agent.key, permissions: "0600", content: "${canary.file}"}]
runcmd: [[curl, -H, "Authorization: ${canary.command}", "https://example.net/"]]
cognos:
  version: 1
  storage: {disk: {match: {transport: virtio}}}
  firstboot: {report: {url: "https://example.net/report", token: "${canary.token}"}}
`;

/** Path -> which canaries are in it. */
function filesWithCanaries({ host }: InstallingMachine): Record<string, string[]> {
  return Object.fromEntries([...host.files].flatMap(([path, { content }]) => {
    const found = Object.entries(canary).flatMap(([name, value]) => (content.includes(value) ? [name] : []));
    return found.length > 0 ? [[path, found]] : [];
  }));
}

async function installLogged(machine: InstallingMachine): Promise<string> {
  let log = '';
  const host = loggingHost(machine.host, async (line) => { log += `${line}\n`; });
  await machine.install(await planFor(machine.machine, text), text, { host }).catch((error: unknown) => { log += String(error); });
  return log;
}

test('a plan, printed or as JSON, holds no secret', async () => {
  const plan = await planFor(installingMachine().machine, text);
  assert.doesNotMatch(formatPlan(plan), /CANARY/);
  assert.doesNotMatch(JSON.stringify(plan), /CANARY/);
  assert.match(JSON.stringify(plan), /⟦secret:users\.ada\.hashed_passwd⟧/);
});

test('what is read of a spec holds its secrets apart', async () => {
  const { secrets, ...rest } = await readSpecText(text);
  assert.doesNotMatch(JSON.stringify(rest), /CANARY/);
  assert.equal([...secrets.values()].every((value) => value.includes('CANARY')), true);
});

test('an install leaves them in files of mode 0600 and on the stdin of chpasswd, and nowhere else', async () => {
  const machine = installingMachine();
  const log = await installLogged(machine);
  assert.match(log, /op \d+: chroot \/target chpasswd --encrypted\n/);
  assert.doesNotMatch(log, /CANARY/);
  assert.deepEqual(machine.host.lines.filter((line) => line.includes('CANARY')), []);
  assert.deepEqual(machine.host.calls.filter(({ stdin }) => stdin?.includes('CANARY')).map(({ file, args, stdin }) => [file, ...args, stdin]), [
    ['chroot', '/target', 'chpasswd', '--encrypted', `ada:${canary.hash}\n`],
  ]);
  assert.deepEqual(filesWithCanaries(machine), {
    '/target/etc/apt/apt.conf.d/90cognos-proxy': ['proxy'],
    '/target/etc/cognos/report-token': ['token'],
    '/target/etc/netplan/60-cognos.yaml': ['wifi', 'eap', 'wpa3', 'clientKey'],
    '/target/etc/wpa_supplicant/cognos-air1.conf': ['wpa3'],
    '/target/var/lib/cloud/seed/nocloud/user-data': ['file', 'command'],
  });
  for (const path of Object.keys(filesWithCanaries(machine))) assert.equal(machine.host.files.get(path)?.mode, 0o600, path);
  for (const path of ['/target/etc/cognos/spec.yaml', '/target/var/lib/cognos/report.json', '/target/var/lib/cognos/install.jsonl', '/run/cognos/journal.jsonl']) {
    assert.ok(machine.host.files.has(path), path);
  }
});

test('a failing step does not say them either: not chpasswd, not netplan\'s file', async () => {
  const chpasswd = installingMachine('uefi-virtio', { 'chroot /target chpasswd': () => { throw new CommandError('chroot', 1, 'chpasswd: (line 1, user ada) password not changed'); } });
  assert.doesNotMatch(await installLogged(chpasswd), /CANARY/);
  const full = installingMachine();
  const { writeFile } = full.host;
  full.host.writeFile = async (path, content, options) => {
    if (path.endsWith('60-cognos.yaml')) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    await writeFile(path, content, options);
  };
  const log = await installLogged(full);
  assert.match(log, /Configuring the network: ENOSPC/);
  assert.doesNotMatch(log, /CANARY/);
  assert.doesNotMatch(full.host.files.get('/run/cognos/journal.jsonl')?.content ?? '', /CANARY/);
});

test('what the screen shows of a whole run holds none', async () => {
  const { exitCode, output } = await installingMachine().drive(text);
  assert.equal(exitCode, 0, output);
  assert.doesNotMatch(output, /CANARY/);
});
