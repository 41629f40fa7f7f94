/**
 * Machines without a medium, in a network of their own: dnsmasq answers, iPXE or shim and GRUB load, the initrd fetches,
 * the boot server gives each its spec, and the rollout says when it is ready. The network comes first in every boot order,
 * so each restart asks the server again.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { execa } from 'execa';
import { createDisk } from '../disk.ts';
import type { FirmwareKind } from '../firmware.ts';
import { buildMedium, iso } from '../medium.ts';
import { openBootNetwork, serveIn, serverCard, type BootNetwork, type ServingSite } from '../netboot.ts';
import { diskSerial, vmFolder, withoutModel } from '../prepare.ts';
import { addKey, makeKey } from '../seed-key.ts';
import { startVm, type Vm } from '../vm.ts';

const repository = resolve(import.meta.dirname, '../../..');
const main = join(repository, 'netboot/main.ts');
const tag = 'pxe';
const folder = vmFolder('netboot');
const artefacts = join(folder, 'boot');
const state = join(folder, 'state');

interface Machine { name: string; firmware: FirmwareKind; mac: string; uuid: string; spec: string; user: string }
const machines: readonly Machine[] = [
  { name: 'pxe-bios', firmware: 'bios', mac: '52:54:00:77:01:01', uuid: '5f0c1d2e-0001-4a4b-8c8d-010203040501', spec: 'bios-ext4.yaml', user: 'grace' },
  { name: 'pxe-uefi', firmware: 'uefi', mac: '52:54:00:77:01:02', uuid: '5f0c1d2e-0001-4a4b-8c8d-010203040502', spec: 'uefi-btrfs.yaml', user: 'ada' },
  { name: 'pxe-secure', firmware: 'secure', mac: '52:54:00:77:01:03', uuid: '5f0c1d2e-0001-4a4b-8c8d-010203040503', spec: 'uefi-btrfs.yaml', user: 'ada' },
];

let network: BootNetwork;
let site: ServingSite;
let key: string;

before(async () => {
  await buildMedium();
  await execa(process.execPath, [main, 'export', artefacts, '--iso', iso], { cwd: repository });
  ({ path: key } = await makeKey(join(repository, 'build/vm')));
  await writeInventory();
  network = await openBootNetwork(tag);
  site = serveIn(network, folder, [main, 'serve', '--inventory', join(folder, 'site.yaml'), '--artefacts', artefacts, '--folder', state,
    '--dhcp', 'full', '--interface', serverCard(tag), '--range', '10.77.0.100,10.77.0.199']);
  await site.until(/TFTP root is/);
}, { timeout: 3_600_000 });

after(async () => {
  await site?.stop();
  await network?.close();
});

async function writeInventory(): Promise<void> {
  const { publicKey } = await makeKey(join(repository, 'build/vm'));
  for (const spec of new Set(machines.map((machine) => machine.spec))) {
    const { userData } = addKey(withoutModel(readFileSync(join(repository, 'test/fixtures/specs', spec), 'utf8')), publicKey);
    writeFileSync(join(folder, spec), userData.replace(/^hostname: .*$/m, 'hostname: "{{hostname}}"').replace(/^fqdn: .*\n/m, ''));
  }
  const rules = machines.map(({ name, mac, spec }) => `  - {name: ${name}, match: {mac: "${mac}"}, spec: ${spec}, values: {hostname: ${name}}}\n`);
  writeFileSync(join(folder, 'site.yaml'), `version: 1\nrules:\n${rules.join('')}`);
}

async function start(machine: Omit<Machine, 'spec'>, index: number): Promise<Vm> {
  const disk = join(vmFolder(machine.name), 'disk.qcow2');
  await createDisk(disk, '16G');
  return startFrom(machine, index, disk);
}

/** @param http by UEFI HTTP boot instead of PXE */
async function startFrom({ name, firmware, mac, uuid, user }: Omit<Machine, 'spec'>, index: number, disk: string, http = false): Promise<Vm> {
  const directory = dirname(disk);
  return startVm({ directory, firmware, memoryMiB: 2048, disks: [{ path: disk, serial: diskSerial }], login: { user, key }, tap: { device: await network.tap(index), mac, first: true, http }, identity: { uuid, serial: `SN ${name}` } });
}

interface Line { id: string; state: string; hostname?: string | null; reason?: string | null }

async function rollout(): Promise<Line[]> {
  const { machines: lines } = JSON.parse(await site.run(process.execPath, [main, 'status', '--json', '--folder', state])) as { machines: Line[] };
  return lines;
}

test('who else answers on the network is seen: here it is our own server', { timeout: 120_000 }, async () => {
  const detect = `import { detectOtherServers } from '${repository}/netboot/boot/detect-other-servers.ts';
console.log(JSON.stringify(await detectOtherServers({ own: [], mode: 'full', broadcast: '10.77.0.255', mac: '52:54:00:77:01:ff', milliseconds: 8000 })));`;
  const found = JSON.parse(await site.run(process.execPath, ['--input-type=module', '--eval', detect])) as string[];
  assert.match(found.join(), /another boot server answers on this network, at 10\.77\.0\.1:/);
});

test('a machine that no rule is for waits, and says so where somebody looks', { timeout: 1_800_000 }, async () => {
  const vm = await start({ name: 'pxe-stranger', firmware: 'bios', mac: '52:54:00:77:01:09', uuid: '5f0c1d2e-0001-4a4b-8c8d-010203040509', user: 'nobody' }, 0);
  try {
    // What was waited for, not the lines: the last of them may not have come to its end.
    const [said] = await vm.serial.waitFor(/cognos: waiting: no rule of [^\n]* is for this machine[^]*it asks http:\/\/10\.77\.0\.1:8480 again every \d+ s/, 1_500_000);
    assert.match(said, /this machine is MAC [^\n]*52:54:00:77:01:09[^\n]*serial number SN pxe-stranger, UUID 5f0c1d2e-0001-4a4b-8c8d-010203040509/);
    assert.equal((await rollout()).find(({ id }) => id.endsWith('0509'))?.state, 'waiting');
  } finally {
    await vm.powerCut();
  }
});

for (const [index, machine] of machines.entries()) {
  test(`${machine.name}: from an empty disk to ready, by its own spec`, { timeout: 5_400_000 }, async (context) => {
    const started = Date.now();
    const since = (): string => `${Math.round((Date.now() - started) / 1000)} s`;
    const vm = await start(machine, index + 1);
    try {
      await vm.serial.waitFor(/cognos: fetching CognOS from http:\/\/10\.77\.0\.1:8480/, 1_200_000);
      context.diagnostic(`initrd after ${since()}`);
      await vm.serial.waitFor(/cognos: done[^\n]*\n/, 2_400_000);
      context.diagnostic(`installed after ${since()}`);
      await vm.waitForSsh(1_500_000);
      assert.equal((await vm.ssh('hostname')).trim(), machine.name);
      await vm.ssh('sudo -n cognos-firstboot wait --timeout 1800', { timeoutMs: 1_900_000 });
      context.diagnostic(`ready after ${since()}`);
      assert.equal((await vm.ssh('findmnt --noheadings --output FSTYPE /')).trim(), machine.spec === 'bios-ext4.yaml' ? 'ext4' : 'btrfs');
      if (machine.firmware === 'secure') assert.match(await vm.ssh('mokutil --sb-state'), /SecureBoot enabled/);
      await readyInRollout(machine);
    } finally {
      await vm.shutdown();
    }
  });
}

test('UEFI HTTP boot loads iPXE, which sends the machine that is installed to its disk', { timeout: 1_800_000 }, async () => {
  const machine = machines.find(({ name }) => name === 'pxe-uefi');
  assert.ok(machine);
  const vm = await startFrom(machine, 8, join(repository, 'build/vm', machine.name, 'disk.qcow2'), true);
  try {
    // iPXE's own words; GRUB, which PXE would have loaded, says them after it has a menu.
    await vm.serial.waitFor(/iPXE [^]*CognOS: this machine starts from its disk/, 600_000);
    await vm.waitForSsh(1_200_000);
    assert.equal((await vm.ssh('hostname')).trim(), machine.name);
  } finally {
    await vm.shutdown();
  }
});

/** The last report may still be on its way. */
async function readyInRollout({ name, uuid }: Machine): Promise<void> {
  const end = Date.now() + 300_000;
  for (;;) {
    const line = (await rollout()).find(({ id }) => id === uuid);
    if (line?.state === 'ready' && line.hostname === name) return;
    if (Date.now() > end) assert.fail(`${name} is not ready in the rollout: ${JSON.stringify(line)}\n${site.said().split('\n').slice(-20).join('\n')}`);
    await new Promise((done) => { setTimeout(done, 3000); });
  }
}
