/** Boot loader, kernel, the end of the installation, and what only debian-installer itself has. */
import { kernelSetting } from '../shared/foreign/kernel-setting.ts';
import type { Sheet } from './sheet.ts';

export function translateBoot(sheet: Sheet): void {
  translateLoader(sheet);
  translateKernel(sheet);
  translateEnd(sheet);
  for (const { question } of sheet.open()) {
    const [, why] = installerOnly.find(([pattern]) => pattern.test(question)) ?? [];
    if (why !== undefined) sheet.notApplicable(question, why);
  }
}

function translateLoader(sheet: Sheet): void {
  const question = 'grub-installer/bootdev';
  const disks = sheet.list('partman-auto/disk');
  const other = sheet.list(question).find((device) => /^\/dev\//.test(device) && disks.length > 0 && !disks.includes(device));
  if (other !== undefined) sheet.refused(question, `the boot loader goes onto the disk that is installed to, and this is another one; leave it out, or write default`);
  sheet.applied(question, 'GRUB goes onto the disk that is installed to, for UEFI and for BIOS');
  if (sheet.truth('grub-installer/skip') === true) sheet.refused('grub-installer/skip', 'without a boot loader the machine would not start; leave it out');
  for (const name of ['password', 'password-again', 'password-crypted']) {
    if (sheet.value(`grub-installer/${name}`) !== undefined) sheet.refused(`grub-installer/${name}`, 'GRUB gets no password here; leave it out, and protect the machine\'s firmware instead');
  }
  for (const { question: open } of sheet.open()) {
    if (/^(grub-installer|lilo-installer|grub-pc|grub2|grub-efi-amd64|nobootloader|elilo-installer|silo-installer|yaboot-installer|systemd-boot-installer)\//.test(open)) sheet.applied(open, 'GRUB is installed, and nothing is asked');
  }
}

function translateKernel(sheet: Sheet): void {
  const options = ['debian-installer/add-kernel-opts', 'debian-installer/in-target-kernel-opts'];
  for (const question of options) {
    const value = sheet.value(question);
    const setting = value === undefined ? undefined : kernelSetting(value);
    if (value === undefined) sheet.applied(question, 'none');
    else if (setting !== undefined) {
      sheet.append(['write_files'], { path: '/etc/default/grub.d/preseed.cfg', content: `${setting}\n` });
      sheet.append(['runcmd'], ['update-grub']);
      sheet.translated(question, [['write_files'], ['runcmd']], 'from the second start on');
    } else sheet.refused(question, 'has characters that GRUB\'s configuration would not take as they are');
  }
  const image = sheet.value('base-installer/kernel/image');
  if (image === undefined || /^linux-image(-(cloud-)?(amd64|arm64))?$/.test(image)) sheet.applied('base-installer/kernel/image', 'Debian\'s kernel');
  else sheet.refused('base-installer/kernel/image', 'the kernel is Debian 12\'s own, which Secure Boot knows; name another one in pkgsel/include, beside it');
  const recommends = sheet.truth('base-installer/install-recommends');
  if (recommends === false) {
    sheet.put(['apt', 'conf'], 'APT::Install-Recommends "false";\n');
    sheet.translated('base-installer/install-recommends', [['apt', 'conf']]);
  }
  sheet.applied('base-installer/install-recommends', 'recommended packages are installed with others');
}

function translateEnd(sheet: Sheet): void {
  const off = ['debian-installer/exit/poweroff', 'debian-installer/exit/halt'].filter((question) => sheet.truth(question) === true);
  if (off.length > 0) {
    sheet.put(['cognos', 'install', 'after'], 'poweroff');
    for (const question of off) sheet.translated(question, [['cognos', 'install', 'after']]);
  }
  for (const question of ['debian-installer/exit/poweroff', 'debian-installer/exit/halt', 'debian-installer/exit/always_halt', 'finish-install/reboot_in_progress', 'prebaseconfig/reboot_in_progress']) sheet.applied(question, off.length > 0 ? 'the machine is switched off' : 'the machine restarts');
}

/** By what begins the question, most telling first. */
const installerOnly: [pattern: RegExp, why: string][] = [
  [/^(auto-install|preseed|debconf)\//, 'says how debian-installer finds its answers or what it asks; the kernel line of the CognOS medium knows it'],
  [/^(anna|cdrom-detect|hw-detect|ethdetect|disk-detect|load-iso|iso-scan|cdrom-checker|save-logs|rescue|lowmem|kbd-chooser|hd-media|nic-modules|mediacheck|retriever|media-retriever|driver-injection-disk)\//, 'belongs to how debian-installer finds its own parts and drivers'],
  [/^network-console\//, 'is the way into a running debian-installer; on the CognOS medium the wizard can be opened to the network (boot menu)'],
  [/^(finish-install|di-utils.*|debian-installer|base-config|prebaseconfig|installation-report|oem-config.*|ubiquity|user-params|migration-assistant)\//, 'a setting of debian-installer itself, which has no meaning for the installed system'],
  [/^base-installer\//, 'belongs to how debian-installer unpacks Debian; the system comes from the medium as a whole'],
  [/^(console-setup|keyboard-configuration|console-data|console-common|console-tools|console-keymaps-.*|localechooser|languagechooser|countrychooser)\//, 'a question on the way to locale and keyboard that is not asked here'],
  [/^(apt-setup|apt-mirror-setup|choose-mirror|mirror|cdebconf|clock-setup|tzsetup|time|netcfg|user-setup|passwd|tasksel|pkgsel|live-installer|bootstrap-base|apt-cdrom-setup|espeakup|brltty|speakup|simple-cdd)\//, 'a question that is not asked here'],
];
