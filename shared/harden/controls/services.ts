/** Servers that nobody asked for. One that the firewall is open for was asked for and stays. */
import type { Control, HardenFacts } from '../control.ts';

interface Row { id: string; cis: string; packages: readonly string[]; what: string; /** Ports of the spec that mean it is wanted. */ ports?: readonly number[] }

const rows: readonly Row[] = [
  { id: 'no-automount', cis: '2.1.1', packages: ['autofs'], what: 'disks that mount themselves' },
  { id: 'no-avahi', cis: '2.1.2', packages: ['avahi-daemon'], what: 'the announcing of services', ports: [5353] },
  { id: 'no-dhcp-server', cis: '2.1.3', packages: ['isc-dhcp-server', 'kea-dhcp4-server', 'kea-dhcp6-server'], what: 'a DHCP server', ports: [67, 547] },
  { id: 'no-dns-server', cis: '2.1.4', packages: ['bind9'], what: 'a DNS server', ports: [53] },
  { id: 'no-dnsmasq', cis: '2.1.5', packages: ['dnsmasq'], what: 'dnsmasq', ports: [53, 67] },
  { id: 'no-ftp-server', cis: '2.1.6', packages: ['vsftpd'], what: 'an FTP server', ports: [21] },
  { id: 'no-ldap-server', cis: '2.1.7', packages: ['slapd'], what: 'an LDAP server', ports: [389, 636] },
  { id: 'no-mail-access', cis: '2.1.8', packages: ['dovecot-imapd', 'dovecot-pop3d', 'dovecot-core'], what: 'an IMAP or POP3 server', ports: [110, 143, 993, 995] },
  { id: 'no-nfs-server', cis: '2.1.9', packages: ['nfs-kernel-server'], what: 'an NFS server', ports: [2049] },
  { id: 'no-nis-server', cis: '2.1.10', packages: ['ypserv'], what: 'an NIS server' },
  { id: 'no-print-server', cis: '2.1.11', packages: ['cups'], what: 'a print server', ports: [631] },
  { id: 'no-rpcbind', cis: '2.1.12', packages: ['rpcbind'], what: 'the port mapper', ports: [111, 2049] },
  { id: 'no-rsync', cis: '2.1.13', packages: ['rsync'], what: 'rsync, which can be a server without a password', ports: [873] },
  { id: 'no-samba', cis: '2.1.14', packages: ['samba'], what: 'a Windows file server', ports: [139, 445] },
  { id: 'no-snmp', cis: '2.1.15', packages: ['snmpd'], what: 'an SNMP agent', ports: [161] },
  { id: 'no-tftp-server', cis: '2.1.16', packages: ['tftpd-hpa', 'atftpd'], what: 'a TFTP server', ports: [69] },
  { id: 'no-web-proxy', cis: '2.1.17', packages: ['squid'], what: 'a web proxy', ports: [3128] },
  { id: 'no-web-server', cis: '2.1.18', packages: ['apache2', 'nginx'], what: 'a web server', ports: [80, 443] },
  { id: 'no-xinetd', cis: '2.1.19', packages: ['xinetd', 'openbsd-inetd'], what: 'a starter of old services' },
];

function isWanted({ allow }: HardenFacts, ports: readonly number[] = []): boolean {
  return allow.some(({ port }) => ports.includes(port));
}

export const serviceControls: readonly Control[] = [
  ...rows.map(({ id, cis, packages, what, ports }): Control => ({
    id, group: 'services', level: 'cis-level1-server', cis: [cis], stage: 'first-boot',
    title: `no ${what.replace(/^(a|an|the) /, '')}`,
    why: `${what[0]?.toUpperCase()}${what.slice(1)} listens to everyone and was not asked for.${ports ? ' Where the firewall is open for it, it stays.' : ''}`,
    parts: (facts) => (isWanted(facts, ports) ? [] : packages.map((name) => ({ kind: 'package', name, present: false }))),
  })),
  {
    id: 'local-mail', group: 'services', level: 'cis-level1-server', cis: ['2.1.21'], stage: 'first-boot',
    title: 'a mail server takes mail from this machine only', why: 'It is there to deliver what cron has to say. Where the firewall is open for mail, it stays as it is.',
    parts: () => [{ kind: 'action', name: 'local-mail' }],
  },
  {
    id: 'listeners-review', group: 'services', level: 'cis-level1-server', cis: ['2.1.22'], stage: 'seal',
    title: 'what can be reached from outside is on a list', why: 'A service that starts to listen later shows in `cognos-harden check`. The firewall drops what it is sent in any case.',
    parts: () => [{ kind: 'action', name: 'list-listeners' }],
  },
  // CIS 3.1.2, no wireless interfaces, is no control of its own: a card joins nothing unless the spec's network names it under
  // wifis, which is the exception that CIS asks to be written down; then netplan starts a supplicant for that card alone.
  {
    id: 'no-bluetooth', group: 'services', level: 'cis-level1-server', cis: ['3.1.3'], stage: 'first-boot',
    title: 'no Bluetooth', why: 'A server has no use for it, and it can be reached through the wall.',
    parts: () => [{ kind: 'unit', name: 'bluetooth.service', state: 'masked' }],
  },
  {
    id: 'no-link-local-names', group: 'services', level: 'baseline', cis: [], stage: 'install',
    title: 'names of the local link are neither asked for nor answered', why: 'LLMNR and multicast DNS believe whoever answers first, and listen to everyone. Names come from DNS and /etc/hosts.',
    parts: () => [
      { kind: 'file', path: '/etc/systemd/resolved.conf.d/60-cognos.conf', content: '# Written by CognOS (cognos-harden, no-link-local-names).\n[Resolve]\nLLMNR=no\nMulticastDNS=no\n' },
      { kind: 'action', name: 'reload-unit', args: { unit: 'systemd-resolved.service', how: 'try-restart' } },
    ],
  },
  {
    id: 'no-debug-shell', group: 'services', level: 'baseline', cis: [], stage: 'install',
    title: 'no shell of root on a console without a password', why: 'systemd\'s debug-shell is one keyboard shortcut away where it is on.',
    parts: () => [{ kind: 'unit', name: 'debug-shell.service', state: 'masked' }],
  },
];
