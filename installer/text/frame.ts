/** A frame as Ink writes it -> rows of cells. Pure. */
import { cellsOf, graphemes } from './cell-width.ts';

export interface Cell {
  /** Empty: the right half of a wide one. */
  text: string;
  /** Canonical, '' for plain: letters of `bduis` and a digit of colour. */
  style: string;
}

export interface Frame {
  rows: Cell[][];
  /** Where the terminal's own cursor belongs; absent: hidden. */
  caret?: { row: number; column: number };
}

interface Style { bold: boolean; dim: boolean; underline: boolean; inverse: boolean; caret: boolean; colour: string }

const plain: Style = { bold: false, dim: false, underline: false, inverse: false, caret: false, colour: '' };

/** Ink has no word for "the cursor stands here": strikethrough, which nothing else uses, says it (SGR 9). */
function applied(style: Style, code: number): Style {
  switch (code) {
    case 0: return plain;
    case 1: return { ...style, bold: true };
    case 2: return { ...style, dim: true };
    case 4: return { ...style, underline: true };
    case 7: return { ...style, inverse: true };
    case 9: return { ...style, caret: true };
    case 22: return { ...style, bold: false, dim: false };
    case 24: return { ...style, underline: false };
    case 27: return { ...style, inverse: false };
    case 29: return { ...style, caret: false };
    case 39: return { ...style, colour: '' };
    default: return code >= 30 && code <= 37 ? { ...style, colour: String(code - 30) } : style;
  }
}

export function readFrame(text: string, { columns, rows }: { columns: number; rows: number }): Frame {
  const frame: Frame = { rows: [] };
  let style = plain;
  for (const line of text.split('\n').slice(0, rows)) {
    const cells: Cell[] = [];
    for (const [part, codes] of partsOf(line)) {
      if (codes !== undefined) {
        style = codes.reduce(applied, style);
        continue;
      }
      for (const grapheme of graphemes(part)) {
        const width = cellsOf(grapheme);
        if (width === 0 || cells.length + width > columns) continue;
        if (style.caret) frame.caret ??= { row: frame.rows.length, column: cells.length };
        cells.push({ text: grapheme, style: named(style) });
        if (width === 2) cells.push({ text: '', style: named(style) });
      }
    }
    frame.rows.push(withoutEnd(cells));
  }
  while (frame.rows.length < rows) frame.rows.push([]);
  return frame;
}

function* partsOf(line: string): Generator<[text: string, codes?: number[]]> {
  let from = 0;
  for (const match of line.matchAll(/\u001b\[([\d;]*)m/g)) {
    if (match.index > from) yield [line.slice(from, match.index)];
    yield ['', (match[1] ?? '').split(';').map(Number)];
    from = match.index + match[0].length;
  }
  if (from < line.length) yield [line.slice(from)];
}

function named({ bold, dim, underline, inverse, colour }: Style): string {
  return `${bold ? 'b' : ''}${dim ? 'd' : ''}${underline ? 'u' : ''}${inverse ? 'i' : ''}${colour}`;
}

/** Blanks at the end are what an empty row has anyway. */
function withoutEnd(cells: Cell[]): Cell[] {
  const last = cells.findLastIndex(({ text, style }) => text !== ' ' || /[ui]/.test(style));
  return cells.slice(0, last + 1);
}
