/**
 * An encrypted machine: its passphrase is typed on the serial line, and at another start on the screen, with the keyboard of
 * the spec; a wrong one is refused and asked for again. What lies on the disk says nothing, and the passphrase is nowhere.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { checkFirstboot } from '../check-firstboot.ts';
import { checkInstalledSystem } from '../check-installed-system.ts';
import { formatChecks } from '../check-table.ts';
import { compareWithPlan } from '../compare-with-plan.ts';
import { expectationsOf } from '../expectations.ts';
import type { FirmwareKind } from '../firmware.ts';
import { install } from '../install.ts';
import { buildMedium, iso } from '../medium.ts';
import { openModelShop, shopVolume, withShop } from '../model-shop.ts';
import { prepare } from '../prepare.ts';
import { typeText } from '../type-text.ts';
import { startVm, type Vm, type VmOptions } from '../vm.ts';

const passphrase = 'CANARYdisk 7 zyx';
/** A German keyboard has Y where the US one has Z, large and small. */
const onGermanKeys = passphrase.replace(/[yz]/gi, (letter) => ({ y: 'z', z: 'y', Y: 'Z', Z: 'Y' })[letter] ?? letter);
const model = 'shop-small-q8_0';
const prompt = /Please unlock disk cognos-root-[0-9a-f]{8}/;

test('the medium builds', { timeout: 1_800_000 }, async () => { await buildMedium(); });

for (const [firmware, layout] of [['uefi', 'btrfs'], ['bios', 'ext4']] as const) {
  test(`${firmware}, ${layout}`, { timeout: 5_400_000 }, async (context) => {
    const shop = openModelShop();
    const prepared = await prepare(`encrypted-${firmware}`, firmware satisfies FirmwareKind, 'encrypted.yaml', (text) => withShop(text, shop, `model: ${model}`).replace('  storage:\n', `  storage:\n    layout: ${layout}\n`));
    const [disk] = prepared.machine.disks ?? [];
    assert.ok(disk);
    const machine: VmOptions = { ...prepared.machine, offline: true, disks: [disk, await shopVolume(prepared, shop, true)] };
    const { console: said, seconds } = await install({ ...machine, iso: { path: iso, as: 'scsi-cd' } });
    context.diagnostic(JSON.stringify(seconds));
    assert.doesNotMatch(said.join('\n'), /CANARY/);
    await nothingCanBeRead(machine, disk.path);
    const { cidata: _seed, ...installed } = machine;
    const vm = await startVm(installed);
    try {
      await openOnSerial(vm);
      await vm.waitForSsh();
      const checks = [...await checkFirstboot(vm, { model, profile: 'cis-level1-server' }), ...await checkInstalledSystem(vm, expectationsOf(prepared.userData, firmware)), ...await compareWithPlan(vm)];
      context.diagnostic(formatChecks(checks));
      assert.deepEqual(checks.filter(({ ok }) => !ok), []);
      await lookAt(vm);
      await openAgain(vm);
    } finally {
      await vm.shutdown();
    }
  });
}

/** The first time with a typing error. */
async function openOnSerial(vm: Vm): Promise<void> {
  await vm.serial.waitFor(prompt, 600_000);
  vm.serial.sendLine('not the passphrase');
  await vm.serial.waitFor(/cryptsetup failed, bad password or\s+options\?[^]*Please unlock disk/, 300_000);
  vm.serial.sendLine(passphrase);
  await vm.serial.waitFor(/cognos-root-[0-9a-f]{8}: set up successfully/, 300_000);
}

async function lookAt(vm: Vm): Promise<void> {
  const { blockdevices } = JSON.parse(await vm.ssh('lsblk --json --list --output NAME,TYPE,FSTYPE,MOUNTPOINTS')) as { blockdevices: { name: string; type: string; mountpoints: (string | null)[] }[] };
  const opened = blockdevices.filter(({ type }) => type === 'crypt').map(({ name, mountpoints }) => [name.replace(/-[0-9a-f]{8}$/, ''), mountpoints.filter(Boolean).sort().at(0)]);
  assert.deepEqual(opened.sort(), [['cognos-models', '/var/lib/cognos/models'], ['cognos-root', '/'], ['cognos-swap', '[SWAP]']]);
  // Not as a word of the command: sudo writes those into its log.
  assert.equal(await vm.ssh('sudo -n grep -rlaF -f - /var /etc /run /boot || true', { stdin: 'CANARYdisk\n' }), '');
  // Only root sees what is in that folder.
  assert.match(await vm.ssh(`sudo -n sh -c 'stat -c %a /etc/cryptsetup-keys.d/*.key'`), /^400\s*$/);
}

/** As after an upgrade of the kernel: with menu and initrd that Debian's own tools make, and the passphrase typed on the screen. */
async function openAgain(vm: Vm): Promise<void> {
  await vm.ssh('sudo -n update-initramfs -u && sudo -n update-grub && sudo -n systemd-run --on-active=1 systemctl reboot', { timeoutMs: 2_400_000 });
  await vm.serial.waitFor(/reboot: Restarting system/, 180_000);
  await vm.serial.waitFor(prompt, 600_000);
  await sleep(30_000); // An emulated machine asks on the screen some seconds after it did on the serial line.
  const asked = await screenOf(vm);
  await typeText(vm, onGermanKeys);
  const typed = await screenOf(vm);
  // A cursor may blink; sixteen letters are many times as much.
  assert.ok(asked.reduce((count, byte, at) => count + Number(byte !== typed[at]), 0) / 3 < 150, 'what is typed can be seen');
  await typeText(vm, '\n');
  await vm.serial.waitFor(/cognos-root-[0-9a-f]{8}: set up successfully/, 300_000);
  await vm.waitForSsh();
  assert.equal((await vm.ssh('systemctl --failed --no-legend --plain')).trim(), '');
  // The line that was asked for on the screen is nobody's any more: a login is.
  assert.equal(await vm.ssh('pgrep -fa [c]ryptroot-unlock || true'), '');
}

/** Three bytes a pixel, and a short head. */
async function screenOf(vm: Vm): Promise<Buffer> {
  const picture = join(vm.options.serialLog, '../screen.ppm');
  await vm.qmp.execute('screendump', { filename: picture, format: 'ppm' });
  return readFileSync(picture);
}

/** The bytes of the disk as a thief has them: no name of a user, no word of a file that is on every CognOS. */
async function nothingCanBeRead({ directory }: VmOptions, disk: string): Promise<void> {
  const raw = join(directory, 'stolen.img');
  await execa('qemu-img', ['convert', '-O', 'raw', disk, raw]);
  try {
    for (const word of ['CANARYdisk', 'root:!:', 'ada@example.net']) {
      const { exitCode } = await execa('grep', ['-aqF', word, raw], { reject: false });
      assert.equal(exitCode, 1, `${word} can be read on the disk`);
    }
  } finally {
    await execa('rm', [raw]);
  }
}
