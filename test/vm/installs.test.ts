/**
 * Whole installs of the real medium in virtual machines: boot, install, restart, log in, look. One machine serves
 * many checks, because every boot is minutes under software emulation.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkChoice } from './check-ai.ts';
import { checkFirstboot, checkSecondBoot, checkWaiting } from './check-firstboot.ts';
import { checkInstalledSystem, type Check } from './check-installed-system.ts';
import { formatChecks } from './check-table.ts';
import { chooseEntry } from './choose-entry.ts';
import { compareWithPlan } from './compare-with-plan.ts';
import { cutPowerAt } from './cut-power.ts';
import { expectationsOf } from './expectations.ts';
import { startHttpSeed } from './http-seed.ts';
import { install } from './install.ts';
import { buildMedium, directKernel, iso, makeDamaged, makeStick } from './medium.ts';
import { openModelShop, serveShop, shopVolume, withShop } from './model-shop.ts';
import { prepare, vmFolder, withoutModel, type Prepared } from './prepare.ts';
import { typeText } from './type-text.ts';
import { startVm, type Vm } from './vm.ts';

/** The form of a SHA-512 hash, of no password: what is looked for is its salt and digest. */
const canaryHash = `$6$CANARYsalt$${'CANARYdigest'.padEnd(86, 'x')}`;
const canaryToken = 'CANARYtoken4711';
const medium = { path: iso, as: 'scsi-cd' } as const;
/** CI has ninety minutes and now and then half the speed: it keeps the install that has most in it, and `npm run test:long` does the others. */
const skip = process.env['COGNOS_LONG'] !== '1' && 'takes too long for CI: npm run test:long';

test('the medium builds', { timeout: 1_800_000 }, async (context) => {
  context.diagnostic(await buildMedium());
});

test('Secure Boot, UEFI, btrfs, from a USB stick and a cidata volume; the model is chosen by measuring, fetched, and answers', { timeout: 3_600_000 }, async (context) => {
  const shop = openModelShop();
  const server = await serveShop(shop);
  try {
    // Any disk will do, and the stick is large enough: were the medium offered, there would be two, which is refused.
    const prepared = await prepare('secure-btrfs', 'secure', 'uefi-btrfs.yaml', (text) =>
      withShop(withCanaries(text), shop, `download: {mirrors: ["${server.url}"]}`).replace(/disk: \{match: \{.*?\}\}/, 'disk: {match: {transport: virtio, size: ">=8G"}}'));
    const machine = { ...prepared.machine, memoryMiB: 3072, disks: [...prepared.machine.disks ?? [], await shopVolume(prepared, shop, false)] };
    const { seconds, console } = await install({ ...machine, iso: { path: await makeStick(), as: 'usb-storage' } });
    context.diagnostic(JSON.stringify(seconds));
    assert.deepEqual(console.filter((line) => line.includes('CANARY')), [], 'a secret was on the console');
    await withInstalled({ ...prepared, machine }, async (vm) => {
      report(context, [...await checkFirstboot(vm, { model: 'shop-', profile: 'cis-level1-server' }), ...await checkInstalledSystem(vm, expectationsOf(prepared.userData, 'secure')), ...await compareWithPlan(vm), ...await searchSecrets(vm), ...await checkChoice(vm)]);
      report(context, await checkSecondBoot(vm));
    });
    assert.ok(server.requests.some((line) => / 20[06]$/.test(line)), server.requests.join('\n'));
  } finally {
    await server.close();
  }
});

test('BIOS, ext4, without a network and without the model: usable, says what is missing, goes on when a volume is plugged in; starts again after GRUB was upgraded', { timeout: 3_600_000, skip }, async (context) => {
  const shop = openModelShop();
  const prepared = await prepare('bios-ext4', 'bios', 'bios-ext4.yaml', (text) => withShop(text, shop, 'model: shop-small-q8_0'));
  const machine = { ...prepared.machine, offline: true };
  const catalogue = await shopVolume(prepared, shop, false);
  const { seconds } = await install({ ...machine, disks: [...machine.disks ?? [], catalogue], iso: medium });
  context.diagnostic(JSON.stringify(seconds));
  await withInstalled({ ...prepared, machine }, async (vm) => {
    report(context, await checkWaiting(vm, 'shop-small-q8_0.gguf'));
    await vm.plugDisk(await shopVolume(prepared, shop, true));
    report(context, [...await checkFirstboot(vm, { model: 'shop-small-q8_0', profile: 'cis-level1-server' }), ...await checkInstalledSystem(vm, expectationsOf(prepared.userData, 'bios')), ...await compareWithPlan(vm)]);
    // What the first upgrades of GRUB and the kernel will do.
    await vm.ssh('sudo -n grub-install --target=i386-pc /dev/disk/by-id/virtio-cognos-disk && sudo -n update-grub && sudo -n systemd-run --on-active=1 systemctl reboot', { timeoutMs: 300_000 });
    await vm.serial.waitFor(/reboot: Restarting system/, 180_000);
    await vm.waitForSsh();
    assert.match(await vm.ssh('sudo -n cat /boot/grub/grub.cfg'), /BEGIN \/etc\/grub\.d\/10_linux/);
  });
});

test('user-data over HTTP from the kernel line, power cut while the root is written', { timeout: 3_000_000, skip }, async (context) => {
  const prepared = await prepare('http-power-cut', 'bios', 'uefi-btrfs.yaml', withoutModel);
  const seed = await startHttpSeed({ userData: prepared.userData });
  try {
    const { cidata: _unused, ...rest } = prepared.machine;
    const machine = rest;
    const live = { ...machine, iso: medium, kernel: await directKernel(`ds=nocloud;s=${seed.url}`) };
    await cutPowerAt(live, /cognos: \d+% Writing the system · [1-9]/);
    const { console } = await install(live);
    assert.ok(console.some((line) => line.includes('taking up the interrupted installation where it stopped')), 'the second boot did not resume');
    assert.ok(seed.requests.some((line) => line.includes('user-data 200')), seed.requests.join('\n'));
    // With the medium still in the drive, by the last entry of its menu.
    await withInstalled({ ...prepared, machine: { ...machine, iso: medium } }, async (vm) => {
      report(context, [...await checkFirstboot(vm, { model: undefined, profile: 'cis-level1-server' }), ...await checkInstalledSystem(vm, expectationsOf(prepared.userData, 'bios')), ...await compareWithPlan(vm)]);
    });
  } finally {
    await seed.close();
  }
});

test('from a config drive: a second run is refused, no secret is anywhere in the live system, a pulled disk ends the install', { timeout: 1_800_000, skip }, async () => {
  const prepared = await prepare('pulled-disk', 'bios', 'bios-ext4.yaml', withCanaries, 'config-2');
  const vm = await startVm({ ...prepared.machine, iso: medium, kernel: await directKernel('') });
  try {
    await vm.serial.waitFor(/cognos: \d+% Copying the system/, 900_000);
    await vm.pressKeys('alt', 'f2');
    await typeText(vm, 'exec 2>/dev/ttyS0 >&2\n');
    await typeText(vm, 'cognos-install run /var/lib/cloud/instance/user-data.txt --yes; echo code=$?\n');
    await vm.serial.waitFor(/code=75/, 120_000);
    assert.match(vm.serial.lines.join('\n'), /An installation is already running \(pid \d+, step: Copying the system\)/);
    // Private files of cloud-init are where user-data lives; everywhere else a hit is a leak. The quotes are there because
    // progress breaks the echo of what is typed anywhere: the answer must be told from it.
    await typeText(vm, 'echo hits=[$(grep -rlaE CANAR[Y] /var/log /run/log /run/cognos/*.json* /tmp /proc/[0-9]*/cmdline /proc/[0-9]*/environ)] lines=$(journalctl -b | grep -c CANAR[Y]) sear""ched\n');
    await vm.serial.waitFor(/lines=\d+ searched/, 240_000);
    assert.match(vm.serial.lines.join('\n'), /hits=\[\] lines=0 searched/, 'the journal holds a secret, or a file does');
    await vm.removeDisk('disk0');
    await vm.serial.waitFor(/cognos: failed: [^\n]*\n/, 60_000);
    assert.match(vm.serial.lines.join('\n'), /cognos: failed: The disk .*serial cognos-disk.* vanished while it was being installed to/);
    await typeText(vm, 'systemctl show --property=ExecMainStatus cognos-live\n');
    await vm.serial.waitFor(/ExecMainStatus=5/, 60_000);
  } finally {
    await vm.powerCut();
  }
});

test('a damaged medium says so when it is asked, and names the file', { timeout: 900_000, skip }, async () => {
  const vm = await startVm({ directory: vmFolder('damaged-medium'), firmware: 'bios', memoryMiB: 1024, iso: { path: await makeDamaged(), as: 'scsi-cd' } });
  try {
    await chooseEntry(vm, 'Check this medium');
    await vm.serial.waitFor(/Do not install from it\. [^\n]*\n/, 600_000);
    assert.deepEqual(vm.serial.lines.filter((line) => /^cognos: .*damaged/.test(line)).map((line) => line.replace(/\d+ files/, 'N files')), [
      'cognos: damaged: cognos/system.img', 'cognos: the medium is damaged: 1 of N files differ from what was built.',
    ]);
  } finally {
    await vm.powerCut();
  }
});

async function withInstalled({ machine }: Prepared, look: (vm: Vm) => Promise<void>): Promise<void> {
  const vm = await startVm(machine);
  try {
    if (machine.iso) await chooseEntry(vm, 'Boot from the first disk');
    await vm.waitForSsh();
    await look(vm);
  } finally {
    await vm.shutdown();
  }
}

function withCanaries(userData: string): string {
  return userData
    .replace(/^( +)(gecos: .*)$/m, (_, indent: string, gecos: string) => `${indent}${gecos}\n${indent}hashed_passwd: "${canaryHash}"\n${indent}lock_passwd: false`)
    .replace(/^cognos:/m, `write_files:\n  - {path: /etc/token, permissions: "0600", content: ${canaryToken}}\ncognos:`)
    .replace(/write_files:\n {2}- path: \/etc\/motd\n {4}content: \|\n.*\n/, '');
}

/** Beside the shadow files and the file that the spec asked for, nothing that this machine wrote may hold a secret. */
async function searchSecrets(vm: Vm): Promise<Check[]> {
  const found = await vm.ssh('sudo -n grep -rlaE CANAR[Y] /etc /var /home /root /run /tmp /boot/efi /boot/grub/grub.cfg || true', { timeoutMs: 900_000 });
  const allowed = ['/etc/shadow', '/etc/shadow-', '/etc/token'];
  const leaks = found.split('\n').filter((path) => path !== '' && !allowed.includes(path));
  return [
    { check: 'no secret elsewhere', ok: leaks.length === 0, detail: leaks.join(' ') || 'none' },
    { check: 'the password arrived', ok: found.includes('/etc/shadow'), detail: found.split('\n').join(' ') },
  ];
}

function report(context: { diagnostic: (text: string) => void }, checks: Check[]): void {
  context.diagnostic(formatChecks(checks));
  assert.deepEqual(checks.filter(({ ok }) => !ok), []);
}
