/**
 * A plain Debian 12 as debian-installer leaves one: ifupdown with DHCP, ssh, sudo, a first user, apt from one mirror; with the
 * late_command carried out as there, from outside. It lies on one ext4 that is a whole disk and is started by its own
 * kernel, as a build machine's kernel need not know partitions in files.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { aptSources, formatSources } from '../../installer/medium/apt-sources.ts';
import type { AptProxy } from './apt-proxy.ts';
import { iso } from './medium.ts';
import { vmFolder } from './prepare.ts';
import type { VmOptions } from './vm.ts';

/** Debian's standard system has more; nothing of it is asked for by name in what we install. */
const packages = [
  'systemd-sysv', 'udev', 'dbus', 'ifupdown', 'isc-dhcp-client', 'linux-image-amd64', 'initramfs-tools', 'zstd', 'grub-pc', 'openssh-server', 'sudo', 'locales', 'tzdata', 'ca-certificates', 'cron', 'logrotate',
  'netbase', 'iproute2', 'iputils-ping', 'kmod', 'kbd', 'console-setup', 'keyboard-configuration', 'less', 'nano', 'vim-tiny', 'bash-completion', 'e2fsprogs', 'wget', 'procps', 'python3', 'apparmor', 'libpam-systemd', 'systemd-timesyncd',
];
const uuid = 'c0905000-5e7d-4c1a-9d0e-0123456789ab';

export interface StockRequest { name: string; hostname: string; domain: string; user: string; locale: string; timezone: string; keyboard: string; late: string; /** A mirror for the guest, a proxy for the chroot. */ mirror: Pick<AptProxy, 'url' | 'local'> }

/** @returns the machine, off, and what late_command said */
export async function makeStockDebian(request: StockRequest): Promise<{ machine: VmOptions; said: string }> {
  const directory = vmFolder(request.name);
  const root = join(directory, 'root');
  await execa('cp', ['--archive', '--one-file-system', '--reflink=auto', await debianRoot(join(directory, '..')), root]);
  await configure(root, request);
  const said = await runLate(root, directory, request);
  const [kernel, initrd] = ['vmlinuz', 'initrd.img'].map((name) => join(directory, name)) as [string, string];
  const version = readdirSync(join(root, 'lib/modules'))[0] ?? '';
  await execa('cp', [join(root, `boot/vmlinuz-${version}`), kernel]);
  await execa('cp', [join(root, `boot/initrd.img-${version}`), initrd]);
  const disk = join(directory, 'disk.raw');
  await execa('truncate', ['--size=10G', disk]);
  await execa('mkfs.ext4', ['-q', '-U', uuid, '-d', root, disk]);
  rmSync(root, { recursive: true });
  return { said, machine: { directory, firmware: 'bios', memoryMiB: 1536, disks: [{ path: disk, format: 'raw' }], kernel: { kernel, initrd, append: `root=UUID=${uuid} ro console=tty0 console=ttyS0,115200` } } };
}

/** Made again when the package list changes: it takes minutes. */
async function debianRoot(folder: string): Promise<string> {
  const digest = createHash('sha256').update(packages.join()).digest('hex').slice(0, 16);
  const [root, unfinished, sources] = ['', '.unfinished', '.list'].map((suffix) => join(folder, `debian-root-${digest}${suffix}`)) as [string, string, string];
  if (existsSync(root)) return root;
  rmSync(unfinished, { recursive: true, force: true });
  writeFileSync(sources, formatSources(await aptSources()));
  await execa('mmdebstrap', ['--variant=minbase', '--mode=root', '--format=directory', '--aptopt=APT::Install-Recommends "false"', '--dpkgopt=force-unsafe-io', `--include=${packages.join(',')}`, 'bookworm', unfinished, sources], { env: { DEBIAN_FRONTEND: 'noninteractive' } });
  renameSync(unfinished, root);
  return root;
}

async function configure(root: string, { hostname, domain, user, locale, timezone, keyboard, mirror }: StockRequest): Promise<void> {
  const files: Record<string, string> = {
    'etc/fstab': `UUID=${uuid} / ext4 errors=remount-ro 0 1\n`, 'etc/hostname': `${hostname}\n`, 'etc/hosts': `127.0.0.1\tlocalhost\n127.0.1.1\t${hostname}.${domain}\t${hostname}\n`,
    'etc/network/interfaces': 'source /etc/network/interfaces.d/*\n\nauto lo\niface lo inet loopback\n\nallow-hotplug enp0s2\niface enp0s2 inet dhcp\n',
    'etc/apt/sources.list': `deb ${mirror.url}debian bookworm main non-free-firmware\ndeb ${mirror.url}debian-security bookworm-security main non-free-firmware\n`,
    'etc/default/locale': `LANG=${locale}\n`, 'etc/timezone': `${timezone}\n`, 'etc/default/keyboard': `XKBMODEL="pc105"\nXKBLAYOUT="${keyboard}"\nXKBVARIANT=""\nXKBOPTIONS=""\n\nBACKSPACE="guess"\n`,
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
  const lists = 'etc/apt/sources.list.d'; // mmdebstrap's copy of what the root was made from is this machine's.
  for (const file of [...readdirSync(join(root, lists)).map((name) => join(lists, name)), 'etc/apt/apt.conf.d/99mmdebstrap', 'etc/dpkg/dpkg.cfg.d/99mmdebstrap']) rmSync(join(root, file), { force: true });
  await execa('chroot', [root, 'sh', '-ec', `echo ${locale} UTF-8 > /etc/locale.gen; locale-gen; ln -sf /usr/share/zoneinfo/${timezone} /etc/localtime; adduser --disabled-password --gecos 'Ada Lovelace' ${user}; adduser ${user} sudo; systemd-machine-id-setup; rm -f /etc/ssh/ssh_host_*; ssh-keygen -A; mkdir -p /boot/grub`]);
}

/** As debian-installer: one argument of sh; in-target is a chroot in which no service starts, with the kernel's filesystems. */
async function runLate(root: string, directory: string, { late, mirror }: StockRequest): Promise<string> {
  const programs = join(directory, 'bin');
  mkdirSync(programs);
  writeFileSync(join(programs, 'in-target'), `#!/bin/sh\nexec chroot ${root} "$@"\n`, { mode: 0o755 });
  const policy = join(root, 'usr/sbin/policy-rc.d');
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const script = `mount -t proc proc ${root}/proc; mount -t sysfs -o ro sysfs ${root}/sys; mount --bind /dev ${root}/dev; mount -t devpts devpts ${root}/dev/pts; mount -t tmpfs tmpfs ${root}/run; exec sh -c "$1"`;
  try {
    const env = { PATH: `${programs}:/usr/sbin:/usr/bin:/sbin:/bin`, http_proxy: mirror.local, DEBIAN_FRONTEND: 'noninteractive' };
    return (await execa('unshare', ['--mount', '--propagation', 'private', 'sh', '-ec', script, 'late', late], { env, extendEnv: false, all: true })).all;
  } finally {
    rmSync(policy);
  }
}

export interface OurRepository { /** As the guest reaches it. */ url: string; key: Uint8Array; requests: string[]; close: () => Promise<void> }

/** The signed APT repository of the medium, over http, and its key. */
export async function serveRepository(directory: string): Promise<OurRepository> {
  const tree = join(directory, 'apt');
  await execa('xorriso', ['-osirrox', 'on', '-indev', iso, '-extract', '/apt', tree]);
  const deb = readdirSync(join(tree, 'pool')).find((name) => name.startsWith('cognos-archive-keyring_')) ?? '';
  await execa('dpkg-deb', ['--extract', join(tree, 'pool', deb), join(directory, 'keyring')]);
  const key = await readFile(join(directory, 'keyring/usr/share/keyrings/cognos-archive-keyring.gpg'));
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://apt');
    readFile(join(tree, pathname)).then((content) => { response.writeHead(200, { 'content-length': content.length }).end(content); }, () => { response.writeHead(404).end(); })
      .finally(() => { requests.push(`${request.method} ${pathname} ${response.statusCode}`); });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return { url: `http://10.0.2.2:${(server.address() as AddressInfo).port}`, key, requests, close: () => new Promise((resolve) => { server.close(() => { resolve(); }); server.closeAllConnections(); }) };
}
