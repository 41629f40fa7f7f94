/** The generic cloud image, started twice from NoCloud user-data: two clones must be two machines, and each becomes ready by itself. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkFirstboot } from '../check-firstboot.ts';
import { formatChecks } from '../check-table.ts';
import { makeCidata } from '../cidata.ts';
import { buildCloudImage, cloudImage } from '../cloud-image.ts';
import { createDisk } from '../disk.ts';
import { buildMedium } from '../medium.ts';
import { openModelShop, serveShop, type ModelShop } from '../model-shop.ts';
import { vmFolder } from '../prepare.ts';
import { makeKey } from '../seed-key.ts';
import { startVm, type Vm } from '../vm.ts';

const canary = 'CANARYcloud4711';

test('the cloud image builds', { timeout: 1_800_000 }, async (context) => {
  await buildMedium();
  context.diagnostic(await buildCloudImage());
});

interface Clone { firmware: 'bios' | 'uefi'; clock: string; offline: boolean; /** Below `cognos:` and beside it. */ ai: string; more: string }

/** By clone: they must differ. */
const seen = new Map<string, Record<'machineId' | 'hostKey', string>>();

test('a clone of 1970 under BIOS, with its model from the network, becomes ready by itself', { timeout: 3_000_000 }, async (context) => {
  const shop = openModelShop();
  const server = await serveShop(shop);
  try {
    await withClone({ firmware: 'bios', clock: '1970-01-01T00:00:00', offline: false, ...sold(shop, server.url) }, async (vm) => {
      const checks = await checkFirstboot(vm, { model: 'shop-small', profile: 'cis-level1-server' });
      context.diagnostic(formatChecks(checks));
      assert.deepEqual(checks.filter(({ ok }) => !ok), []);
      assert.ok(server.requests.some((line) => line.includes('shop-small-q8_0.gguf 20')), server.requests.join('\n'));
    });
  } finally {
    await server.close();
  }
});

test('a clone of 2040 under UEFI, offline, becomes ready and says that nobody set its clock', { timeout: 3_000_000 }, async () => {
  // Offline, so that no time server helps.
  await withClone({ firmware: 'uefi', clock: '2040-01-01T00:00:00', offline: true, ai: '{model: none}', more: '' }, async (vm) => {
    await vm.ssh('sudo -n cognos-firstboot wait', { timeoutMs: 900_000 });
    assert.match(await vm.ssh('sudo -n cat /var/lib/cognos/report.json'), /The clock said 2040-01-01 and no time server answered/);
  });
});

test('the two are two machines', (context) => {
  if (seen.size < 2) return context.skip('one of the clones did not come to its end, or was not asked for');
  for (const key of ['machineId', 'hostKey'] as const) assert.equal(new Set([...seen.values()].map((identity) => identity[key])).size, 2, key);
});

/** The catalogue comes by write_files, as it would from whoever has models of their own. */
function sold({ catalogueFiles, catalog: { keys } }: ModelShop, mirror: string): Pick<Clone, 'ai' | 'more'> {
  const files = Object.entries(catalogueFiles).map(([name, content]) => ({ path: `/etc/site/${name}`, content }));
  const ai = { model: 'shop-small-q8_0', catalog: { from: `/etc/site/${files[0]?.path.split('/').at(-1)}`, keys }, download: { mirrors: [mirror] } };
  return { ai: JSON.stringify(ai), more: `write_files: ${JSON.stringify(files)}\n` };
}

async function identityOf(vm: Vm): Promise<{ machineId: string; hostKey: string }> {
  return { machineId: await vm.ssh('cat /etc/machine-id'), hostKey: await vm.ssh('cat /etc/ssh/ssh_host_ed25519_key.pub') };
}

async function withClone(clone: Clone, look: (vm: Vm) => Promise<void>): Promise<void> {
  const vm = await startClone(clone);
  try {
    await vm.waitForSsh(900_000);
    await look(vm);
    await lookAt(vm, clone);
    seen.set(clone.firmware, await identityOf(vm));
  } finally {
    await vm.shutdown();
  }
}

async function lookAt(vm: Vm, { firmware }: Clone): Promise<void> {
  assert.equal((await vm.ssh('hostname')).trim(), `cloud-${firmware}`);
  assert.equal((await vm.ssh('systemctl --failed --no-legend --plain')).trim(), '');
  assert.ok(Number(await vm.ssh('df --output=size --block-size=1G / | tail -1')) > 9, 'the root did not grow to the end of the disk');
  // Not as a word of the command: sudo writes those into its log.
  assert.equal((await vm.ssh('sudo -n grep -rlaF -f - /var /etc /run || true', { stdin: `${canary}\n` })).split('\n').filter((path) => path !== '' && path !== '/etc/cognos/report-token').join(), '');
  assert.match(await vm.ssh('sudo -n cat /var/lib/cognos/report.json'), /The volume \/dev\/vd[a-z]\d* still holds the user-data of this machine/);
  const year = Number(await vm.ssh('date +%Y'));
  assert.ok(year >= 2026 && year < 2038, String(year));
}

async function startClone({ firmware, clock, offline, ai, more }: Clone): Promise<Vm> {
  const name = `cloud-${firmware}`;
  const directory = vmFolder(name);
  const key = await makeKey(join(directory, '..'));
  const [disk, cidata] = [join(directory, 'disk.qcow2'), join(directory, 'cidata.img')];
  await createDisk(disk, '12G', { backing: cloudImage });
  await makeCidata(cidata, {
    metaData: `instance-id: ${name}\n`,
    userData: `#cloud-config
hostname: ${name}
users: [{name: ada, groups: [sudo], sudo: "ALL=(ALL) NOPASSWD:ALL", shell: /bin/bash, ssh_authorized_keys: ["${key.publicKey}"]}]
${more}cognos:
  version: 1
  ai: ${ai}
  firstboot: {ask: never, report: {url: "https://reports.invalid/", token: ${canary}}}
`,
  });
  return startVm({ directory, firmware, clock, offline, memoryMiB: 2048, disks: [{ path: disk }], cidata, login: { user: 'ada', key: key.path } });
}
