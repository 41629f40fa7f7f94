/** Packages by Red Hat's names: the same software in Debian 12, or what takes its place in CognOS. Of the rest nobody can be certain. */

/** The same name in both. */
const same = `git wget rsync unzip zip tree jq htop tmux screen zsh fish nano strace ltrace lsof tcpdump net-tools traceroute mtr socat ethtool telnet whois bc dos2unix expect patch make gcc gdb cmake autoconf automake libtool pkgconf
  python3 python3-pip ansible nginx haproxy squid memcached postfix fail2ban rsyslog logrotate tuned irqbalance sysstat iotop iperf3 dstat parted gdisk lvm2 mdadm smartmontools hdparm nvme-cli ncdu pv bzip2 lz4 zstd pigz
  open-vm-tools qemu-guest-agent podman buildah skopeo runc docker-compose samba cifs-utils autofs rpcbind sssd realmd adcli cockpit snmpd lldpd keepalived openvpn wireguard-tools acl attr quota at psmisc ncurses-term man-db
  mariadb-server postgresql rdma-core numactl hwloc fio stress-ng neovim emacs vim mc file gnupg2 tcsh ksh perl ruby golang nodejs npm cups multipath-tools ipmitool tpm2-tools usbguard dnsmasq borgbackup restic certbot openssl nmap plocate sendmail bluez xfsdump systemd-container systemd-journal-remote s-nail ansible-core`.split(/\s+/);

/** Others of the same software; a name here is Debian's. */
const others: Readonly<Record<string, string>> = {
  'vim-enhanced': 'vim', 'bind-utils': 'bind9-dnsutils', bind: 'bind9', httpd: 'apache2', mod_ssl: 'apache2', 'httpd-tools': 'apache2-utils', 'nfs-utils': 'nfs-common', nc: 'netcat-openbsd', 'nmap-ncat': 'ncat', mlocate: 'plocate',
  'gcc-c++': 'g++', 'kernel-devel': 'linux-headers-amd64', 'kernel-headers': 'linux-libc-dev', 'python3-devel': 'python3-dev', 'python3-virtualenv': 'python3-venv', 'openssl-devel': 'libssl-dev', 'zlib-devel': 'zlib1g-dev', 'ncurses-devel': 'libncurses-dev', 'libffi-devel': 'libffi-dev', 'readline-devel': 'libreadline-dev', 'elfutils-libelf-devel': 'libelf-dev', rpmdevtools: 'rpm', 'pkgconfig': 'pkgconf',
  'iscsi-initiator-utils': 'open-iscsi', 'device-mapper-multipath': 'multipath-tools', 'device-mapper-persistent-data': 'thin-provisioning-tools', 'samba-client': 'smbclient', 'net-snmp': 'snmpd', 'net-snmp-utils': 'snmp', 'libvirt': 'libvirt-daemon-system', 'libvirt-client': 'libvirt-clients', 'qemu-kvm': 'qemu-system-x86', 'virt-install': 'virtinst',
  mariadb: 'mariadb-client', mysql: 'mariadb-client', 'postgresql-server': 'postgresql', redis: 'redis-server', 'docker-ce': 'docker.io', docker: 'docker.io', 'moby-engine': 'docker.io', 'rng-tools': 'rng-tools5', xz: 'xz-utils', sos: 'sosreport', avahi: 'avahi-daemon', dovecot: 'dovecot-core', 'python3-pyyaml': 'python3-yaml', 'krb5-workstation': 'krb5-user', 'openldap-clients': 'ldap-utils',
  mailx: 'bsd-mailx', p7zip: 'p7zip-full', 'perl-interpreter': 'perl', 'java-17-openjdk': 'openjdk-17-jre', 'java-17-openjdk-headless': 'openjdk-17-jre-headless', 'java-17-openjdk-devel': 'openjdk-17-jdk', 'man-pages': 'manpages', 'ipa-client': 'freeipa-client', 'xorg-x11-xauth': 'xauth', 'wireshark-cli': 'tshark', 'util-linux-user': 'util-linux-extra', 'google-noto-fonts': 'fonts-noto', 'kexec-tools': 'kdump-tools', 'cockpit-ws': 'cockpit', 'avahi-tools': 'avahi-utils', 'sg3_utils': 'sg3-utils', 'lm_sensors': 'lm-sensors',
};

/** In CognOS already. */
const there = new Set(`openssh-server openssh-clients openssh sudo cloud-init cloud-utils-growpart curl less bash bash-completion ca-certificates tzdata iproute iputils procps-ng pciutils usbutils dmidecode efibootmgr xfsprogs btrfs-progs e2fsprogs dosfstools cryptsetup
  kbd coreutils util-linux passwd shadow-utils systemd grep sed tar gzip findutils which hostname vim-minimal nftables audit aide cronie wpa_supplicant iw diffutils ncurses glibc-common pam basesystem filesystem setup rootfiles initscripts`.split(/\s+/));

/** What is Red Hat's own machinery, or has another in its place. */
const replaced: [pattern: RegExp, note: string][] = [
  [/^(dnf|yum|rpm|microdnf|libdnf|PackageKit|createrepo)([-_].*)?$|^(epel-release|elrepo-release|rpmfusion-.*|deltarpm|yum-utils)$/, 'packages are Debian\'s, and apt installs them'],
  [/^(subscription-manager|rhsm|rhn|insights|redhat|rhc|centos|fedora|rocky|almalinux|oraclelinux|katello)(-.*)?$|^(redhat-lsb.*|system-release)$/, 'belongs to Red Hat\'s systems and their subscriptions'],
  [/^(python3-)?(selinux-policy|policycoreutils|libselinux|libsemanage|setroubleshoot|setools|mcstrans|checkpolicy)(-.*)?$/, 'AppArmor is there in place of SELinux'],
  [/^(firewalld|iptables|iptables-services|firewall-config)$/, 'the firewall is that of CognOS, by nftables'],
  [/^(chrony|ntp|ntpdate|systemd-timesyncd)$/, 'time is synchronised by systemd-timesyncd'],
  [/^NetworkManager(-.*)?$|^(network-scripts|dhclient|dhcp-client|initscripts-.*)$/, 'the network is run by networkd, as netplan says'],
  [/^(kernel|kernel-core|kernel-modules|kernel-modules-extra|kernel-tools|grub2?|grub2-.*|shim|shim-.*|grubby|dracut|dracut-.*|os-prober|plymouth.*|linux-firmware.*)$/, 'kernel and boot loader are those of CognOS'],
  [/^(authselect|authconfig|initial-setup|firstboot|anaconda|system-config|langpacks|glibc-langpack|glibc-all-langpacks)(-.*)?$/, 'CognOS has its own way for this'],
];

const debianNames: ReadonlyMap<string, string> = new Map([...same.map((name): [string, string] => [name, name]), ...Object.entries(others)]);

export type PackageAnswer = { kind: 'there'; note: string } | { kind: 'debian'; name: string } | { kind: 'unknown' };

export function packageOf(name: string): PackageAnswer {
  const debian = debianNames.get(name);
  if (debian !== undefined) return { kind: 'debian', name: debian };
  if (there.has(name)) return { kind: 'there', note: 'is in CognOS' };
  const [, note] = replaced.find(([pattern]) => pattern.test(name)) ?? [];
  return note === undefined ? { kind: 'unknown' } : { kind: 'there', note };
}
