/** The initrd of an encrypted root: Debian's cryptsetup-initramfs, and a prompt on every console. */
import type { Step } from '../../shared/plan/step.ts';
import { carriedPackages } from '../paths.ts';
import { writeText } from './write-text.ts';

/** cryptsetup's askpass asks on /dev/console alone, which is the last of the kernel's consoles: here the serial line. */
const askEverywhere = `#!/bin/sh
# Written by CognOS: the passphrase may be typed on each console of the kernel, not on the last one alone.
[ "$1" = prereqs ] && exit 0
[ -x /bin/cryptroot-unlock ] && [ -s /cryptroot/crypttab ] || exit 0
set -- $(cat /sys/class/tty/console/active)
while [ $# -gt 1 ]; do
  console=$1
  [ "$console" != tty0 ] || console=tty1
  ( until [ -e /run/cognos-unlocked ]; do cryptroot-unlock; sleep 1; done ) < "/dev/$console" > "/dev/$console" 2>&1 &
  shift
done
`;

/** Whoever still reads a console would take the first line from its login. */
const askNoMore = `#!/bin/sh
# Written by CognOS: ends what cognos-unlock of local-top began.
[ "$1" = prereqs ] && exit 0
: > /run/cognos-unlocked
for process in /proc/[0-9]*; do
  if grep -q cryptroot-unlock "$process/cmdline" 2>/dev/null; then kill "\${process#/proc/}" 2>/dev/null; fi
done
exit 0
`;

const scripts = '/etc/initramfs-tools/scripts';

export function planInitrd(kernel: string): Step[] {
  return [
    writeText('ask-on-consoles', `${scripts}/local-top/cognos-unlock`, askEverywhere, 0o755),
    writeText('ask-no-more', `${scripts}/local-bottom/cognos-unlock`, askNoMore, 0o755),
    // The swap space has another key at each start: nothing can be resumed from it, and the initrd would wait for it.
    writeText('no-resume', '/etc/initramfs-tools/conf.d/resume', 'RESUME=none\n'),
    { id: 'make-initrd', kind: 'make-initrd', label: 'Making the initrd', weight: 25, kernel, packageFile: `${carriedPackages}/cryptsetup-initramfs.deb` },
  ];
}
