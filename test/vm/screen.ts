/** What is on a machine's screen, pixel by pixel: QEMU's own picture of it, which nothing in the machine is asked for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Vm } from './vm.ts';

/** `pixels`: three bytes each (red, green, blue), row by row from the top. */
export interface Screen { width: number; pixels: Buffer }

/** The picture stays beside the serial log, for who wants to see what was there. */
export async function readScreen(vm: Vm): Promise<Screen> {
  const picture = join(vm.options.serialLog, '../screen.ppm');
  await vm.qmp.execute('screendump', { filename: picture, format: 'ppm' });
  const file = readFileSync(picture);
  const [head, width] = /^P6\n(\d+) \d+\n255\n/.exec(file.toString('latin1', 0, 40)) ?? [];
  if (head === undefined) throw new Error(`${picture} is no binary pixmap`);
  return { width: Number(width), pixels: file.subarray(head.length) };
}
