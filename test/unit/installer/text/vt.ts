/**
 * What a VT100 with UTF-8 would show of the bytes that it got: for looking at screens as a person does. It knows what a
 * VT100 knows, and throws for the rest, so that a test notices what a real one would have shown as rubbish.
 */
import { cellsOf, graphemes } from '../../../../installer/text/cell-width.ts';

export interface Vt {
  write(bytes: string): void;
  /** Rows without the blanks at their ends. */
  text(): string;
  styles(): string;
  style(row: number, column: number): string;
  readonly cursor: { row: number; column: number; visible: boolean };
  resize(size: { columns: number; rows: number }): void;
}

interface Cell { text: string; style: string }

const sequence = /\u001b(?:\[(\??)([\d;]*)([A-Za-z])|\(B|[78=>])/y;

export function vt(start: { columns: number; rows: number }): Vt {
  let { columns, rows } = start;
  const blank = (): Cell => ({ text: ' ', style: '' });
  const blankRow = (): Cell[] => Array.from({ length: columns }, blank);
  let cells = Array.from({ length: rows }, blankRow);
  let style = '';
  let wraps = true;
  let rest = '';
  const cursor = { row: 0, column: 0, visible: true };

  function control(mark: string, parameters: string, final: string): void {
    const [first = 0, second = 0] = parameters.split(';').map(Number);
    if (mark === '?') {
      if (parameters === '25') cursor.visible = final === 'h';
      else if (parameters === '7') wraps = final === 'h';
      else throw new Error(`a VT100 does not know mode ?${parameters}`);
    } else if (final === 'H') Object.assign(cursor, { row: Math.min(rows, first || 1) - 1, column: Math.min(columns, second || 1) - 1 });
    else if (final === 'K' && first === 0) for (let at = cursor.column; at < columns; at += 1) put(at, blank());
    else if (final === 'J' && first === 2) cells = Array.from({ length: rows }, blankRow);
    else if (final === 'm') style = parameters.split(';').reduce((now, code) => (code === '0' || code === '' ? '' : [...now.split(';').filter(Boolean), code].join(';')), style);
    else throw new Error(`a VT100 does not know ESC [ ${mark}${parameters}${final}`);
  }

  function put(column: number, cell: Cell): void {
    const row = cells[cursor.row];
    if (row && column < columns) row[column] = cell;
  }

  function letter(text: string): void {
    const width = cellsOf(text);
    if (cursor.column + width > columns) {
      if (!wraps) cursor.column = columns - width;
      else throw new Error(`the line wraps at ${text}`);
    }
    put(cursor.column, { text, style });
    if (width === 2) put(cursor.column + 1, { text: '', style });
    cursor.column += width;
  }

  function plain(text: string): void {
    for (const each of graphemes(text)) {
      if (each === '\r') cursor.column = 0;
      else if (each === '\n' || each === '\r\n') {
        if (each === '\r\n') cursor.column = 0;
        cursor.row += 1;
        if (cursor.row === rows) {
          cursor.row -= 1;
          cells = [...cells.slice(1), blankRow()];
        }
      } else letter(each);
    }
  }

  return {
    cursor,
    write(bytes) {
      rest += bytes;
      for (;;) {
        const at = rest.indexOf('\u001b');
        plain(at < 0 ? rest : rest.slice(0, at));
        rest = at < 0 ? '' : rest.slice(at);
        sequence.lastIndex = 0;
        const match = sequence.exec(rest);
        if (!match) {
          if (rest.length > 20) throw new Error(`no sequence of a VT100: ${JSON.stringify(rest.slice(0, 20))}`);
          return;
        }
        if (match[3] !== undefined) control(match[1] ?? '', match[2] ?? '', match[3]);
        rest = rest.slice(match[0].length);
      }
    },
    text: () => cells.map((row) => row.map(({ text }) => text).join('').trimEnd()).join('\n'),
    styles: () => cells.map((row) => row.map((cell) => cell.style || '.').join('')).join('\n'),
    style: (row, column) => cells[row]?.[column]?.style ?? '',
    resize(size) {
      ({ columns, rows } = size);
      cells = Array.from({ length: rows }, blankRow);
    },
  };
}
