/**
 * A machine that has a model is installed anew and keeps it: other sizes, another name, and no source for the model but what
 * lies on the disk.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, stringify } from 'yaml';
import { checkFirstboot } from '../check-firstboot.ts';
import { checkInstalledSystem, type Check } from '../check-installed-system.ts';
import { formatChecks } from '../check-table.ts';
import { makeCidata } from '../cidata.ts';
import { compareWithPlan } from '../compare-with-plan.ts';
import { expectationsOf } from '../expectations.ts';
import { install } from '../install.ts';
import { buildMedium, iso } from '../medium.ts';
import { openModelShop, shopVolume, withShop } from '../model-shop.ts';
import { prepare } from '../prepare.ts';
import { startVm, type Vm, type VmOptions } from '../vm.ts';

const model = 'shop-small-q8_0';
const firmware = 'uefi';

/** The same machine by another name, with other sizes, onto a disk that is not blank. */
function again(userData: string): string {
  const spec = parse(userData) as { cognos: { storage: { disk: object } & Record<string, unknown> } & Record<string, unknown> } & Record<string, unknown>;
  const { root: _given, ...storage } = spec.cognos.storage;
  return `#cloud-config\n${stringify({
    ...spec, hostname: 'edge-02', fqdn: 'edge-02.example.net',
    cognos: { ...spec.cognos, storage: { ...storage, disk: { ...storage.disk, wipe: 'any' }, swap: { size: '256MiB' }, models: { keep: true } } },
  })}`;
}

test('the medium builds', { timeout: 1_800_000 }, async () => { await buildMedium(); });

test('UEFI, btrfs: the second system has the model of the first', { timeout: 5_400_000 }, async (context) => {
  const shop = openModelShop();
  const prepared = await prepare('keep-models', firmware, 'uefi-btrfs.yaml', (text) => withShop(text, shop, `model: ${model}`));
  const [disk] = prepared.machine.disks ?? [];
  assert.ok(disk);
  const machine: VmOptions = { ...prepared.machine, offline: true };
  const live = async (userData: string, withModels: boolean, look: (vm: Vm) => Promise<Check[]>): Promise<string> => {
    await makeCidata(machine.cidata ?? '', { userData });
    const { seconds } = await install({ ...machine, disks: [disk, await shopVolume(prepared, shop, withModels)], iso: { path: iso, as: 'scsi-cd' } });
    context.diagnostic(JSON.stringify(seconds));
    const { cidata: _seed, ...installed } = machine;
    const vm = await startVm({ ...installed, disks: [disk, await shopVolume(prepared, shop, withModels)] });
    try {
      await vm.waitForSsh();
      const checks = [...await checkFirstboot(vm, { model, profile: 'cis-level1-server' }), ...await checkInstalledSystem(vm, expectationsOf(userData, firmware)), ...await compareWithPlan(vm), ...await look(vm)];
      context.diagnostic(formatChecks(checks));
      assert.deepEqual(checks.filter(({ ok }) => !ok), []);
      // The file itself: a copy would have another inode, a download another time.
      return await vm.ssh(`findmnt --noheadings --output UUID,PARTUUID /var/lib/cognos/models; sudo -n stat -c '%i %Y %s' /var/lib/cognos/models/${model}.gguf`);
    } finally {
      await vm.shutdown();
    }
  };
  const first = await live(prepared.userData, true, () => Promise.resolve([]));
  const second = await live(again(prepared.userData), false, async (vm) => {
    const store = await vm.ssh('sudo -n cat /var/lib/cognos/models.json');
    return [{ check: 'the model was found, not fetched', ok: store.includes('found in the models folder'), detail: store.slice(0, 400) }];
  });
  assert.equal(second, first);
});
