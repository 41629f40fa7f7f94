/**
 * From power-on of the medium that `npm run iso` built to a wizard that can be used on the screen, beside the same medium to
 * the text that a console offers. A person's hand is left out: the boot menu's entry is chosen as soon as the menu is there.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chooseEntry } from '../vm/choose-entry.ts';
import { requirePackages } from '../vm/packages.ts';
import { startVm, type Vm } from '../vm/vm.ts';
import { compare, median, seconds, type Figure } from './figure.ts';
import { guestWords } from './machine-words.ts';
import { benchFolder, buildFolder } from './places.ts';
import { figureTable } from './table.ts';

const rounds = 3;
const memoryMiB = 2048;
const patienceMs = 600_000;
const most = 1.3;

/** The report in markdown, without its title. */
export async function measureBoot(): Promise<string> {
  await requirePackages();
  if (!existsSync(join(buildFolder, 'cognos.iso'))) throw new Error('There is no build/cognos.iso: npm run iso builds it.');
  const [text, window]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    text.push(await boot('Install CognOS (text)', (vm) => vm.serial.waitFor(/Press Enter for the text wizard here/, patienceMs)));
    window.push(await boot('Install CognOS', nextCanBePressed));
  }
  const figure: Figure = compare({ what: 'power-on to a wizard that can be used', measured: median(window), floor: median(text), against: 'to the text wizard\'s offer on the console', most, format: seconds });
  return `Measured on: ${guestWords(memoryMiB)}, BIOS. Medians of ${rounds} interleaved rounds.\n\n${figureTable([figure])}`;
}

/** @returns seconds from power-on */
async function boot(entry: Parameters<typeof chooseEntry>[1], done: (vm: Vm) => Promise<unknown>): Promise<number> {
  const vm = await startVm({ directory: join(benchFolder, 'boot'), firmware: 'bios', memoryMiB, iso: { path: join(buildFolder, 'cognos.iso'), as: 'scsi-cd' } });
  const begun = performance.now();
  try {
    await chooseEntry(vm, entry);
    await done(vm);
    return (performance.now() - begun) / 1000;
  } finally {
    await vm.powerCut();
  }
}

/** By the screen itself, which nothing in the machine is asked for: Next has its colour (tokens.css) only when it can be pressed. */
async function nextCanBePressed(vm: Vm): Promise<void> {
  const picture = join(benchFolder, 'boot/screen.ppm');
  for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(500)) {
    await vm.qmp.execute('screendump', { filename: picture, format: 'ppm' });
    if (accentAtTheFoot(readFileSync(picture)) > 1000) return;
  }
  throw new Error(`The wizard was not on the screen after ${patienceMs / 1000} s; ${picture} is what was there.`);
}

/** @param ppm binary, three bytes a pixel  @returns pixels of `--accent` in the last fifth of the rows */
function accentAtTheFoot(ppm: Buffer): number {
  const head = /^P6\n(\d+) (\d+)\n255\n/.exec(ppm.toString('latin1', 0, 40));
  if (!head) return 0;
  const pixels = ppm.subarray(head[0].length);
  let count = 0;
  for (let at = Math.floor(pixels.length / 3 * 0.8) * 3; at + 2 < pixels.length; at += 3) {
    if (pixels[at] === 0x0b && pixels[at + 1] === 0x66 && pixels[at + 2] === 0x63) count += 1;
  }
  return count;
}
