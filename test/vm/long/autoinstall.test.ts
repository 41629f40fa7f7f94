/** Ubuntu's autoinstall, as the user-data that a medium of theirs would get, installs a CognOS as it asks for. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { askGuest } from '../ask-guest.ts';
import { checkFirstboot } from '../check-firstboot.ts';
import { checkInstalledSystem } from '../check-installed-system.ts';
import { formatChecks } from '../check-table.ts';
import { makeCidata } from '../cidata.ts';
import { compareWithPlan } from '../compare-with-plan.ts';
import { createDisk } from '../disk.ts';
import { install } from '../install.ts';
import { buildMedium, iso } from '../medium.ts';
import { diskSerial, vmFolder } from '../prepare.ts';
import { makeKey } from '../seed-key.ts';
import { startVm, type VmOptions } from '../vm.ts';

const answers: Record<string, RegExp> = {
  'hostname --fqdn': /^jammy-01\.example\.net$/, 'cat /etc/default/keyboard': /XKBLAYOUT="?de"?\n(.*\n)*XKBVARIANT="?nodeadkeys"?/, 'cat /etc/rack': /^rack 17$/, 'test -e /var/lib/runcmd-was-here && echo there': /^there$/,
  'sudo -n stat -c %a /etc/sudoers.d/ada': /^440$/, 'sudo -n getent shadow ada': /^ada:\$6\$r4qVb3Vy9Q7sT1uZ\$/, 'sudo -n getent shadow root': /^root:[!*]/, 'id -Gn': /\bsudo\b/, 'getent passwd ada': /:Ada Lovelace:\/home\/ada:\/bin\/bash$/,
  'cat /etc/apt/sources.list.d/debian.sources': /http:\/\/deb\.debian\.org\/debian$/m,
};

test('UEFI, ext4, the disk by its serial number', { timeout: 5_400_000 }, async (context) => {
  await buildMedium();
  const directory = vmFolder('autoinstall');
  const key = await makeKey(join(directory, '..'));
  const [disk, cidata] = [join(directory, 'disk.qcow2'), join(directory, 'cidata.img')];
  await createDisk(disk, '16G');
  const text = readFileSync(new URL('../../fixtures/autoinstall/installed.yaml', import.meta.url), 'utf8');
  await makeCidata(cidata, { userData: text.replace(/ssh-ed25519 AAAA\S+ ada@example\.net/, key.publicKey) });
  const machine: VmOptions = { directory, firmware: 'uefi', memoryMiB: 1024, disks: [{ path: disk, serial: diskSerial }], login: { user: 'ada', key: key.path } };
  const { seconds } = await install({ ...machine, cidata, iso: { path: iso, as: 'scsi-cd' } });
  context.diagnostic(JSON.stringify(seconds));
  const vm = await startVm(machine);
  try {
    await vm.waitForSsh(1_800_000);
    // The key is there from the first start; late-commands, at the end of the first boot, let it use sudo.
    await vm.ssh('for i in $(seq 360); do sudo -n true 2>/dev/null && exit; sleep 5; done; exit 1', { timeoutMs: 1_900_000 });
    const checks = [
      ...await checkFirstboot(vm, { model: undefined, profile: 'baseline' }),
      ...await checkInstalledSystem(vm, {
        firmware: 'uefi', runcmd: false, user: 'ada', hostname: 'jammy-01', timezone: 'Europe/Berlin', locale: 'de_DE.UTF-8', mounts: { '/': { fs: 'ext4' }, '/boot/efi': { fs: 'vfat' } },
        partitions: { 'cognos-esp': { fs: 'vfat', bytes: 1024 ** 3 }, 'cognos-root': { fs: 'ext4', bytes: 9 * 1024 ** 3 }, 'cognos-swap': { fs: 'swap', bytes: 1024 ** 3 } },
      }),
      ...await compareWithPlan(vm), ...await askGuest(vm, answers, 300_000),
    ];
    context.diagnostic(formatChecks(checks));
    assert.deepEqual(checks.filter(({ ok }) => !ok), []);
  } finally {
    await vm.shutdown();
  }
});
