/**
 * The screens that someone before the machine sees, as PNGs under build/screens, and the words on them where the serial
 * line has the same. One way through the medium that CI has not: UEFI, a stick, a config drive, the disk by the menu.
 */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkInstalledSystem } from '../check-installed-system.ts';
import { chooseEntry } from '../choose-entry.ts';
import { compareWithPlan } from '../compare-with-plan.ts';
import { expectationsOf } from '../expectations.ts';
import { buildMedium, iso, makeStick } from '../medium.ts';
import { prepare, vmFolder } from '../prepare.ts';
import { startVm, type Vm } from '../vm.ts';

const screens = resolve(import.meta.dirname, '../../../build/screens');
const medium = { path: iso, as: 'scsi-cd' } as const;

test('the medium builds', { timeout: 1_800_000 }, async () => {
  rmSync(screens, { recursive: true, force: true });
  mkdirSync(screens, { recursive: true });
  await buildMedium();
});

test('a sound medium: checked, and left by Ctrl+Alt+Del', { timeout: 1_200_000 }, async () => {
  const vm = await startVm({ directory: vmFolder('sound-medium'), firmware: 'bios', memoryMiB: 1024, iso: medium, endOnReboot: true });
  try {
    await chooseEntry(vm, 'Check this medium');
    await vm.serial.waitFor(/the medium is sound: \d+ files, \d+ MB, signature good\.\s*\n/, 900_000);
    await picture(vm, 'check-medium');
    await vm.pressKeys('ctrl', 'alt', 'delete');
    assert.equal((await vm.waitForExit(120_000)).reason, 'guest-reset');
  } finally {
    await vm.powerCut();
  }
});

test('user-data that does not fit this machine', { timeout: 1_200_000 }, async () => {
  const { machine } = await prepare('refused', 'bios', 'bios-ext4.yaml', (text) => text.replace('{transport: virtio}', '{transport: nvme}'));
  const vm = await startVm({ ...machine, iso: medium });
  try {
    await vm.serial.waitFor(/Nothing was written\.[^]*says the same\./, 900_000);
    await picture(vm, 'refused');
  } finally {
    await vm.powerCut();
  }
});

test('UEFI from a stick with a config drive; then the disk by the medium\'s menu', { timeout: 3_000_000 }, async () => {
  const { machine: { cidata, ...machine }, userData } = await prepare('stick', 'uefi', 'uefi-btrfs.yaml', (text) => text, 'config-2');
  const live = await startVm({ ...machine, ...(cidata && { cidata }), iso: { path: await makeStick(), as: 'usb-storage' }, endOnReboot: true });
  try {
    await live.serial.waitFor(/Boot from the first disk/, 180_000);
    await picture(live, 'boot-menu');
    await live.serial.waitFor(/cognos: \d+% Writing the system · [1-9]/, 900_000);
    await picture(live, 'installing');
    await live.serial.waitFor(/cognos: done[^\n]*\n/, 900_000);
    await live.screenshot(join(screens, 'finished.png')); // The machine restarts at once.
    assert.equal((await live.waitForExit(180_000)).reason, 'guest-reset');
  } finally {
    await live.powerCut();
  }
  const vm = await startVm({ ...machine, iso: medium });
  try {
    await chooseEntry(vm, 'Boot from the first disk');
    await vm.waitForSsh();
    const checks = [...await checkInstalledSystem(vm, expectationsOf(userData, 'uefi')), ...await compareWithPlan(vm)];
    await picture(vm, 'first-boot');
    assert.deepEqual(checks.filter(({ ok }) => !ok), []);
  } finally {
    await vm.shutdown();
  }
});

/** A second later: the screen is drawn after the serial line has it. */
async function picture(vm: Vm, name: string): Promise<void> {
  await sleep(1000);
  await vm.screenshot(join(screens, `${name}.png`));
}
