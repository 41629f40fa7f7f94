/**
 * What is typed before data is lost: digits of the disk's own serial number, as they stand on its label. Not a word, which
 * hands learn to type without reading, and no letters, which a Cyrillic or Arabic keyboard does not have: every layout has
 * digits, and those of other scripts mean the same numbers. Another disk of this machine never has the same ones. Pure.
 */
export interface Named { path: string; serial?: string | undefined; wwn?: string | undefined; bytes: number }

export interface ConfirmDigits {
  digits: string;
  /** Where they can be read. */
  from: 'serial' | 'wwn' | 'size';
  /** The whole of it, for the eye: the digits are the last ones in it. */
  whole: string;
}

const usual = 4;

export function confirmDigits(disk: Named, disks: readonly Named[]): ConfirmDigits {
  const others = disks.filter(({ path }) => path !== disk.path);
  for (const [from, read] of sources) {
    const whole = read(disk);
    const digits = tellApart(onlyDigits(whole), others.map((other) => onlyDigits(read(other))));
    if (digits !== undefined) return { digits, from, whole };
  }
  // Two disks that nothing tells apart: the plan names one by its path, and the size at least is looked at.
  return { digits: String(disk.bytes).slice(-usual), from: 'size', whole: String(disk.bytes) };
}

const sources: [from: ConfirmDigits['from'], read: (disk: Named) => string][] = [
  ['serial', ({ serial = '' }) => serial], ['wwn', ({ wwn = '' }) => wwn], ['size', ({ bytes }) => String(bytes)],
];

/** The last four, and more where another disk ends alike; undefined where there are too few. */
function tellApart(digits: string, others: readonly string[]): string | undefined {
  for (let length = usual; length <= digits.length; length += 1) {
    const tail = digits.slice(-length);
    if (others.every((other) => !other.endsWith(tail))) return tail;
  }
  return undefined;
}

/** Serials are Latin: only 0 to 9 are meant. */
function onlyDigits(text: string): string {
  return text.replace(/[^0-9]/g, '');
}

export function isConfirmed(typed: string, { digits }: ConfirmDigits): boolean {
  return toLatinDigits(typed).replace(/[\s-]/g, '') === digits;
}

/** Decimal digits of every script stand in rows of ten, zero first (Unicode, Nd). */
export function toLatinDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    while (zero > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String((code - zero) % 10);
  });
}
