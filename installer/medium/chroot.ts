import { command } from './command.ts';

/** Mounts in a namespace of its own, so nothing stays mounted whatever happens; the script is `$0`'s first argument. */
const enter = `
set -eu
root=$1; shift
mount --make-rprivate /
mount --bind /dev "$root/dev"
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
exec chroot "$root" "$@"
`;

/** stdout of a command inside a root folder, with /dev, /proc and /sys there and services never started. */
export async function chroot(root: string, args: readonly string[], options: { env?: Record<string, string>; stdin?: string } = {}): Promise<string> {
  return command('unshare', ['--mount', 'sh', '-c', enter, 'chroot', root, ...args], {
    stdin: options.stdin,
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive', HOME: '/root', ...options.env },
  });
}
