/** How many cells of a terminal a text takes, and lines of at most so many. */

/** Written two cells wide by every terminal that can show them at all. */
const wide = /^(?:\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|[\u3000-\u303f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}])/u;
const zero = /^(?:\p{Mn}|\p{Me}|\p{Cf})+$/u;
const plain = /^[ -~]*$/;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What a person takes for one character. */
export function graphemes(text: string): string[] {
  return plain.test(text) ? [...text] : Array.from(segmenter.segment(text), ({ segment }) => segment);
}

export function cellsOf(grapheme: string): 0 | 1 | 2 {
  if (plain.test(grapheme)) return 1;
  if (zero.test(grapheme)) return 0;
  return wide.test(grapheme) ? 2 : 1;
}

export function cellWidth(text: string): number {
  return plain.test(text) ? text.length : graphemes(text).reduce((sum, each) => sum + cellsOf(each), 0);
}

/** At most `width` cells; what was cut shows as `mark`. */
export function cutTo(text: string, width: number, mark = ''): string {
  if (cellWidth(text) <= width) return text;
  const room = width - cellWidth(mark);
  let cut = '';
  let used = 0;
  for (const each of graphemes(text)) {
    if ((used += cellsOf(each)) > room) break;
    cut += each;
  }
  return room < 0 ? cutTo(mark, width) : cut + mark;
}

export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - cellWidth(text)));
}

/** Broken between words; between any two characters where a script has no spaces or a word is too long. */
export function wrapTo(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((each) => pieces(each, width))) {
    const joined = line === '' || word.joins ? line + word.text : `${line} ${word.text}`;
    if (cellWidth(joined) <= width || line === '') line = joined;
    else {
      lines.push(line);
      line = word.text;
    }
  }
  return [...lines, line];
}

interface Piece { text: string; /** Follows the one before without a space. */ joins: boolean }

function pieces(word: string, width: number): Piece[] {
  if (cellWidth(word) <= width && !wideInside.test(word)) return [{ text: word, joins: false }];
  const found: Piece[] = [];
  let piece = '';
  for (const each of graphemes(word)) {
    const breaks = cellsOf(each) === 2 && !closing.test(each);
    if (piece !== '' && (breaks || cellWidth(piece + each) > width)) {
      found.push({ text: piece, joins: found.length > 0 });
      piece = '';
    }
    piece += each;
  }
  return [...found, { text: piece, joins: found.length > 0 }];
}

const wideInside = new RegExp(wide.source.slice(1), 'u');
/** Never at the beginning of a line. */
const closing = /^[、。，．：；！？」』）】〉》’”ー]/u;
