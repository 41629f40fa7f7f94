/** A QR code in half blocks: two rows of modules in one line, so that it fits a terminal's screen. Pure. */
import qrcode from 'qrcode-generator';

/** Of white around it. The norm says four; readers take one, and four would not fit into 18 lines. */
const quiet = 1;

/** White modules are drawn: a terminal is dark, and most readers want dark modules on white. */
export function qrLines(text: string): string[] {
  const code = qrcode(0, 'L');
  code.addData(text);
  code.make();
  const size = code.getModuleCount() + 2 * quiet;
  const isWhite = (row: number, column: number): boolean => {
    const [y, x] = [row - quiet, column - quiet];
    const inside = y >= 0 && x >= 0 && y < size - 2 * quiet && x < size - 2 * quiet;
    return row < size && !(inside && code.isDark(y, x));
  };
  return Array.from({ length: Math.ceil(size / 2) }, (_, line) => (
    Array.from({ length: size }, (__, column) => halves(isWhite(2 * line, column), isWhite(2 * line + 1, column))).join('')));
}

function halves(upper: boolean, lower: boolean): string {
  return upper ? (lower ? '\u2588' : '\u2580') : lower ? '\u2584' : ' ';
}
