/**
 * What has to be said of the next frame to who heard the last: its lines, one below the other, and in the end the one that
 * has the focus. For speech and Braille, to which a screen that is drawn anew here and there is nothing but scraps. Pure.
 */
import type { Cell, Frame } from './frame.ts';
import { footerRows, headerRows } from './furniture-rows.ts';

export interface Told {
  lines: string[];
  /** What was typed into a field or gone over in it: no line of its own. */
  letters?: string;
}

export function tell(last: Frame | undefined, next: Frame): Told {
  const letters = last && typed(last, next);
  if (letters !== undefined) return { lines: [], letters };
  const isNew = !last || title(last) !== title(next);
  const known = new Set(isNew ? [] : last.rows.map((row) => unmarked(words(row))));
  const own = new Set(focusedRows(next));
  const rows = next.rows.flatMap((row, index) => (own.has(index) || !isRead(index, next, !last) ? [] : [index === next.rows.length - footerRows ? start(row) : words(row)]));
  const lines = [...(isNew ? [title(next)] : []), ...rows].filter((line) => line !== '' && !known.has(unmarked(line)));
  const focus = focused(next);
  return { lines: focus !== '' && (isNew || focus !== focused(last)) ? [...lines, focus] : lines };
}

/** Not the steps, which are the same everywhere, and not the position, which is of rows that nobody sees; the keys once. */
function isRead(index: number, { rows }: Frame, isFirst: boolean): boolean {
  const fromEnd = rows.length - index;
  if (fromEnd === 1) return isFirst;
  if (fromEnd === 2) return false;
  return index >= headerRows || index === headerRows - 1;
}

/** At the other end of the title the key for help stands, and at that of a refusal the position. */
function start(row: readonly Cell[]): string {
  return raw(row).trimEnd().replace(/^ (?=\S)/, '').split(/ {3,}/)[0] ?? '';
}

function title({ rows }: Frame): string {
  return start(rows[0] ?? []);
}

/** A choice that takes several rows has all of them in the colours of the focus. */
function focusedRows({ rows, caret }: Frame): number[] {
  if (!caret || caret.row >= rows.length - footerRows) return [];
  const after = rows.slice(caret.row + 1).findIndex((row) => !row.some(isMarked));
  return Array.from({ length: 1 + Math.max(0, after) }, (_, index) => caret.row + index);
}

function focused(frame: Frame): string {
  const { rows, caret } = frame;
  if (!caret) return '';
  const own = focusedRows(frame);
  if (own.length > 0) return own.map((index) => words(rows[index] ?? [])).join(' ');
  // Among the buttons.
  return words((rows[caret.row] ?? []).filter(isMarked));
}

const isMarked = ({ style }: Cell): boolean => style.includes('i');

function raw(row: readonly Cell[]): string {
  return row.map(({ text }) => text).join('');
}

/** Bars and QR codes are for eyes; what they show stands beside them in words. */
function words(row: readonly Cell[]): string {
  return raw(row).replace(/\|[^|]{8,}\|/g, ' ').replace(/[\u2580-\u259f]+/g, ' ').replace(/(.)\1{5,}/g, ' ').replace(/^ *> /, '').replace(/ +/g, ' ').trim();
}

/** What is chosen changes with what has the focus, and is said there. */
function unmarked(line: string): string {
  return line.replace(/^(\([* ]\)|\[[x ]\]) /, '');
}

function typed(last: Frame, next: Frame): string | undefined {
  if (!last.caret || !next.caret || last.caret.row !== next.caret.row || last.caret.column === next.caret.column) return undefined;
  const { row } = next.caret;
  if (row >= next.rows.length - footerRows || next.rows.some((cells, index) => index !== row && raw(cells) !== raw(last.rows[index] ?? []))) return undefined;
  const [from, to] = [Math.min(last.caret.column, next.caret.column), Math.max(last.caret.column, next.caret.column)];
  return raw(((next.caret.column === to ? next : last).rows[row] ?? []).slice(from, to));
}
