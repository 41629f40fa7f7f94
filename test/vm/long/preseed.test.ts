/**
 * Debian-installer's answer files, installed from the medium as debian-installer is told to: `auto=true url=…` on the
 * kernel line. Each machine is looked at once, after its first boot.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startAptProxy } from '../apt-proxy.ts';
import { askGuest } from '../ask-guest.ts';
import { checkFirstboot } from '../check-firstboot.ts';
import { checkInstalledSystem } from '../check-installed-system.ts';
import { formatChecks } from '../check-table.ts';
import { compareWithPlan } from '../compare-with-plan.ts';
import { createDisk } from '../disk.ts';
import type { Expectations } from '../expectations.ts';
import type { FirmwareKind } from '../firmware.ts';
import { serveFiles } from '../http-seed.ts';
import { install } from '../install.ts';
import { buildMedium, directKernel, iso } from '../medium.ts';
import { diskSerial, vmFolder } from '../prepare.ts';
import { makeKey, type KeyPair } from '../seed-key.ts';
import { startVm } from '../vm.ts';

interface Wanted {
  /** In test/fixtures/preseed. */
  file: string;
  firmware: FirmwareKind;
  profile: string;
  /** Controls that its late_command undoes. */
  undone?: readonly string[];
  /** Further words of the kernel line. */
  words?: string;
  change?: (text: string) => string;
  expected: Omit<Expectations, 'firmware' | 'runcmd'>;
  /** Shell commands and what they must print. */
  answers: Record<string, RegExp>;
}

test('the medium builds', { timeout: 1_800_000 }, async (context) => {
  context.diagnostic(await buildMedium());
});

test('Debian\'s example file, BIOS: one filesystem, a user with an id and groups, a password in clear', { timeout: 3_600_000 }, async (context) => {
  await installed(context, {
    file: 'installed-example', firmware: 'bios', profile: 'cis-level1-server',
    expected: {
      user: 'debian', hostname: 'somehost', timezone: 'US/Eastern', locale: 'en_US.UTF-8',
      mounts: { '/': { fs: 'ext4' } }, partitions: { 'cognos-root': { fs: 'ext4' }, 'cognos-swap': { fs: 'swap' } },
    },
    answers: {
      'id -u': /^1010$/, 'id -Gn': /(?=.*\baudio\b)(?=.*\bcdrom\b)(?=.*\bvideo\b)(?=.*\bsudo\b)/, 'getent passwd debian': /:Debian User:\/home\/debian:\/bin\/bash$/,
      'lsblk --noheadings --list --output PARTLABEL | grep -c cognos-': /^4$/, 'cat /etc/default/keyboard': /XKBLAYOUT="?us"?/,
      'cat /etc/apt/sources.list.d/debian.sources': /http:\/\/http\.us\.debian\.org\/debian$/m,
      // The password of the file opens the hash that it became, and root has none.
      'sudo -n getent shadow debian': /^debian:\$y\$/, 'sudo -n getent shadow root': /^root:[!*]/,
      'sudo -n grep -rlaE CANARY[-]insecure /etc /var /home /root /run || echo nowhere': /^nowhere$/,
      'stat -c "%a %U" /home/debian/.ssh/authorized_keys': /^600 debian$/,
    },
  });
});

test('a recipe of its own, UEFI: sizes as it says, btrfs, the disk by its id, the name from the kernel line', { timeout: 3_600_000 }, async (context) => {
  // Whole MiB, and no less than is asked for.
  const megabytes = (mb: number): number => Math.ceil(mb * 1e6 / 1024 ** 2) * 1024 ** 2;
  await installed(context, {
    file: 'installed-expert', firmware: 'uefi', profile: 'baseline', words: 'hostname=rack17',
    expected: {
      user: 'grace', hostname: 'rack17', timezone: 'Europe/Berlin', locale: 'de_DE.UTF-8',
      mounts: { '/': { fs: 'btrfs', option: 'subvol=/@' }, '/home': { fs: 'btrfs', option: 'subvol=/@home' }, '/var/log': { fs: 'btrfs', option: 'subvol=/@log' }, '/boot/efi': { fs: 'vfat' } },
      partitions: { 'cognos-esp': { fs: 'vfat', bytes: megabytes(600) }, 'cognos-root': { fs: 'btrfs', bytes: megabytes(9000) }, 'cognos-swap': { fs: 'swap', bytes: megabytes(1024) } },
    },
    answers: {
      'hostname --fqdn': /^rack17\.rz\.example\.net$/, 'cat /etc/default/keyboard': /XKBLAYOUT="?de"?\n(.*\n)*XKBVARIANT="?nodeadkeys"?/,
      'cat /etc/rack': /^rack 17, unit 4$/, 'test -e /var/lib/late-command-was-here && echo there': /^there$/, 'sudo -n grep ^MaxAuthTries /etc/ssh/sshd_config': /^MaxAuthTries 3$/,
      'sudo -n grep -c "mitigations=auto panic=30" /boot/grub/grub.cfg': /^[1-9]/, 'sudo -n getent shadow grace': /^grace:[!*]/,
      'systemctl is-enabled unattended-upgrades apt-daily-upgrade.timer; apt-config dump APT::Periodic::Unattended-Upgrade': /disabled|masked|"0"/,
    },
  });
});

test('a vendor\'s template, BIOS: a static address, packages through an apt proxy, crypted passwords, late_command', { timeout: 3_600_000 }, async (context) => {
  const proxy = await startAptProxy();
  try {
    await installed(context, {
      file: 'installed-vendor', firmware: 'bios', profile: 'cis-level1-server', undone: ['automatic-updates-run'], change: (text) => text.replace('http://proxy.example.net:3142/', proxy.url),
      expected: {
        user: 'operator1', hostname: 'tmpl-deb12', timezone: 'Europe/London', locale: 'en_GB.UTF-8', address: '10.0.2.15',
        mounts: { '/': { fs: 'ext4' } }, partitions: { 'cognos-root': { fs: 'ext4' }, 'cognos-swap': { fs: 'swap', bytes: Math.ceil(1024e6 / 1024 ** 2) * 1024 ** 2 } },
      },
      answers: {
        'hostname --fqdn': /^tmpl-deb12\.vm\.example\.net$/, 'ip -4 -oneline address show enp0s2': /10\.0\.2\.15\/24 (?!.*dynamic)/, 'ip route show default': /via 10\.0\.2\.2 dev enp0s2 proto static/,
        'resolvectl dns enp0s2': /10\.0\.2\.3$/, 'dpkg-query --show --showformat "\\${Package} \\${db:Status-Status}\\n" tree jq cowsay': /^cowsay installed\njq installed\ntree installed$/,
        'cat /etc/template-release': /^tree v/, 'systemctl is-enabled apt-daily-upgrade.timer || true': /^disabled$/, 'sudo -n stat -c %a /etc/sudoers.d/operator1': /^440$/,
        'sudo -n getent shadow operator1': /^operator1:\$6\$r4qVb3Vy9Q7sT1uZ\$/, 'sudo -n getent shadow root': /^root:[!*]/, 'id -Gn': /(?=.*\badm\b)(?=.*\bsudo\b)/,
        'apt-config dump APT::Install-Recommends': /"(false|0)"/, 'grep -rh "^ *servers\\|^NTP=" /etc/systemd/timesyncd.conf /etc/systemd/timesyncd.conf.d': /10\.0\.2\.2/,
      },
    });
    assert.ok(proxy.requests.some((line) => /\/pool\/main\/.*\/cowsay_.* 200$/.test(line)), proxy.requests.slice(-20).join('\n'));
  } finally {
    await proxy.close();
  }
});

interface Context { diagnostic: (text: string) => void }

async function installed(context: Context, wanted: Wanted): Promise<void> {
  const directory = vmFolder(wanted.file);
  const key = await makeKey(join(directory, '..'));
  const disk = join(directory, 'disk.qcow2');
  await createDisk(disk, '16G');
  const server = await serveFiles({ 'preseed.cfg': textOf(wanted, key) });
  const machine = { directory, firmware: wanted.firmware, memoryMiB: 1024, disks: [{ path: disk, serial: diskSerial }], login: { user: wanted.expected.user, key: key.path } };
  try {
    const { seconds } = await install({ ...machine, iso: { path: iso, as: 'scsi-cd' }, kernel: await directKernel(`auto=true priority=critical url=http://10.0.2.2:${server.port}/preseed.cfg ${wanted.words ?? ''}`) });
    context.diagnostic(JSON.stringify(seconds));
  } finally {
    await server.close();
  }
  const vm = await startVm(machine);
  try {
    // late_command, which puts the key there, ends the first boot.
    await vm.waitForSsh(1_800_000);
    const checks = [
      ...await checkFirstboot(vm, { model: undefined, profile: wanted.profile, undone: wanted.undone ?? [] }), ...await checkInstalledSystem(vm, { ...wanted.expected, firmware: wanted.firmware, runcmd: false }),
      ...await compareWithPlan(vm), ...await askGuest(vm, wanted.answers, 300_000),
    ];
    context.diagnostic(formatChecks(checks));
    assert.deepEqual(checks.filter(({ ok }) => !ok), []);
  } finally {
    await vm.shutdown();
  }
}

/** With the key of this run for the one in the file. */
function textOf({ file, change = (text) => text }: Wanted, { publicKey }: KeyPair): string {
  return change(readFileSync(new URL(`../../fixtures/preseed/${file}.cfg`, import.meta.url), 'utf8')).replaceAll(/ssh-ed25519 AAAA\S+ ada@example\.net/g, publicKey);
}
