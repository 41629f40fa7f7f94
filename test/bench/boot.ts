/**
 * From power-on of the medium that `npm run iso` built to a wizard that can be used on the screen, beside the same medium to
 * the text that a console offers. A person's hand is left out: the boot menu's entry is chosen as soon as the menu is there.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chooseEntry } from '../vm/choose-entry.ts';
import { requirePackages } from '../vm/packages.ts';
import { readScreen, type Screen } from '../vm/screen.ts';
import { startVm, type Vm } from '../vm/vm.ts';
import { builtMedium } from './built-medium.ts';
import { compare, median, seconds, type Figure } from './figure.ts';
import { guestWords } from './machine-words.ts';
import { benchFolder } from './places.ts';
import { figureTable } from './table.ts';

const directory = join(benchFolder, 'boot');
const rounds = 3;
const memoryMiB = 2048;
const patienceMs = 600_000;
const most = 1.3;

/** The report in markdown, without its title. */
export async function measureBoot(): Promise<string> {
  await requirePackages();
  const iso = builtMedium();
  const [text, window]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    text.push(await boot(iso, 'Install CognOS (text)', (vm) => vm.serial.waitFor(/Press Enter for the text wizard here/, patienceMs)));
    window.push(await boot(iso, 'Install CognOS', nextCanBePressed));
  }
  const figure: Figure = compare({ what: 'power-on to a wizard that can be used', measured: median(window), floor: median(text), against: 'to the text wizard\'s offer on the console', most, format: seconds });
  return `Measured on: ${guestWords(memoryMiB)}, BIOS. Medians of ${rounds} interleaved rounds.\n\n${figureTable([figure])}`;
}

/** @returns seconds from power-on */
async function boot(iso: string, entry: Parameters<typeof chooseEntry>[1], done: (vm: Vm) => Promise<unknown>): Promise<number> {
  const vm = await startVm({ directory, firmware: 'bios', memoryMiB, iso: { path: iso, as: 'scsi-cd' } });
  const begun = performance.now();
  try {
    await chooseEntry(vm, entry);
    await done(vm);
    return (performance.now() - begun) / 1000;
  } finally {
    await vm.powerCut();
  }
}

/** By the screen itself: Next has its colour (tokens.css) only when it can be pressed. */
async function nextCanBePressed(vm: Vm): Promise<void> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(500)) {
    if (accentAtTheFoot(await readScreen(vm)) > 1000) return;
  }
  throw new Error(`The wizard was not on the screen after ${patienceMs / 1000} s; screen.ppm in ${directory} is what was there.`);
}

/** @returns pixels of `--accent` in the last fifth of the rows */
function accentAtTheFoot({ pixels }: Screen): number {
  let count = 0;
  for (let at = Math.floor(pixels.length / 3 * 0.8) * 3; at + 2 < pixels.length; at += 3) {
    if (pixels[at] === 0x0b && pixels[at + 1] === 0x66 && pixels[at + 2] === 0x63) count += 1;
  }
  return count;
}
