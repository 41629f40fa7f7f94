import { holdsSecret } from '../../shared/foreign/holds-secret.ts';
import { serviceOf } from './service-names.ts';

/** Why a %post script of another system cannot run on this one; undefined where nothing speaks against it. */

const programs = new Set(['dnf', 'dnf5', 'yum', 'rpm', 'microdnf', 'rpmkeys', 'yum-config-manager', 'subscription-manager', 'rhc', 'rhnreg_ks', 'rhn_register', 'insights-client', 'firewall-cmd', 'firewall-offline-cmd', 'semanage', 'setsebool', 'getsebool', 'restorecon', 'setenforce', 'fixfiles', 'chcon', 'semodule', 'load_policy', 'sestatus',
  'grubby', 'grub2-mkconfig', 'grub2-install', 'grub2-set-default', 'grub2-editenv', 'dracut', 'authselect', 'authconfig', 'chkconfig', 'tuned-adm', 'nmcli', 'nmtui', 'ifup', 'ifdown', 'system-config-network', 'update-crypto-policies', 'fips-mode-setup', 'plymouth-set-default-theme', 'alternatives', 'update-ca-trust', 'rpm-ostree', 'ostree', 'bootc', 'abrt-auto-reporting', 'realm', 'ipa-client-install', 'leapp']);
/** Folders that Debian has not, or another program reads there. */
const folders = /(?:^|[\s"'=:>(])(\/(?:etc\/(?:sysconfig|yum\.repos\.d|yum\.conf|yum|dnf|selinux|pki|firewalld|NetworkManager|httpd|redhat-release|rhsm|grub2[\w.-]*|crypto-policies|chrony\.conf|rc\.d)|boot\/(?:loader|grub2)|var\/log\/anaconda|mnt\/(?:sysimage|sysroot|source)|run\/install|root\/anaconda-ks\.cfg))/;

/** What is larger is no script; and what it is read with takes long for it. */
const mostCharacters = 64 * 1024;

/** What stands before a command and is none of its own. */
const prefixes = new Set(['if', 'then', 'elif', 'else', 'do', 'while', 'until', '!', 'exec', 'sudo', 'nohup', 'time', 'env', 'command', 'xargs']);

export function scriptFault(body: readonly string[]): string | undefined {
  const text = body.join('\n');
  if (text.length > mostCharacters) return 'has more than 64 KiB; fetch it from a server when the machine runs';
  if (text.includes('⟦secret:')) return 'has ⟦secret:, by which a spec marks what was taken out of it; write it otherwise';
  if (holdsSecret(text)) return 'holds a password, a key or a token, which may not stand in user-data; make users with user --password, and fetch secrets when the machine runs';
  if (body.some((line) => /^\s*%(include|ksappend)\s/.test(line))) return 'takes in another file with %include, which is not read here; put its lines into this one';
  if (text.includes('\0')) return 'has the character U+0000 in it, which no script can hold; remove it';
  const lines = body.filter((line) => !/^\s*#/.test(line));
  const called = lines.flatMap(commandsOf);
  const program = called.map(([word = '']) => word.split('/').at(-1) ?? '').find((word) => programs.has(word));
  if (program !== undefined) return `calls ${program}, which CognOS does not have or use; write for Debian what is meant: packages in %packages, services in services, a script in write_files and runcmd of user-data`;
  const service = called.filter(([word]) => word === 'systemctl' || word === 'service').flatMap((words) => words.slice(1)).find(isOtherService);
  if (service !== undefined) return `speaks of the service ${service}, which Debian has not by this name; write for Debian what is meant, or switch it with services --enabled=…`;
  const [, folder] = lines.map((line) => folders.exec(line)).find((found) => found !== null) ?? [];
  return folder === undefined ? undefined : `speaks of ${folder}, which Debian has not; write for Debian what is meant`;
}

/** Simple commands of a line, as far as one can tell without reading it as a shell does: here-documents are taken for commands too. */
function commandsOf(line: string): string[][] {
  return line.split(/[;&|(){}`]/).map((part) => {
    const words = part.trim().split(/\s+/);
    let start = 0;
    while (prefixes.has(words[start] ?? '') || /^\w+=/.test(words[start] ?? '') || words[start] === 'chroot') start += words[start] === 'chroot' ? 2 : 1;
    return words.slice(start);
  });
}

/** sshd is an alias of Debian's ssh. */
function isOtherService(word: string): boolean {
  const name = word.replace(/\.service$/, '');
  const service = serviceOf(name);
  return service !== undefined && name !== 'sshd' && !/^cloud-|^nftables$|^systemd-/.test(name) && service.unit !== name;
}
