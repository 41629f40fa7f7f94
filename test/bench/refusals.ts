/** Files made to hurt, beside a typical one. */
import { readFileSync } from 'node:fs';
import { readUserData } from '../../cloud-init/read-user-data.ts';
import { compare, median, milliseconds, type Figure } from './figure.ts';
import { typicalSpec } from './places.ts';

/** "Billion laughs": ten levels, each ten aliases of the one before. */
const bomb = `#cloud-config\nx0: &x0 [${'lol,'.repeat(10)}]\n${Array.from({ length: 9 }, (_, level) => `x${level + 1}: &x${level + 1} [${`*x${level},`.repeat(10)}]\n`).join('')}`;
const deep = `#cloud-config\nwrite_files: ${'['.repeat(100_000)}`;
const large = `#cloud-config\nhostname: ${'a'.repeat(4 * 1024 * 1024)}`;

export async function measureRefusals(): Promise<Figure[]> {
  const floor = await timeOf(readFileSync(typicalSpec, 'utf8'), true);
  const rows: [what: string, text: string][] = [['a YAML alias bomb', bomb], ['100,000 open brackets', deep], ['4 MiB in one value', large]];
  const figures: Figure[] = [];
  for (const [what, text] of rows) {
    const measured = await timeOf(text, false);
    figures.push(compare({ what: `refusing ${what}`, measured, floor, against: 'reading a typical file', format: milliseconds }));
  }
  return figures;
}

async function timeOf(text: string, ok: boolean): Promise<number> {
  const bytes = new TextEncoder().encode(text);
  const times: number[] = [];
  for (let run = 0; run < 9; run++) {
    const begun = performance.now();
    const read = await readUserData(bytes, 'user-data');
    times.push(performance.now() - begun);
    if (read.ok !== ok) throw new Error(`user-data was ${read.ok ? 'accepted' : 'refused'}`);
  }
  return median(times);
}
