/** What stands in a preseed file, before anyone asks what it means. */
import type { Place } from '../shared/spec/document.ts';

/** One answer to one question of debconf. */
export interface Answer {
  owner: string;
  question: string;
  /** As written: string, boolean, select, multiselect, password, note, text. */
  type: string;
  /** Without white space at its ends, as no question that is read here has any use for it. */
  value: string;
  line: Line;
  /** Where the value begins in `line.text`. */
  offset: number;
}

/** A line as debconf counts: with the lines that a backslash at its end joins to it. */
export interface Line {
  kind: 'blank' | 'comment' | 'answer' | 'flag' | 'broken';
  first: number;
  last: number;
  text: string;
  /** Where each of the lines begins in `text`. */
  starts: readonly number[];
  answer?: Answer;
  /** For `broken` and `flag`: what was read and why it is no answer, or what the flag says. */
  note?: string;
}

export interface Preseed {
  file: string;
  encoding: 'UTF-8' | 'ISO-8859-1';
  lines: Line[];
  /** In the order of the file; a question may be there more than once. */
  answers: Answer[];
}

/** Line and column, from 1, of an offset in a line's text. */
export function placeIn({ first, starts }: Pick<Line, 'first' | 'starts'>, offset: number): Place {
  const index = Math.max(0, starts.findLastIndex((start) => start <= offset));
  return { line: first + index, column: offset - (starts[index] ?? 0) + 1 };
}
