/** As many characters of a serial number as no other disk has. */
export const telling = 6;

/** With fewer literal characters at its end a pattern (`*`, `?`) says what kind of disk is meant, not which one. */
export function namesOneDisk(pattern: string): boolean {
  return (pattern.split(/[*?]/).at(-1) ?? '').length >= telling;
}
