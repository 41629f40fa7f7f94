/**
 * Words of hardening on the kernel's command line. Controls write them into /etc/default/grub.d, for the menus that
 * update-grub makes; the menu that the installer writes takes them from the same text.
 */
import { chooseControls } from './choose-controls.ts';
import type { Control, HardenFacts } from './control.ts';

/** A file of /etc/default/grub.d that adds words. */
export function grubFile(words: string): string {
  return `GRUB_CMDLINE_LINUX="$GRUB_CMDLINE_LINUX ${words}"\n`;
}

export function kernelLine(controls: readonly Control[], facts: HardenFacts): string {
  const files = chooseControls(controls, facts).apply.flatMap((control) => control.parts(facts))
    .flatMap((part) => (part.kind === 'file' && part.path.startsWith('/etc/default/grub.d/') ? [part.content] : []));
  return files.flatMap((text) => [...text.matchAll(/^GRUB_CMDLINE_LINUX="\$GRUB_CMDLINE_LINUX (.+)"$/gm)].map(([, words]) => words ?? '')).join(' ');
}
