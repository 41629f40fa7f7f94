/** Lines as the screens make them: pieces of text with what they look like. Pure. */
import { cellWidth, cutTo, wrapTo } from './cell-width.ts';

export type Colour = 'red' | 'green' | 'yellow' | 'cyan';
export interface Span {
  text: string;
  bold?: boolean;
  dim?: boolean;
  inverse?: boolean;
  underline?: boolean;
  colour?: Colour;
  /** The terminal's cursor belongs on its first cell. */
  caret?: boolean;
}
export type Line = Span[];
export type Style = Omit<Span, 'text' | 'caret'>;

export function widthOf(line: Line): number {
  return line.reduce((sum, { text }) => sum + cellWidth(text), 0);
}

/** Whole paragraphs as lines of at most `width` cells, each behind `indent` blanks. */
export function paragraph(text: string, { width, indent = 0, style = {} }: { width: number; indent?: number; style?: Style | undefined }): Line[] {
  const blanks = ' '.repeat(indent);
  return text.split('\n').flatMap((part) => wrapTo(part, Math.max(10, width - indent))).map((part) => [{ text: blanks + part, ...style }]);
}

/** Two ends of one line; what does not fit of the left is cut. */
export function bothEnds(left: string, right: string, width: number): string {
  const room = Math.max(0, width - cellWidth(right) - (right === '' ? 0 : 1));
  const cut = cutTo(left, room, '~');
  return `${cut}${' '.repeat(Math.max(0, width - cellWidth(cut) - cellWidth(right)))}${right}`;
}
