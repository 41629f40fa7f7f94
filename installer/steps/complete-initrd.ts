import type { Handler } from '../../shared/plan/step.ts';

/**
 * What only this machine's initrd has, its crypttab and its keyboard, as a second archive behind the first: the kernel
 * unpacks one over the other, and takes an uncompressed one at an offset divisible by four (init/initramfs.c). Making the
 * initrd anew would take minutes, and later `update-initramfs` puts the same into the first. No folder that may be a link
 * there is in the archive: the kernel would replace it.
 */
const script = `set -eu
initrd=/boot/initrd.img-$0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
setupcon --setup-dir "$work"
mkdir -p "$work/usr/bin" "$work/cryptroot"
mv "$work/bin/setupcon" "$work/usr/bin/"
printf '%s\\n' "$1" > "$work/cryptroot/crypttab"
cd "$work"
cp "$initrd" "$initrd.new"
truncate --size=%4 "$initrd.new"
{ echo cryptroot; find cryptroot etc usr -type f; } | cpio --quiet --create --format=newc --owner=0:0 >> "$initrd.new"
sync "$initrd.new"
mv "$initrd.new" "$initrd"
sync --file-system /boot
`;

export const completeInitrd: Handler<'complete-initrd'> = async ({ kernel, crypttab }, { target, signal }) => {
  await target.run('sh', ['-c', script, kernel, crypttab], { signal });
};
