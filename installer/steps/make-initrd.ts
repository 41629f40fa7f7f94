import type { Handler } from '../../shared/plan/step.ts';

/**
 * Installing the package triggers update-initramfs, whose hook asks crypttab, fstab and what is mounted for the way to the
 * root filesystem. It warns and goes on where it finds none, and such a machine would never start.
 */
export const makeInitrd: Handler<'make-initrd'> = async ({ kernel, packageFile }, { target, signal }) => {
  // Warnings are on stderr, of a command that succeeds only stdout is had, and of one that fails only stderr.
  const said = await target.run('sh', ['-c', 'DEBIAN_FRONTEND=noninteractive dpkg --install "$0" 2>&1 || echo "dpkg ended with $?"', packageFile], { signal });
  const last = said.trim().split('\n').slice(-4).join(' ');
  if (/^dpkg ended with \d+$/m.test(said)) throw new Error(`the initrd that asks for the passphrase was not made: ${last}`);
  const warning = said.split('\n').find((line) => /^(cryptsetup: (WARNING|ERROR)|[EW]: )/.test(line));
  if (warning !== undefined) throw new Error(`the initrd would not open the root filesystem: ${warning}`);
  if (!said.includes(`Generating /boot/initrd.img-${kernel}`)) throw new Error(`no initrd was made for ${kernel}: ${last}`);
  await target.run('sync', ['--file-system', '/boot'], { signal });
};
