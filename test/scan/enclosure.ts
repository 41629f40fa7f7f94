/**
 * A root with /dev, /proc and /sys, in namespaces of its own: nothing stays mounted, nothing of it can be reached from
 * outside, and its network knobs are not the machine's. The kernel's other knobs are the machine's, and are not touched.
 * What its fstab has on volumes of their own is mounted with the options that stand there.
 */
import { command } from '../../installer/medium/command.ts';

const mounts = `
set -eu
root=$1; shift
mount --make-rprivate /
mount --bind "$root" "$root"
while read -r source at fs options rest; do
  case "$at" in /home | /var/log | /var/tmp | /var) ;; *) continue ;; esac
  flags=$(echo "$options" | tr , '\\n' | grep -xE 'nodev|nosuid|noexec' | tr '\\n' ',')
  mount --bind "$root$at" "$root$at"
  mount -o "remount,bind,\${flags}rw" "$root$at"
done < "$root/etc/fstab"
mount --bind /dev "$root/dev"
mount -o remount,bind,nosuid,noexec "$root/dev"
mount -t tmpfs -o nodev,nosuid,noexec tmpfs "$root/dev/shm"
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t tmpfs -o nodev,nosuid,mode=0755 tmpfs "$root/run"
mount -t tmpfs -o nodev,nosuid,noexec,mode=1777 tmpfs "$root/tmp"
ip link set lo up
cat "$root"/etc/sysctl.d/*.conf 2>/dev/null | grep -E '^ *net[.]' | sysctl --quiet --load=- 2>/dev/null || true
`;

/** stdout of a command in the root. */
export async function within(root: string, args: readonly string[], options: { stdin?: string; okExitCodes?: readonly number[] } = {}): Promise<string> {
  return enclosed(`${mounts}exec chroot "$root" "$@"\n`, root, args, options);
}

/** stdout of a command of the machine that sees the root's mounts: the root stays the first argument. */
export async function beside(root: string, args: readonly string[]): Promise<string> {
  return enclosed(`${mounts}exec "$@"\n`, root, args, {});
}

async function enclosed(script: string, root: string, args: readonly string[], { stdin }: { stdin?: string }): Promise<string> {
  return command('unshare', ['--mount', '--net', '--uts', '--ipc', '--pid', '--fork', '--kill-child', 'sh', '-c', script, 'enclosure', root, ...args], {
    ...(stdin === undefined ? {} : { stdin }),
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive', HOME: '/root' },
  });
}
