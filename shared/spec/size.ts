/** Sizes as people write them: a number and a unit, `40G` (powers of 1000) or `512MiB` (powers of 1024). */
const powers = 'KMGTP';
const form = /^(\d+(?:\.\d+)?) ?(B|[KMGTP]B?|[KMGTP]iB)$/;
const ruleForm = /^(>=|<=|>|<|=)? ?(.+)$/;

export interface SizeRule {
  relation: '>=' | '<=' | '>' | '<' | '=';
  bytes: number;
}

/** Whole bytes, rounded down; undefined when the text is no size or is beyond what a number holds exactly. */
export function parseSize(text: string): number | undefined {
  const [, amount, unit] = form.exec(text) ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  const base = unit.endsWith('iB') ? 1024 : 1000;
  const bytes = Math.floor(Number(amount) * base ** (powers.indexOf(unit.charAt(0)) + 1));
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** `>=200G`; a size alone means exactly that size. */
export function parseSizeRule(text: string): SizeRule | undefined {
  const [, relation = '=', size = ''] = ruleForm.exec(text) ?? [];
  const bytes = parseSize(size);
  return bytes === undefined ? undefined : { relation: relation as SizeRule['relation'], bytes };
}

export function fitsSizeRule(bytes: number, { relation, bytes: limit }: SizeRule): boolean {
  switch (relation) {
    case '>=': return bytes >= limit;
    case '<=': return bytes <= limit;
    case '>': return bytes > limit;
    case '<': return bytes < limit;
    case '=': return bytes === limit;
  }
}
