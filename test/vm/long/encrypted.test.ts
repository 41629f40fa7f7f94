/**
 * An encrypted machine: its passphrase is typed on the serial line, and at another start on the screen, with the keyboard of
 * the spec; a wrong one is refused and asked for again. What lies on the disk says nothing, and the passphrase is nowhere.
 */
import assert from 'node:assert/strict';
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
import { readScreen, type Screen } from '../screen.ts';
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
  // On the screen it is asked some seconds later: what is typed before that must not be seen either.
  const before = await readScreen(vm);
  await typeText(vm, onGermanKeys);
  await sleep(30_000);
  const asked = await readScreen(vm);
  const question = 41 * 8; // "Please unlock disk cognos-root-dc93d304: " in letters of 8 pixels.
  assert.ok(differing(before, asked, (x) => x < question) > 300, 'nothing was asked on the screen');
  assert.ok(differing(before, asked, (x) => x >= question + 16) < 50, 'something stands before the question or after it');
  await typeText(vm, '\n');
  await vm.serial.waitFor(/cognos-root-[0-9a-f]{8}: set up successfully/, 300_000);
  await vm.waitForSsh();
  assert.equal((await vm.ssh('systemctl --failed --no-legend --plain')).trim(), '');
  // The line that was asked for on the screen is nobody's any more: a login is.
  assert.equal(await vm.ssh('pgrep -fa [c]ryptroot-unlock || true'), '');
}

/** How many pixels differ in the columns that are asked for. */
function differing(one: Screen, other: Screen, isAsked: (x: number) => boolean): number {
  assert.equal(one.width, other.width);
  let count = 0;
  for (let at = 0; at + 2 < one.pixels.length; at += 3) {
    if (isAsked(at / 3 % one.width) && (one.pixels[at] !== other.pixels[at] || one.pixels[at + 1] !== other.pixels[at + 1])) count += 1;
  }
  return count;
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
