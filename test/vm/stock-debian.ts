/**
 * A plain Debian 12 as debian-installer leaves one: ifupdown with DHCP, ssh, sudo, a first user, apt from one mirror. On one
 * ext4 that is a whole disk, started by its own kernel without a boot loader, as a build machine's kernel need not have loops.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { aptSources, formatSources } from '../../installer/medium/apt-sources.ts';
import { iso } from './medium.ts';
import { vmFolder } from './prepare.ts';
import type { KeyPair } from './seed-key.ts';
import type { VmOptions } from './vm.ts';

/** Debian's standard system has more; nothing of it is asked for by name in what we install. */
const packages = [
  'systemd-sysv', 'udev', 'dbus', 'ifupdown', 'isc-dhcp-client', 'linux-image-amd64', 'initramfs-tools', 'zstd', 'grub-pc', 'openssh-server', 'sudo', 'locales', 'tzdata', 'ca-certificates', 'cron', 'logrotate',
  'netbase', 'iproute2', 'iputils-ping', 'kmod', 'kbd', 'console-setup', 'keyboard-configuration', 'less', 'nano', 'vim-tiny', 'bash-completion', 'e2fsprogs', 'wget', 'procps', 'python3', 'apparmor', 'libpam-systemd', 'systemd-timesyncd',
];
const uuid = 'c0905000-5e7d-4c1a-9d0e-0123456789ab';

export interface StockRequest { name: string; hostname: string; user: string; /** Root's, for whoever plays debian-installer. */ key: KeyPair; /** `http://10.0.2.2:PORT/`, with /debian and /debian-security below it. */ mirror: string }

/** @returns the machine, off */
export async function makeStockDebian(request: StockRequest): Promise<VmOptions> {
  const directory = vmFolder(request.name);
  const root = join(directory, 'root');
  const sources = join(directory, 'sources.list');
  writeFileSync(sources, formatSources(await aptSources()));
  await execa('mmdebstrap', ['--variant=minbase', '--mode=root', '--format=directory', '--aptopt=APT::Install-Recommends "false"', '--dpkgopt=force-unsafe-io', `--include=${packages.join(',')}`, 'bookworm', root, sources], { env: { DEBIAN_FRONTEND: 'noninteractive' } });
  await configure(root, request);
  const [kernel, initrd] = ['vmlinuz', 'initrd.img'].map((name) => join(directory, name)) as [string, string];
  const version = readdirSync(join(root, 'lib/modules'))[0] ?? '';
  await execa('cp', [join(root, `boot/vmlinuz-${version}`), kernel]);
  await execa('cp', [join(root, `boot/initrd.img-${version}`), initrd]);
  const disk = join(directory, 'disk.raw');
  await execa('truncate', ['--size=10G', disk]);
  await execa('mkfs.ext4', ['-q', '-U', uuid, '-d', root, disk]);
  rmSync(root, { recursive: true });
  return { directory, firmware: 'bios', memoryMiB: 1536, disks: [{ path: disk, format: 'raw' }], kernel: { kernel, initrd, append: `root=UUID=${uuid} ro console=tty0 console=ttyS0,115200` } };
}

async function configure(root: string, { hostname, user, key, mirror }: StockRequest): Promise<void> {
  const files: Record<string, string> = {
    'etc/fstab': `UUID=${uuid} / ext4 errors=remount-ro 0 1\n`, 'etc/hostname': `${hostname}\n`, 'etc/hosts': `127.0.0.1\tlocalhost\n127.0.1.1\t${hostname}\n`,
    'etc/network/interfaces': 'source /etc/network/interfaces.d/*\n\nauto lo\niface lo inet loopback\n\nallow-hotplug enp0s2\niface enp0s2 inet dhcp\n',
    'etc/apt/sources.list': `deb ${mirror}debian bookworm main non-free-firmware\ndeb ${mirror}debian-security bookworm-security main non-free-firmware\n`,
    'etc/default/locale': 'LANG=en_US.UTF-8\n', 'root/.ssh/authorized_keys': `${key.publicKey}\n`,
    // What debian-installer's own does, where /target is / already: no service starts, and nobody is asked.
    'usr/local/sbin/in-target': '#!/bin/sh\nprintf \'#!/bin/sh\\nexit 101\\n\' > /usr/sbin/policy-rc.d\nchmod 0755 /usr/sbin/policy-rc.d\nDEBIAN_FRONTEND=noninteractive "$@"\ncode=$?\nrm -f /usr/sbin/policy-rc.d\nexit $code\n',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text, { mode: path.includes('sbin') ? 0o755 : 0o644 });
  }
  for (const file of ['etc/apt/sources.list.d/0000sources.list', 'etc/apt/apt.conf.d/99mmdebstrap', 'etc/dpkg/dpkg.cfg.d/99mmdebstrap']) rmSync(join(root, file), { force: true });
  await execa('chroot', [root, 'sh', '-ec', `echo en_US.UTF-8 UTF-8 > /etc/locale.gen; locale-gen; adduser --disabled-password --gecos 'Ada Lovelace' ${user}; adduser ${user} sudo; : > /etc/machine-id; rm -f /etc/ssh/ssh_host_*; ssh-keygen -A; chmod 0700 /root/.ssh`]);
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
