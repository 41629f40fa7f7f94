/** Files made to hurt, beside a typical one: fault 4, each within a second. */
import { readFileSync } from 'node:fs';
import { readUserData } from '../../cloud-init/read-user-data.ts';
import { compare, median, milliseconds, type Figure } from './figure.ts';
import { typicalSpec } from './places.ts';

/** "Billion laughs": ten levels, each ten aliases of the one before. */
const bomb = `#cloud-config\nx0: &x0 [${'lol,'.repeat(10)}]\n${Array.from({ length: 9 }, (_, level) => `x${level + 1}: &x${level + 1} [${`*x${level},`.repeat(10)}]\n`).join('')}`;
const deep = `#cloud-config\nwrite_files: ${'['.repeat(100_000)}`;

export async function measureRefusals(): Promise<Figure[]> {
  const floor = await timeOf(readFileSync(typicalSpec, 'utf8'), true);
  const rows: [what: string, text: string][] = [
    ['a YAML alias bomb', bomb], ['100,000 open brackets', deep], ['10,000 lists in one another', '- '.repeat(10_000)], ['500,000 numbers', `[${'1,'.repeat(500_000)}`],
    ['90,000 keys', Array.from({ length: 90_000 }, (_, index) => `k${index}: `).join('\n')], ['100 MB in one value', `#cloud-config\nhostname: ${'a'.repeat(100e6)}`],
  ];
  const figures: Figure[] = [];
  for (const [what, text] of rows) {
    const measured = await timeOf(text, false);
    figures.push({ ...compare({ what: `refusing ${what}`, measured, floor, against: 'reading a typical file', format: milliseconds }), limit: '1 s', met: measured < 1000 });
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
