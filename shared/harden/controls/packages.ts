/** Where packages come from, and programs that a server has no use for. */
import type { Control } from '../control.ts';

const remove = (names: readonly string[]): ReturnType<Control['parts']> => names.map((name) => ({ kind: 'package', name, present: false }));

export const packageControls: readonly Control[] = [
  {
    id: 'apt-signatures', group: 'packages', level: 'baseline', cis: ['1.2.1.1', '1.2.1.2'], stage: 'install',
    title: 'apt takes nothing that is not signed',
    why: 'A mirror, or somebody before it, cannot put a program of his own in a package\'s place.',
    parts: () => [{
      kind: 'file', path: '/etc/apt/apt.conf.d/60cognos-signatures',
      content: '// Written by CognOS (cognos-harden: apt-signatures).\nAcquire::AllowInsecureRepositories "false";\nAcquire::AllowWeakRepositories "false";\nAcquire::AllowDowngradeToInsecureRepositories "false";\nAPT::Get::AllowUnauthenticated "false";\n',
    }],
  },
  {
    id: 'apt-key-modes', group: 'packages', level: 'cis-level1-server', cis: ['1.2.1.1'], stage: 'install',
    title: 'only root adds keys and sources of packages', why: 'Who can add a source can add a program.',
    parts: () => ['/etc/apt/trusted.gpg.d', '/etc/apt/sources.list.d', '/usr/share/keyrings', '/etc/apt/auth.conf.d'].map((path) => ({ kind: 'mode', path, mode: 0o755, owner: 'root:root' })),
  },
  {
    id: 'no-old-clients', group: 'packages', level: 'cis-level1-server', cis: ['2.2.1', '2.2.2', '2.2.3', '2.2.4', '2.2.5', '2.2.6'], stage: 'first-boot',
    title: 'no clients of protocols that send passwords in the clear',
    why: 'telnet, rsh, talk, ftp, NIS, and the tools of LDAP, which would be an administrator\'s choice.',
    parts: () => remove(['telnet', 'inetutils-telnet', 'rsh-client', 'talk', 'inetutils-talk', 'ftp', 'tnftp', 'inetutils-ftp', 'nis', 'ldap-utils']),
  },
  {
    id: 'no-prelink', group: 'packages', level: 'cis-level1-server', cis: ['1.5.4', '1.5.5'], stage: 'first-boot',
    title: 'nothing that changes programs or sends reports about them', why: 'prelink undoes random addresses; apport sends memory images elsewhere.',
    parts: () => remove(['prelink', 'apport']),
  },
  {
    id: 'no-desktop', group: 'packages', level: 'cis-level2-server', cis: ['1.7.1', '2.1.20'], stage: 'first-boot',
    title: 'no graphical login', why: 'A server is looked after over ssh and on its console.',
    parts: () => remove(['gdm3', 'xserver-common', 'xserver-xorg-core']),
  },
];
