/** The first thing in a script for openSUSE that Debian does not have, or calls otherwise. */
export interface ForeignTool { line: number; what: string; instead: string }

const removed = 'write what it is for in Debian\'s words, which has no such program';
const named: [name: string, instead: string][] = [
  ['zypper', 'name the packages in packages: of the user-data'], ['rpm', 'name the packages in packages: of the user-data'], ['dnf', 'name the packages in packages: of the user-data'], ['yum', 'name the packages in packages: of the user-data'],
  ['transactional-update', 'name the packages in packages: of the user-data'], ['rebootmgrctl', removed], ['SUSEConnect', 'leave it out, as CognOS needs no registration'], ['suseconnect', 'leave it out, as CognOS needs no registration'],
  ['registercloudguest', 'leave it out, as CognOS needs no registration'], ['yast', removed], ['yast2', removed], ['snapper', removed], ['sdbootutil', removed], ['update-bootloader', 'in Debian it is update-grub'], ['pbl', 'in Debian it is update-grub'],
  ['grub2-mkconfig', 'in Debian it is update-grub'], ['grub2-install', 'leave it out, as GRUB is installed'], ['grub2-editenv', 'in Debian it is grub-editenv'], ['dracut', 'in Debian it is update-initramfs -u'], ['mkinitrd', 'in Debian it is update-initramfs -u'],
  ['firewall-cmd', 'name the ports in cognos: security: firewall: allow: of the user-data'], ['wicked', 'write network: in user-data'], ['nmcli', 'write network: in user-data'], ['chkconfig', 'in Debian it is systemctl enable'], ['fdectl', removed],
];
const told: [pattern: RegExp, what: string, instead: string][] = [
  [/\bPermitRootLogin\s+(yes|prohibit-password|without-password)/i, 'PermitRootLogin', 'leave it out, as root has no login on CognOS'],
  [/\bsystemctl\b[^;&|\n]*\bsshd(\.service|\.socket)?\b/, 'systemctl for sshd', 'leave it out, as it runs anyway, and its unit is called ssh in Debian'],
  [/\/etc\/sysconfig\b/, '/etc/sysconfig', 'write the file that Debian reads, which has no such folder'],
  [/\/etc\/zypp\b/, '/etc/zypp', 'leave it out, as Debian has no such folder'],
  [/\/boot\/grub2\b/, '/boot/grub2', 'in Debian it is /boot/grub'],
  [/\/mnt\/(etc|usr|var|root|home|boot|opt|srv)\b/, 'a path below /mnt', 'write it without /mnt, as the script runs in the new system itself'],
  [/\b(usermod|gpasswd|useradd|adduser)\b[^;&|\n]*\bwheel\b/, 'the group wheel', 'in Debian it is sudo, and the first user is in it'],
];

export function foreignTool(script: string): ForeignTool | undefined {
  for (const [index, line] of script.split('\n').entries()) {
    if (/^\s*#/.test(line)) continue;
    const [name, instead] = named.find(([tool]) => new RegExp(`(^|[\\s;&|($\`"'/])${tool}(?=$|[\\s;&|)"'\`])`).test(line)) ?? [];
    if (name !== undefined && instead !== undefined) return { line: index + 1, what: name, instead };
    const [, what, correct] = told.find(([pattern]) => pattern.test(line)) ?? [];
    if (what !== undefined && correct !== undefined) return { line: index + 1, what, instead: correct };
  }
  return undefined;
}
