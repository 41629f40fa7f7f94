/** Chooses an entry of the medium's boot menu on the keyboard, once the menu is there. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Vm } from './vm.ts';

const entries = ['Install CognOS', 'Install CognOS (text)', 'Install CognOS from another machine (browser)', 'Install CognOS unattended', 'Check this medium', 'Install CognOS, read aloud (text, key s)', 'Install CognOS, read aloud (graphical, key g)', 'Boot from the first disk'] as const;

export async function chooseEntry(vm: Vm, title: (typeof entries)[number]): Promise<void> {
  await vm.serial.waitFor(new RegExp(entries.at(-1) ?? ''), 180_000); // The menu is drawn to its end.
  await sleep(500); // A key pressed while GRUB draws is lost.
  for (let down = entries.indexOf(title); down > 0; down -= 1) {
    await vm.pressKeys('down');
    await sleep(700);
  }
  await vm.pressKeys('ret');
}
