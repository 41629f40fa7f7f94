/** A disk drawn to scale in one line of cells, and below it what each part is. Patterns and letters, not colours alone. */
import type { DiskPart } from '../gui/renderer/screens/storage/disk-parts.ts';
import { scaleParts } from '../gui/renderer/screens/storage/scale-parts.ts';
import { sayPart } from '../gui/renderer/screens/storage/say-disk.ts';
import { lines, styleOf, type Block } from './block.ts';
import { cellWidth, cutTo, padTo } from './cell-width.ts';
import type { Line } from './line.ts';
import type { Terminal } from './terminal.ts';
import { shown, type Words } from './words.ts';

export interface FigureOf { id: string; title: string; parts: readonly DiskPart[]; say(part: DiskPart): string; t: Words; terminal: Terminal }

const free = { 'utf-8': '\u2591', ascii: '.' };
const full = { 'utf-8': '\u2588', ascii: '#' };

export function diskFigure({ id, title, parts, say, t, terminal }: FigureOf): Block {
  return lines(id, (width) => {
    const room = width - 6;
    const names = parts.map((part, index) => `${letterOf(part, index)} ${shown(sayPart(t, part), terminal)}${part.label.startsWith('/dev/') ? ` ${part.label}` : ''}`);
    const nameWidth = Math.min(42, Math.max(...names.map(cellWidth)));
    return [
      [{ text: `  ${title}`, bold: true }],
      [{ text: '  |' }, ...bar(parts, room, terminal), { text: '|' }],
      ...parts.map((part, index): Line => {
        const size = t.bytes(part.bytes).padStart(8);
        return [{ text: `  ${padTo(cutTo(names[index] ?? '', nameWidth, '~'), nameWidth)} ${size}  ${say(part)}`, ...(part.role === 'free' ? styleOf('soft') : {}) }];
      }),
    ];
  });
}

/** a, b, c…: what connects a stretch of the bar with its line. Unused space needs none. */
function letterOf({ role }: DiskPart, index: number): string {
  return role === 'free' ? ' ' : String.fromCharCode(97 + index % 26);
}

function bar(parts: readonly DiskPart[], room: number, { charset }: Terminal): Line {
  let end = 0;
  let drawn = 0;
  return scaleParts(parts, 100 * 2 / room).map(({ part, percent }, index) => {
    end += percent;
    const to = Math.round(end / 100 * room);
    const width = Math.max(0, to - drawn);
    drawn = to;
    if (part.role === 'free') return { text: free[charset].repeat(width), dim: true };
    const letter = letterOf(part, index);
    return { text: cutTo(padTo(letter, width).replace(/ /g, full[charset]), width), ...(index % 2 === 0 ? { inverse: true } : {}) };
  });
}
