/** A text as a QR code, drawn as one path of an SVG: every dark module a square of one unit. Pure. */
import qrcode from 'qrcode-generator';

/** Modules of white that a reader needs around it (ISO/IEC 18004). */
const quiet = 4;

export function qrPath(text: string): { size: number; path: string } {
  // Type 0: the smallest that the text fits into. M mends up to 15 %, enough for a screen.
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const rows = Array.from({ length: count }, (_, row) => rowPath(Array.from({ length: count }, (_, column) => code.isDark(row, column)), row));
  return { size: count + 2 * quiet, path: rows.join('') };
}

/** Neighbours are one rectangle: between single squares some screens draw hairlines. */
function rowPath(dark: readonly boolean[], row: number): string {
  let path = '';
  for (let from = 0; from < dark.length; from += 1) {
    let to = from;
    while (dark[to]) to += 1;
    if (to > from) path += `M${from + quiet} ${row + quiet}h${to - from}v1h-${to - from}z`;
    from = to;
  }
  return path;
}
