/**
 * The other way round: a preseed with which a stock debian-installer installs Debian 12 and its late_command makes a
 * CognOS of it, by our signed APT repository; the first boot does the rest, with the spec as cloud-init's seed. Pure.
 */
import type { InstallSpec, User } from '../shared/spec/install-spec.ts';
import { isMap } from '../shared/spec/is-map.ts';
import { parseSize } from '../shared/spec/size.ts';

export interface PreseedRequest {
  /** Valid, with its secrets: passwords as hashes, as a spec has them. */
  spec: InstallSpec;
  repository: {
    /** Of the signed APT repository, https or http: what is in it is signed. */
    url: string;
    /** Its key as a binary keyring, as apt reads it. */
    key: Uint8Array;
    suite?: string;
  };
}

export interface MadePreseed {
  /** Holds password hashes and whatever is secret in the spec: for root's eyes, and over https. */
  text: string;
  /** What debian-installer has no word for, one sentence each. */
  notes: string[];
}

/** What the target of our own medium has and first boot relies on; Debian's standard system lacks these. */
export const firstBootPackages: readonly string[] = [
  'cognos-archive-keyring', 'cognos-node', 'cognos-install', 'cognos-firstboot', 'cognos-llama',
  'cloud-init', 'cloud-guest-utils', 'ssh-import-id', 'ca-certificates', 'curl', 'aria2', 'nftables', 'pciutils', 'usbutils', 'dmidecode', 'procps', 'iproute2', 'openssh-server', 'sudo',
  'systemd-timesyncd', 'libnss-systemd', 'libnss-myhostname', 'libpam-systemd', 'systemd-zram-generator', 'btrfs-progs', 'xfsprogs', 'fdisk', 'apparmor', 'apparmor-utils', 'unattended-upgrades', 'libpam-pwquality',
  'auditd', 'audispd-plugins', 'aide', 'aide-common', 'cron', 'debsums', 'apt-listchanges', 'locales', 'console-setup', 'keyboard-configuration',
];

/** What reads a network of the spec as the medium's target does; ifupdown, which Debian has, knows no patterns of names. */
export const networkPackages: readonly string[] = ['netplan.io', 'systemd-resolved'];

/** debian-installer runs the command as one argument of sh, which the kernel bounds at 128 KiB (MAX_ARG_STRLEN). */
const mostCommand = 120_000;
const keyring = '/usr/share/keyrings/cognos-archive-keyring.gpg';

/** Throws a sentence for what cannot be put into a preseed file at all. */
export function makePreseed({ spec, repository }: PreseedRequest): MadePreseed {
  const notes: string[] = [];
  checkRepository(repository.url, repository.suite ?? 'bookworm');
  const late = lateCommand(spec, repository);
  if (late.length > mostCommand) throw new Error(`The spec is too large for a preseed file: its late_command has ${late.length.toLocaleString('en-US')} characters and may have ${mostCommand.toLocaleString('en-US')}; let packages or runcmd fetch what is large`);
  const sections: [title: string, lines: string[]][] = [
    ['Language, keyboard, clock', places(spec)], ['Network: for the installation; the first boot configures what the spec says', network(spec, notes)], ['Packages', mirror(spec)],
    ['The first user; cloud-init does the rest on the first boot', accounts(spec, notes)], ['Disk', storage(spec, notes)], ['Boot loader and end', end(spec)], ['CognOS', [d('preseed/late_command', 'string', late)]],
  ];
  const head = '#_preseed_V1\n# Installs Debian 12 and makes a CognOS of it. Holds password hashes: keep it from others, and serve it by https.\n';
  return { text: `${head}${sections.map(([title, lines]) => `\n# ${title}\n${lines.join('\n')}\n`).join('')}`, notes };
}

function d(question: string, type: string, value = ''): string {
  // A value ends with its line, and with a backslash it would take the next one with it.
  const plain = value.replaceAll(/\s*[\r\n]+\s*/g, ' ').replace(/\\+$/, '');
  return `d-i ${question} ${type}${plain === '' ? '' : ` ${plain}`}`;
}

function checkRepository(url: string, suite: string): void {
  if (!/^https?:\/\/[^\s'"\\$`;&|<>()]+$/.test(url)) throw new Error('The address of the repository has to be an http or https address without spaces, quotes and signs of the shell');
  if (!/^[a-z][a-z0-9./-]*$/.test(suite)) throw new Error(`${JSON.stringify(suite)} is no name of a suite`);
}

function places({ locale = 'en_US.UTF-8', keyboard, timezone = 'Etc/UTC', ntp }: InstallSpec): string[] {
  const layout = keyboard?.layout.split(',')[0] ?? 'us';
  const variant = keyboard?.variant?.split(',')[0];
  const servers = ntp?.servers ?? ntp?.pools ?? [];
  return [
    d('debian-installer/locale', 'string', locale), d('keyboard-configuration/xkb-keymap', 'select', variant ? `${layout}(${variant})` : layout),
    d('clock-setup/utc', 'boolean', 'true'), d('time/zone', 'string', timezone), d('clock-setup/ntp', 'boolean', String(ntp?.enabled ?? true)),
    ...servers[0] === undefined ? [] : [d('clock-setup/ntp-server', 'string', servers[0])],
  ];
}

function network({ hostname, fqdn, network: asked }: InstallSpec, notes: string[]): string[] {
  if (asked) notes.push('network: debian-installer itself uses DHCP; the network of the spec is configured by cloud-init on the first boot.');
  const domain = fqdn?.includes('.') ? fqdn.slice(fqdn.indexOf('.') + 1) : undefined;
  return [
    d('netcfg/choose_interface', 'select', 'auto'), d('netcfg/get_hostname', 'string', hostname?.split('.')[0] ?? 'cognos'), d('netcfg/get_domain', 'string', domain ?? ''),
    ...hostname === undefined ? [] : [d('netcfg/hostname', 'string', hostname.split('.')[0])], d('hw-detect/load_firmware', 'boolean', 'true'),
  ];
}

function mirror({ apt }: InstallSpec): string[] {
  const uri = apt?.primary?.[0]?.uri ?? 'http://deb.debian.org/debian';
  const { protocol, host, pathname } = new URL(uri);
  const kind = protocol === 'https:' ? 'https' : 'http';
  return [
    d('mirror/country', 'string', 'manual'), d('mirror/protocol', 'string', kind), d(`mirror/${kind}/hostname`, 'string', host), d(`mirror/${kind}/directory`, 'string', pathname), d(`mirror/${kind}/proxy`, 'string', apt?.http_proxy ?? apt?.proxy ?? ''),
    d('mirror/suite', 'string', 'bookworm'), d('apt-setup/non-free-firmware', 'boolean', 'true'), d('apt-setup/services-select', 'multiselect', 'security, updates'),
    'tasksel tasksel/first multiselect standard, ssh-server', d('pkgsel/upgrade', 'select', 'full-upgrade'), d('pkgsel/update-policy', 'select', 'unattended-upgrades'),
    'popularity-contest popularity-contest/participate boolean false',
  ];
}

function accounts({ users = [] }: InstallSpec, notes: string[]): string[] {
  const first = users.find((user): user is User => isMap(user) && !user.system);
  if (!first) notes.push('users: debian-installer makes the user debian, which has no password and no key until cloud-init has read the spec.');
  const usable = first?.lock_passwd === false || first?.['lock-passwd'] === false;
  const hash = usable ? first?.hashed_passwd ?? first?.passwd : undefined;
  const groups = [first?.groups ?? []].flat().flatMap((names) => names.split(',')).map((name) => name.trim()).filter(Boolean);
  return [
    d('passwd/root-login', 'boolean', 'false'), d('passwd/make-user', 'boolean', 'true'), d('passwd/user-fullname', 'string', first?.gecos ?? first?.name ?? 'Debian'),
    d('passwd/username', 'string', first?.name ?? 'debian'), d('passwd/user-password-crypted', 'password', hash ?? '!'),
    ...first?.uid === undefined ? [] : [d('passwd/user-uid', 'string', String(first.uid))],
    ...groups.length === 0 ? [] : [d('passwd/user-default-groups', 'string', groups.join(' '))],
  ];
}

/** debian-installer can name a disk, and cannot choose by size or kind: then it is not told to write to one. */
function storage({ cognos }: InstallSpec, notes: string[]): string[] {
  const { disk, layout = 'btrfs', root, swap } = cognos.storage ?? {};
  const { path, 'by-id': byId, ...rules } = disk?.match ?? {};
  const name = path ?? (byId !== undefined && !/[*?[\]{}]/.test(byId) ? `/dev/disk/by-id/${byId}` : undefined);
  const unsaid = Object.keys(rules);
  if (unsaid.length > 0 || (byId !== undefined && name === undefined)) notes.push(`cognos.storage.disk.match: debian-installer cannot choose a disk by ${[...unsaid, ...name === undefined && byId !== undefined ? ['by-id with wildcards'] : []].join(', ')}; it asks${name === undefined ? ', unless there is only one' : ''}.`);
  const agreed = cognos.unattended === true && unsaid.length === 0 && (disk?.wipe === 'any' || name !== undefined);
  if (cognos.unattended === true && !agreed) notes.push('cognos.unattended: debian-installer overwrites what is on a disk without looking, so it asks unless the spec names the disk or says wipe: any.');
  if (cognos.storage?.models !== undefined) notes.push('cognos.storage.models: models lie on the root filesystem, as debian-installer knows no filesystem for them.');
  return [
    ...name === undefined ? [] : [d('partman-auto/disk', 'string', name)], d('partman-auto/method', 'string', 'regular'), d('partman-partitioning/default_label', 'string', 'gpt'),
    d('partman-auto/choose_recipe', 'select', 'cognos'), d('partman-auto/expert_recipe', 'string', recipe(layout, megabytes(root?.size), megabytes(swap?.size))), d('partman-partitioning/choose_label', 'select', 'gpt'),
    d('partman/mount_style', 'select', 'uuid'), d('partman-basicfilesystems/no_swap', 'boolean', 'false'),
    ...agreed ? [
      d('partman-partitioning/confirm_write_new_label', 'boolean', 'true'), d('partman/choose_partition', 'select', 'finish'), d('partman/confirm', 'boolean', 'true'), d('partman/confirm_nooverwrite', 'boolean', 'true'),
      d('partman-lvm/device_remove_lvm', 'boolean', 'true'), d('partman-md/device_remove_md', 'boolean', 'true'), d('partman-lvm/confirm', 'boolean', 'true'), d('partman-efi/non_efi_system', 'boolean', 'true'),
    ] : [],
  ];
}

function megabytes(size: string | undefined): number | undefined {
  const bytes = size === undefined ? undefined : parseSize(size);
  return bytes === undefined ? undefined : Math.ceil(bytes / 1e6);
}

function recipe(layout: 'btrfs' | 'ext4', root: number | undefined, swap: number | undefined): string {
  const size = (mb: number | undefined, otherwise: string): string => (mb === undefined ? otherwise : `${mb} ${mb} ${mb}`);
  const parts = [
    '538 538 538 free $iflabel{ gpt } $reusemethod{ } method{ efi } format{ }', '1 1 1 free $iflabel{ gpt } $reusemethod{ } method{ biosgrub }',
    `${size(root, '6000 10000 -1')} ${layout} method{ format } format{ } use_filesystem{ } filesystem{ ${layout} } mountpoint{ / }`,
    ...swap === 0 ? [] : [`${size(swap, '512 1024 100%')} linux-swap method{ swap } format{ }`],
  ];
  return `cognos :: ${parts.map((part) => `${part} .`).join(' ')}`;
}

function end({ cognos }: InstallSpec): string[] {
  const off = cognos.install?.after === 'poweroff';
  return [
    d('grub-installer/only_debian', 'boolean', 'true'), d('grub-installer/with_other_os', 'boolean', 'false'), d('grub-installer/bootdev', 'string', 'default'), d('grub-installer/force-efi-extra-removable', 'boolean', 'true'),
    d('finish-install/reboot_in_progress', 'note'), ...off ? [d('debian-installer/exit/poweroff', 'boolean', 'true')] : [],
  ];
}

const seed = '/var/lib/cloud/seed/nocloud';
type File = [path: string, content: string | Uint8Array, mode: string];

/** Files by base64: the shell, debconf and in-target each have quotes of their own. */
function lateCommand(spec: InstallSpec, repository: PreseedRequest['repository']): string {
  const { network: asked, ...rest } = spec;
  const files = [...repositoryFiles(repository), ...seedFiles(rest), ...asked ? networkFiles(asked) : []];
  const write = [...files, cloudConfig(asked !== undefined)].map(([path, content, mode]) => `in-target sh -c 'umask 077; mkdir -p ${path.slice(0, path.lastIndexOf('/'))}; echo ${Buffer.from(content).toString('base64')} | base64 -d > ${path}; chmod ${mode} ${path}'`);
  const folders = ['/usr/share/keyrings', '/etc/apt/sources.list.d', '/etc/cloud', '/etc/cloud/cloud.cfg.d', ...asked ? [waitOnline.slice(0, waitOnline.lastIndexOf('/'))] : []];
  const packages = [...firstBootPackages, ...asked ? networkPackages : []];
  // Each must work, or debian-installer says so: half a CognOS is none.
  return [
    ...write, `in-target sh -c 'chmod 0755 ${folders.join(' ')}'`,
    `in-target sh -c 'export DEBIAN_FRONTEND=noninteractive; apt-get update && apt-get -y -o Dpkg::Options::=--force-confold install --no-install-recommends ${packages.join(' ')}'`,
    ...asked ? ['in-target systemctl enable systemd-networkd.service'] : [],
  ].join(' && ');
}

function repositoryFiles({ url, key, suite = 'bookworm' }: PreseedRequest['repository']): File[] {
  return [
    [keyring, key, '0644'],
    ['/etc/apt/sources.list.d/cognos.sources', `Types: deb\nURIs: ${url}\nSuites: ${suite}\nComponents: main\nSigned-By: ${keyring}\n`, '0644'],
  ];
}

/** debian-installer keeps the late_command, and with it the spec, in two files of its log for the group adm to read. */
const forgetAnswers = ['rm', '--force', '/var/log/installer/syslog', '/var/log/installer/cdebconf/questions.dat'];

/** A plain keyboard is debian-installer's: cloud-init's localectl gives up after 25 s on a machine that is slow to start. */
function seedFiles({ keyboard, ...rest }: InstallSpec): File[] {
  const { layout = '', variant = '', ...more } = keyboard ?? {};
  const spec = `${layout}${variant}`.includes(',') || Object.keys(more).length > 0 ? { keyboard, ...rest } : rest;
  return [
    [`${seed}/meta-data`, 'instance-id: cognos-preseed\n', '0600'],
    [`${seed}/user-data`, `#cloud-config\n${JSON.stringify({ ...spec, runcmd: [...spec.runcmd ?? [], forgetAnswers] })}\n`, '0600'],
  ];
}

const waitOnline = '/etc/systemd/system/systemd-networkd-wait-online.service.d/cognos.conf';

function networkFiles(network: NonNullable<InstallSpec['network']>): File[] {
  return [
    [`${seed}/network-config`, `${JSON.stringify(network)}\n`, '0600'],
    ['/etc/network/interfaces', '# The network is netplan\'s: /etc/netplan\n', '0644'],
    // As on the medium's target: a server without a cable must still reach its login prompt.
    [waitOnline, '[Service]\nExecStart=\nExecStart=/lib/systemd/systemd-networkd-wait-online --any --timeout=30\n', '0644'],
  ];
}

/** Without a network in the spec, what debian-installer wrote stays. cloud-init would take ifupdown before netplan. */
function cloudConfig(hasNetwork: boolean): File {
  const network = hasNetwork ? 'system_info: {network: {renderers: [netplan]}}' : 'network: {config: disabled}';
  return ['/etc/cloud/cloud.cfg.d/90-cognos.cfg', `datasource_list: [NoCloud, None]\n${network}\ngrowpart: {mode: 'off'}\nresize_rootfs: false\n`, '0644'];
}
