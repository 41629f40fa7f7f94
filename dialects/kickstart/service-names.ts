/** Services by Red Hat's names: the unit in Debian and the package it comes with, or what takes its place in CognOS. */

export interface Service {
  unit: string;
  /** Left out: it is in CognOS. */
  package?: string;
  /** What takes its place; then nothing is switched. */
  note?: string;
  /** Why it cannot be switched off. */
  needed?: string;
  /** Why it cannot be had. */
  lacking?: string;
}

const known: Readonly<Record<string, Service>> = {
  sshd: { unit: 'ssh', note: 'the ssh server runs', needed: 'the ssh server is the way into the machine and stays on; close it with firewall --remove-service=ssh' },
  chronyd: { unit: '', note: 'time is synchronised by systemd-timesyncd, as timezone says' }, ntpd: { unit: '', note: 'time is synchronised by systemd-timesyncd, as timezone says' }, 'systemd-timesyncd': { unit: '', note: 'time is synchronised, as timezone says' },
  NetworkManager: { unit: '', note: 'the network is run by networkd' }, 'NetworkManager-wait-online': { unit: '', note: 'the network is run by networkd' }, network: { unit: '', note: 'the network is run by networkd' }, 'systemd-resolved': { unit: '', note: 'names are resolved as netplan says' },
  firewalld: { unit: '', note: 'the firewall is that of CognOS, by nftables' }, iptables: { unit: '', note: 'the firewall is that of CognOS, by nftables' }, ip6tables: { unit: '', note: 'the firewall is that of CognOS, by nftables' }, nftables: { unit: '', note: 'the firewall is that of CognOS, by nftables' },
  'cloud-init': { unit: '', note: 'cloud-init is there' }, 'cloud-init-local': { unit: '', note: 'cloud-init is there' }, 'cloud-config': { unit: '', note: 'cloud-init is there' }, 'cloud-final': { unit: '', note: 'cloud-init is there' },
  'initial-setup': { unit: '', note: 'the first boot is that of CognOS' }, 'initial-setup-graphical': { unit: '', note: 'the first boot is that of CognOS' },
  rhsmcertd: { unit: '', note: 'belongs to Red Hat\'s subscriptions' }, rhnsd: { unit: '', note: 'belongs to Red Hat\'s subscriptions' }, insights: { unit: '', note: 'belongs to Red Hat\'s subscriptions' }, 'dnf-makecache.timer': { unit: '', note: 'updates are those of unattended-upgrades' }, 'dnf-automatic.timer': { unit: '', note: 'updates are those of unattended-upgrades' },
  kdump: { unit: '', note: 'is not there unless %addon com_redhat_kdump asks for it' }, abrtd: { unit: '', note: 'is not there' }, irqbalance: { unit: 'irqbalance', package: 'irqbalance' },
  'getty@tty1': { unit: '', note: 'the console has a login' }, 'serial-getty@ttyS0': { unit: '', note: 'the serial line has a login where the kernel has its console there' },
  auditd: { unit: 'auditd' }, crond: { unit: 'cron' }, rsyslog: { unit: 'rsyslog', package: 'rsyslog' }, postfix: { unit: 'postfix', package: 'postfix' }, tuned: { unit: 'tuned', package: 'tuned' },
  'qemu-guest-agent': { unit: 'qemu-guest-agent', package: 'qemu-guest-agent' }, vmtoolsd: { unit: 'open-vm-tools', package: 'open-vm-tools' }, vgauthd: { unit: 'vgauth', package: 'open-vm-tools' },
  httpd: { unit: 'apache2', package: 'apache2' }, nginx: { unit: 'nginx', package: 'nginx' }, mariadb: { unit: 'mariadb', package: 'mariadb-server' }, mysqld: { unit: 'mariadb', package: 'mariadb-server' }, postgresql: { unit: 'postgresql', package: 'postgresql' },
  redis: { unit: 'redis-server', package: 'redis-server' }, memcached: { unit: 'memcached', package: 'memcached' }, haproxy: { unit: 'haproxy', package: 'haproxy' }, squid: { unit: 'squid', package: 'squid' }, named: { unit: 'named', package: 'bind9' },
  smb: { unit: 'smbd', package: 'samba' }, nmb: { unit: 'nmbd', package: 'samba' }, 'nfs-server': { unit: 'nfs-server', package: 'nfs-kernel-server' }, rpcbind: { unit: 'rpcbind', package: 'rpcbind' }, autofs: { unit: 'autofs', package: 'autofs' },
  libvirtd: { unit: 'libvirtd', package: 'libvirt-daemon-system' }, docker: { unit: 'docker', package: 'docker.io' }, podman: { unit: 'podman', package: 'podman' }, 'podman.socket': { unit: 'podman.socket', package: 'podman' },
  'cockpit.socket': { unit: 'cockpit.socket', package: 'cockpit' }, cockpit: { unit: 'cockpit.socket', package: 'cockpit' }, fail2ban: { unit: 'fail2ban', package: 'fail2ban' }, snmpd: { unit: 'snmpd', package: 'snmpd' }, sysstat: { unit: 'sysstat', package: 'sysstat' },
  cups: { unit: 'cups', package: 'cups' }, bluetooth: { unit: 'bluetooth', package: 'bluez' }, 'avahi-daemon': { unit: 'avahi-daemon', package: 'avahi-daemon' }, ModemManager: { unit: 'ModemManager', package: 'modemmanager' }, multipathd: { unit: 'multipathd', package: 'multipath-tools' }, iscsid: { unit: 'iscsid', package: 'open-iscsi' }, smartd: { unit: 'smartmontools', package: 'smartmontools' }, lldpd: { unit: 'lldpd', package: 'lldpd' },
};

export function serviceOf(name: string): Service | undefined {
  return Object.hasOwn(known, name) ? known[name] : undefined;
}
