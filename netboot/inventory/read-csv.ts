/** CSV as RFC 4180 has it: commas, quotes doubled inside quotes, line breaks of either kind. Each field with its place. */
import type { Position } from '../../shared/errors.ts';

export interface Field { text: string; at: Position }
export type CsvReading = { ok: true; rows: Field[][] } | { ok: false; message: string; at: Position };

/** Where the reader stands in the text. */
interface Cursor { text: string; file: string; offset: number; line: number; lineStart: number }

class CsvError extends Error {
  readonly at: Position;

  constructor(message: string, at: Position) {
    super(message);
    this.at = at;
  }
}

/** Blank lines and lines that begin with # are left out. */
export function readCsv(text: string, file: string): CsvReading {
  const cursor: Cursor = { text: text.replace(/\r\n?/g, '\n'), file, offset: 0, line: 1, lineStart: 0 };
  const rows: Field[][] = [];
  try {
    while (cursor.offset < cursor.text.length) {
      const row = cursor.text[cursor.offset] === '#' ? skipLine(cursor) : readRow(cursor);
      if (row.some((field) => field.text !== '')) rows.push(row);
    }
    return { ok: true, rows };
  } catch (error) {
    if (error instanceof CsvError) return { ok: false, message: error.message, at: error.at };
    throw error;
  }
}

function readRow(cursor: Cursor): Field[] {
  const row: Field[] = [];
  for (;;) {
    row.push(cursor.text[cursor.offset] === '"' ? quoted(cursor) : plain(cursor));
    const next = cursor.text[cursor.offset];
    if (next !== ',' && next !== '\n' && next !== undefined) throw new CsvError('after a closing quote stands a comma or the end of the line', placeOf(cursor));
    if (next === '\n') newLine(cursor, cursor.offset);
    cursor.offset += 1;
    if (next !== ',') return row;
  }
}

function plain(cursor: Cursor): Field {
  const at = placeOf(cursor);
  const form = /[^,\n]*/y;
  form.lastIndex = cursor.offset;
  const text = form.exec(cursor.text)?.[0] ?? '';
  cursor.offset += text.length;
  return { text: text.trim(), at };
}

function quoted(cursor: Cursor): Field {
  const at = placeOf(cursor);
  const form = /"((?:[^"]|"")*)"/y;
  form.lastIndex = cursor.offset;
  const [whole, text] = form.exec(cursor.text) ?? [];
  if (whole === undefined || text === undefined) throw new CsvError('this quote is never closed', at);
  for (const { index } of whole.matchAll(/\n/g)) newLine(cursor, cursor.offset + index);
  cursor.offset += whole.length;
  return { text: text.replaceAll('""', '"'), at };
}

function skipLine(cursor: Cursor): Field[] {
  const end = cursor.text.indexOf('\n', cursor.offset);
  if (end >= 0) newLine(cursor, end);
  cursor.offset = end < 0 ? cursor.text.length : end + 1;
  return [];
}

function newLine(cursor: Cursor, at: number): void {
  cursor.line += 1;
  cursor.lineStart = at + 1;
}

function placeOf({ file, line, offset, lineStart }: Cursor): Position {
  return { file, line, column: offset - lineStart + 1 };
}
