/**
 * What has to be written so that a terminal shows the next frame instead of the last: only the cells that changed, in
 * what a VT100 understands (Ink's own output moves the cursor with sequences that came later). Pure.
 */
import type { Cell, Frame } from './frame.ts';
import { plainLetters } from './plain-letters.ts';
import type { Terminal } from './terminal.ts';

/** Attributes off, no wrapping at the right margin: the last cell of the screen must not scroll it. Then the screen cleared. */
export const begin = '\u001b[0m\u001b(B\u001b[?7l\u001b[H\u001b[2J';
export const end = (rows: number): string => `\u001b[0m\u001b[?7h\u001b[?25h\u001b[${rows};1H\r\n`;

type Look = Pick<Terminal, 'colour' | 'charset'>;

/** @param last what the terminal shows; undefined when nobody knows */
export function paint(last: Frame | undefined, next: Frame, look: Look): string {
  const rows = next.rows.map((cells, row) => paintRow(last?.rows[row] ?? [], cells, row, look)).join('');
  const caret = paintCaret(last, next, rows !== '');
  return `${last ? '' : begin}${rows && last?.caret && !next.caret ? '\u001b[?25l' : ''}${rows}${caret}`;
}

function paintCaret(last: Frame | undefined, { caret }: Frame, moved: boolean): string {
  const before = last?.caret;
  if (!caret) return before || !last ? '\u001b[?25l' : '';
  if (!moved && before?.row === caret.row && before.column === caret.column) return '';
  return `${position(caret.row, caret.column)}${before ? '' : '\u001b[?25h'}`;
}

function paintRow(last: readonly Cell[], next: readonly Cell[], row: number, look: Look): string {
  const length = Math.max(last.length, next.length);
  let from = 0;
  while (from < length && same(last[from], next[from])) from += 1;
  if (from === length) return '';
  // Never into the middle of a wide one.
  while (from > 0 && (next[from]?.text === '' || last[from]?.text === '')) from -= 1;
  let to = length;
  while (to > from && same(last[to - 1], next[to - 1])) to -= 1;
  while (to < length && next[to]?.text === '') to += 1;
  const erases = next.length < to;
  return `${position(row, from)}${inStyles(next.slice(from, Math.min(to, next.length)), look)}${erases ? '\u001b[K' : ''}`;
}

function same(one: Cell | undefined, other: Cell | undefined): boolean {
  return one?.text === other?.text && one?.style === other?.style;
}

function position(row: number, column: number): string {
  return row === 0 && column === 0 ? '\u001b[H' : `\u001b[${row + 1};${column + 1}H`;
}

/** Every run of a style begins and ends plain, so that an erase after it never takes a colour along. */
function inStyles(cells: readonly Cell[], look: Look): string {
  let text = '';
  let style = '';
  for (const cell of cells) {
    const wanted = codesOf(cell.style, look);
    if (wanted !== style) {
      text += wanted === '' ? '\u001b[0m' : `\u001b[${style === '' ? '' : '0;'}${wanted}m`;
      style = wanted;
    }
    text += look.charset === 'ascii' ? asciiCell(cell.text) : cell.text;
  }
  return style === '' ? text : `${text}\u001b[0m`;
}

/** One cell stays one cell, and the right half of a wide one too. */
function asciiCell(text: string): string {
  return text === '' ? ' ' : /^[ -~]$/.test(text) ? text : plainLetters(text).slice(0, 1) || '?';
}

function codesOf(style: string, { colour }: Look): string {
  const codes = [...style].flatMap((letter) => {
    switch (letter) {
      case 'b': return ['1'];
      case 'd': return colour ? ['2'] : []; // A VT100 has no such thing, and many emulations of it hide the text.
      case 'u': return ['4'];
      case 'i': return ['7'];
      default: return colour ? [`3${letter}`] : [];
    }
  });
  return codes.join(';');
}
