/** Words of the kernel's line as GRUB's configuration takes them; undefined for characters that it would not take as they are. */
export function kernelSetting(words: string): string | undefined {
  return /^[\w=.,:/+@ -]+$/.test(words) ? `GRUB_CMDLINE_LINUX="$GRUB_CMDLINE_LINUX ${words}"` : undefined;
}
