/** What the EFI system partition is known by to those who look for it: planner, medium and boot server. */
export const espLabel = 'COGNOS-ESP';
/** Debian's signed shim there (x86_64), which starts GRUB beside it. */
export const debianShim = '/EFI/debian/shimx64.efi';
