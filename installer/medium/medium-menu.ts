/** The medium's boot menu, one text for BIOS and UEFI. */

import { debianShim } from '../../shared/plan/esp.ts';
import { consoles } from '../planner/boot-menu.ts';

/**
 * Kernel words of every entry; the id keeps a wrong stick from being taken for this medium. loglevel=3: only what
 * stops the machine (emergency, alert, critical); otherwise drivers' notes bury what the installer says on the screen.
 */
export function kernelWords(id: string): string {
  return `boot=cognos cognos.id=${id} ${consoles} loglevel=3`;
}

/** The first starts by itself: a wizard on whatever screens there are, or what user-data on a volume says. */
const menuEntries: readonly (readonly [title: string, words: string, key?: string])[] = [
  ['Install CognOS', ''],
  ['Install CognOS (text)', ' cognos.text'],
  ['Install CognOS from another machine (browser)', ' cognos.remote'],
  ['Install CognOS unattended', ' cognos.unattended'],
  ['Check this medium', ' cognos.check'],
];
/** The key s as in debian-installer: neither the menu nor the wizard has to be seen. */
const spokenEntries: typeof menuEntries = [
  ['Install CognOS, read aloud (text, key s)', ' cognos.text cognos.speech', 's'],
  ['Install CognOS, read aloud (graphical, key g)', ' cognos.speech', 'g'],
];

/** @param speaks the screen reader is on this medium: it comes with what shows the graphical wizard */
export function mediumMenu(id: string, { speaks }: { speaks: boolean }): string {
  const entry = (title: string, words: string, key?: string): string => `menuentry '${title}'${key === undefined ? '' : ` --hotkey=${key}`} {
  echo 'Starting CognOS from this medium. The screen stays dark until the installer speaks.'
  linux /cognos/vmlinuz ${kernelWords(id)}${words}
  initrd /cognos/initrd.img
}
`;
  // Firmware with a serial console copies the UEFI text there itself; a second copy would be garbage.
  return `set default=0
set timeout=5
if [ "$grub_platform" = pc ]; then
  if serial --unit=0 --speed=115200; then
    terminal_input console serial
    terminal_output console serial
  fi
fi
${speaks ? beep : ''}${[...menuEntries, ...speaks ? spokenEntries : []].map(([title, words, key]) => entry(title, words, key)).join('')}menuentry 'Boot from the first disk' {
  if [ "$grub_platform" = pc ]; then
    if [ "$root" = hd0 -o "$root" = "hd0,msdos1" -o "$root" = "hd0,gpt1" ]; then set root=hd1; else set root=hd0; fi
    chainloader +1
  elif search --no-floppy --file --set=root ${debianShim}; then
    chainloader ${debianShim}
  else
    exit
  fi
}
`;
}

/** Two tones of the machine's own beeper: who does not see the menu hears that it is there. */
const beep = 'if insmod play; then play 480 440 1 0 4 440 1; fi\n';

/** How a GRUB that starts from elsewhere (El Torito image, ESP) comes to the menu. */
export function findMenu(id: string): string {
  return `search --no-floppy --file --set=root /cognos/id-${id}
set prefix=($root)/boot/grub
configfile /boot/grub/grub.cfg
`;
}
