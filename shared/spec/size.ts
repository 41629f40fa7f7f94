/** Sizes as people write them: a number and a unit, `40G` (powers of 1000) or `512MiB` (powers of 1024). */
const powers = 'KMGTP';
const form = /^(\d+(?:\.\d+)?) ?(B|[KMGTP]B?|[KMGTP]iB)$/;
const comparisonForm = /^(>=|<=|>|<|=)? ?(.+)$/;

const relations: Record<string, (bytes: number, limit: number) => boolean> = {
  '>=': (bytes, limit) => bytes >= limit,
  '<=': (bytes, limit) => bytes <= limit,
  '>': (bytes, limit) => bytes > limit,
  '<': (bytes, limit) => bytes < limit,
  '=': (bytes, limit) => bytes === limit,
};

/** Whole bytes, rounded down. Throws RangeError when the text is no size or is beyond what a number holds exactly. */
export function parseSize(text: string): number {
  const [, amount, unit] = form.exec(text) ?? [];
  const bytes = amount === undefined || unit === undefined ? NaN : Math.floor(Number(amount) * bytesPer(unit));
  if (!Number.isSafeInteger(bytes)) throw new RangeError(`not a size: ${text}`);
  return bytes;
}

/** `>=200G` as a test of bytes; a size alone means exactly that size. Throws RangeError like parseSize. */
export function parseSizeComparison(text: string): (bytes: number) => boolean {
  const [, relation = '=', size = ''] = comparisonForm.exec(text) ?? [];
  const limit = parseSize(size);
  const compare = relations[relation];
  if (!compare) throw new RangeError(`not a comparison with a size: ${text}`);
  return (bytes) => compare(bytes, limit);
}

export function isSize(text: string): boolean {
  try {
    parseSize(text);
    return true;
  } catch {
    return false;
  }
}

function bytesPer(unit: string): number {
  return (unit.endsWith('iB') ? 1024 : 1000) ** (powers.indexOf(unit.charAt(0)) + 1);
}
