/**
 * The wizard on the machine itself, from welcome to finished: the window under UEFI and BIOS, driven by playwright, and the
 * text wizard on the serial line. Then the machine restarts and its user logs in, and the file that was saved installs a
 * second blank machine without a question: with the same plan.
 */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test, type TestContext } from 'node:test';
import { execa } from 'execa';
import type { Page } from 'playwright-core';
import { set } from '../../gui/browser.ts';
import { key as keys } from '../../unit/installer/text/wizard-terminal.ts';
import { checkFirstboot } from '../check-firstboot.ts';
import { checkInstalledSystem, type Check } from '../check-installed-system.ts';
import { formatChecks } from '../check-table.ts';
import { chooseEntry } from '../choose-entry.ts';
import { makeCidata } from '../cidata.ts';
import { compareWithPlan } from '../compare-with-plan.ts';
import { createDisk } from '../disk.ts';
import { expectationsOf } from '../expectations.ts';
import type { FirmwareKind } from '../firmware.ts';
import { install } from '../install.ts';
import { makeTestVolume, openLiveWindow } from '../live-window.ts';
import { buildMedium, directKernel, iso } from '../medium.ts';
import { vmFolder } from '../prepare.ts';
import { makeKey, type KeyPair } from '../seed-key.ts';
import { openSerialTerminal, type SerialTerminal } from '../serial-terminal.ts';
import { startVm, type Vm, type VmOptions } from '../vm.ts';

const screens = resolve(import.meta.dirname, '../../../build/screens/wizard');
const password = 'Kanari 7 im DunkelN!';
const serial = 'CGN-2026-4711';
const profile = 'cis-level1-server';

interface Machine { options: VmOptions; key: KeyPair; /** A USB drive that can be saved to. */ volume: string; hostname: string }

test('the medium builds', { timeout: 1_800_000 }, async () => {
  rmSync(screens, { recursive: true, force: true });
  mkdirSync(screens, { recursive: true });
  await buildMedium();
});

test('the window, UEFI, an empty disk: password and key, a reload in mid-install', { timeout: 5_400_000 }, async (context) => {
  const machine = await newMachine('wizard-uefi', 'uefi', 2048);
  await throughTheWindow(machine, async (page) => {
    await answer(page, machine, { password: true });
    await page.getByText('Nothing is lost: the disk is empty.').waitFor();
    await save(page, { password: true });
    await picture(page, 'review');
    await page.getByRole('button', { name: 'Install', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Installing' }).waitFor();
    await page.reload();
    // An emulated machine that writes a disk has little left for a browser that begins anew.
    await page.getByRole('heading', { level: 1, name: 'Installing' }).waitFor({ timeout: 600_000 });
    await picture(page, 'installing');
  });
  await same(context, machine, { password: true });
});

test('the window, BIOS, a disk that holds something: its digits are typed, a key alone', { timeout: 5_400_000 }, async (context) => {
  const machine = await newMachine('wizard-bios', 'bios', 2048);
  await fill(machine);
  await throughTheWindow(machine, async (page) => {
    await answer(page, machine, { password: false });
    await page.getByText('This is lost for good').waitFor();
    const begin = page.getByRole('button', { name: 'Install', exact: true });
    assert.equal(await begin.isDisabled(), true);
    const digits = page.getByLabel(/^Type the last \d digits/);
    await digits.fill('0000');
    assert.equal(await begin.isDisabled(), true);
    await digits.fill('4711');
    await save(page, { password: false });
    await picture(page, 'review-lost');
    await begin.click();
    await page.getByRole('heading', { level: 1, name: 'Installing' }).waitFor();
  });
  await same(context, machine, { password: false });
});

test('the text wizard on the serial line, BIOS, in 1 GiB', { timeout: 5_400_000 }, async (context) => {
  const machine = await newMachine('wizard-text', 'bios', 1024);
  const live = await startVm({ ...machine.options, iso: { path: iso, as: 'scsi-cd' }, endOnReboot: true });
  try {
    await chooseEntry(live, 'Install CognOS');
    await live.serial.waitFor(/This machine has \d+ MiB of memory; the graphical wizard needs 1\.5 GiB\./, 600_000);
    await live.serial.waitFor(/Press Enter for the text wizard here/, 120_000);
    const terminal = openSerialTerminal(live);
    live.serial.send('\r');
    await answerInText(terminal, machine);
    await finishInText(terminal);
    terminal.close();
    assert.equal((await live.waitForExit(180_000)).reason, 'guest-reset');
  } finally {
    await live.powerCut();
  }
  await same(context, machine, { password: true });
});

/** From power-on to the restart that the last screen brings. */
async function throughTheWindow({ options, key }: Machine, work: (page: Page) => Promise<void>): Promise<void> {
  const live = await startVm({ ...options, iso: { path: iso, as: 'scsi-cd' }, endOnReboot: true, login: { user: 'root', key: key.path } });
  try {
    await live.serial.waitFor(/The wizard is on the screen of this machine/, 600_000);
    const { page, close } = await openLiveWindow(live);
    await work(page);
    await finish(page);
    assert.equal((await live.waitForExit(600_000)).reason, 'guest-reset');
    await close();
  } finally {
    await live.powerCut();
  }
}

async function newMachine(name: string, firmware: FirmwareKind, memoryMiB: number): Promise<Machine> {
  const directory = vmFolder(name);
  const key = await makeKey(join(directory, '..'));
  const [disk, volume] = [join(directory, 'disk.qcow2'), join(directory, 'volume.img')];
  await createDisk(disk, '16G');
  await makeTestVolume(volume, key.publicKey);
  const disks: VmOptions['disks'] = [{ path: disk, serial }, { path: volume, id: 'volume', format: 'raw', transport: 'usb' }];
  return { options: { directory, firmware, memoryMiB, disks }, key, volume, hostname: name };
}

/** An ext4 over the whole disk. */
async function fill({ options: { directory, disks } }: Machine): Promise<void> {
  const raw = join(directory, 'old.img');
  await createDisk(raw, '16G', { format: 'raw' });
  await execa('mkfs.ext4', ['-q', '-L', 'photos', raw]);
  await execa('qemu-img', ['convert', '-O', 'qcow2', raw, disks?.[0]?.path ?? '']);
  rmSync(raw);
}

async function answer(page: Page, { hostname }: Machine, { password: withPassword }: { password: boolean }): Promise<void> {
  const next = async (title: string): Promise<void> => {
    await page.locator('.footer .button-primary').click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
  };
  await page.getByRole('heading', { level: 1, name: 'Welcome' }).waitFor();
  await picture(page, 'welcome');
  await next('This machine');
  await picture(page, 'machine');
  await next('Network');
  await next('Disk');
  // Chosen by itself only where nothing can be lost. The serial number stands on the disk's card, not in its name.
  const card = page.locator('label').filter({ hasText: serial });
  await card.getByRole('radio').setChecked(true, { force: true });
  await picture(page, 'disk');
  await next('Language model');
  await set(page, 'radio', 'No model');
  await next('You');
  await page.getByLabel('Machine name').fill(hostname);
  await page.getByLabel('Your full name').fill('Ada Lovelace');
  await page.getByLabel('Login name').fill('ada');
  if (withPassword) {
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill(password);
    await page.getByRole('textbox', { name: 'The same password again' }).fill(password);
    await page.getByText('A password is set.').waitFor();
  }
  await page.getByRole('button', { name: 'From a USB volume' }).click();
  await page.getByRole('button', { name: /^Add the keys of .*key\.pub/ }).click();
  await page.getByText('1 key was added.').waitFor();
  await picture(page, 'you');
  await next('Security');
  await next('Review');
  // The window makes it as soon as nothing is open; the button that asks for it may be gone before it is pressed.
  const made = page.getByText('This is what will be done.');
  const asked = page.getByRole('button', { name: 'Make the plan' }).click().then(() => made.waitFor());
  await Promise.any([made.waitFor(), asked]);
}

async function save(page: Page, { password: withPassword }: { password: boolean }): Promise<void> {
  if (withPassword) await set(page, 'switch', 'With the hash of the password');
  await page.getByRole('button', { name: 'Save to a USB volume' }).click();
  await page.getByRole('button', { name: /^Save here: "COGNOSTEST"/ }).click();
  await page.getByText('Saved as').waitFor();
}

async function finish(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: 'Finished' }).waitFor({ timeout: 1_800_000 });
  await picture(page, 'finished');
  // On a slow machine the countdown may be over while the button is looked for, and the window is gone then.
  await page.getByRole('button', { name: 'Restart now' }).click().catch((error: unknown) => { if (!page.isClosed()) throw error; });
}

async function answerInText(terminal: SerialTerminal, { hostname }: Machine): Promise<void> {
  await terminal.see('- Welcome', 300_000);
  await terminal.press(keys.next);
  await terminal.see('- This machine');
  await terminal.press(keys.next);
  await terminal.see('- Network');
  await terminal.press(keys.next);
  await terminal.see('- Disk');
  await terminal.see(/\(\*\)/);
  await terminal.press(keys.next);
  await terminal.see('- Language model');
  // Chosen by the machine, then none.
  await terminal.press(keys.down, keys.enter);
  await terminal.see('(*) No model');
  await terminal.press(keys.next);
  await terminal.see('- You');
  await terminal.press(`\u0015${hostname}`);
  await terminal.press(keys.tab, 'Ada Lovelace');
  await terminal.see(/Login name +\[ada /);
  await terminal.press(keys.tab, keys.tab, password);
  await terminal.see(/Strength: /);
  await terminal.press(keys.down, password);
  await terminal.see('A password is set.');
  // Past the button that removes it and the line for a key, to the keys on a volume.
  await terminal.press(keys.tab, keys.tab, keys.tab, keys.enter);
  await terminal.see('key.pub');
  await terminal.press(keys.enter);
  await terminal.see('1 key was added.');
  await terminal.press(keys.next);
  await terminal.see('- Security');
  await terminal.press(keys.next);
  await terminal.see('This is what will be done.', 600_000);
}

/** The last screen saves as well; its countdown stops at the first key. */
async function finishInText(terminal: SerialTerminal): Promise<void> {
  await terminal.press(keys.enter);
  await terminal.see('- Installing');
  await terminal.see('- Finished', 1_800_000);
  await terminal.press(keys.backtab, keys.backtab, keys.enter);
  await terminal.see('[ ] With the hash of the password');
  await terminal.press(keys.enter);
  await terminal.see(/Save here: "COGNOSTEST"/);
  await terminal.press(keys.tab, keys.enter);
  await terminal.see('Saved as');
  await terminal.press(keys.escape);
  // The screen below stayed where it was: at the button.
  await terminal.see('> [ Save to a USB volume ]');
  await terminal.press(keys.tab, keys.tab, keys.enter);
}

/** The machine restarts, its user logs in, and the saved file makes the same plan on a second machine. */
async function same(context: TestContext, machine: Machine, { password: withPassword }: { password: boolean }): Promise<void> {
  const text = (await execa('mtype', ['-i', machine.volume, '::cognos-user-data.yaml'])).stdout;
  assert.ok(!text.includes(password));
  const first = await installed(context, machine, text, withPassword);
  // The same machine: swap and zram follow from its memory.
  const second = await newMachine(`${machine.hostname}-again`, machine.options.firmware ?? 'bios', machine.options.memoryMiB ?? 2048);
  const cidata = join(second.options.directory, 'cidata.img');
  await makeCidata(cidata, { userData: text });
  const [disk] = second.options.disks ?? [];
  assert.ok(disk);
  const options: VmOptions = { ...second.options, disks: [disk] };
  // The file says what, and whoever starts the machine says that: by the menu's entry, or by its word.
  await install({ ...options, cidata, iso: { path: iso, as: 'scsi-cd' }, kernel: await directKernel('cognos.unattended') });
  assert.equal(await installed(context, { ...second, options }, text, withPassword), first, 'the file makes another plan');
}

/** @returns the hash of the plan that the machine was installed by */
async function installed(context: TestContext, { options, key }: Machine, userData: string, withPassword: boolean): Promise<string> {
  const vm = await startVm({ ...options, login: { user: 'ada', key: key.path } });
  try {
    await vm.waitForSsh();
    if (withPassword) {
      await logInOnConsole(vm);
      // The checks ask without a terminal.
      await vm.ssh('sudo -S -p "" sh -c "echo \'ada ALL=(ALL) NOPASSWD:ALL\' > /etc/sudoers.d/zz-test"', { stdin: `${password}\n` });
    }
    const checks: Check[] = [...await checkFirstboot(vm, { model: undefined, profile }), ...await checkInstalledSystem(vm, expectationsOf(userData, options.firmware ?? 'bios')), ...await compareWithPlan(vm)];
    context.diagnostic(formatChecks(checks));
    assert.deepEqual(checks.filter(({ ok }) => !ok), []);
    const report = JSON.parse(await vm.ssh('sudo -n cat /var/lib/cognos/report.json')) as { plan: { hash: string } };
    return report.plan.hash;
  } finally {
    await vm.shutdown();
  }
}

async function logInOnConsole(vm: Vm): Promise<void> {
  vm.serial.sendLine('');
  await vm.serial.waitFor(/login: /, 120_000);
  vm.serial.sendLine('ada');
  await vm.serial.waitFor(/Password: /, 60_000);
  vm.serial.sendLine(password);
  await vm.serial.waitFor(/ada@[\w-]+:~\$ /, 60_000);
  vm.serial.sendLine('exit');
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(screens, `${name}.png`) });
}
