/**
 * A partman-auto recipe, as partman-auto's own decode_recipe reads it: words between white space; `::` or `:` ends a
 * name, a full stop ends a partition; minimum, priority and maximum in MB (10^6 bytes) or percent of the memory.
 */
import { quote } from './quote.ts';

export type Amount = { kind: 'mb'; mb: number } | { kind: 'memory'; percent: number } | { kind: 'unlimited' };

export interface RecipeFlag {
  name: string;
  /** `$primary{ }`: for partman-auto itself, where the others are written into the partition's folder. */
  internal: boolean;
  value: string;
  offset: number;
}

export interface RecipePartition {
  offset: number;
  minimum: Amount;
  priority: Amount;
  maximum: Amount;
  filesystem: string;
  flags: RecipeFlag[];
}

export interface Recipe { name: string; offset: number; partitions: RecipePartition[] }
export interface RecipeFault { offset: number; message: string }
export interface RecipeReading { recipes: Recipe[]; faults: RecipeFault[] }

interface Word { text: string; offset: number }

export function readRecipe(text: string): RecipeReading {
  const faults: RecipeFault[] = [];
  const recipes: Recipe[] = [];
  let words: Word[] = [];
  const current = (offset: number): Recipe => {
    const last = recipes.at(-1);
    if (last) return last;
    const unnamed = { name: 'unnamed', offset, partitions: [] };
    recipes.push(unnamed);
    return unnamed;
  };
  for (const word of splitWords(text)) {
    if (word.text === '::' || word.text === ':') {
      const [first] = words;
      if (!first) faults.push({ offset: word.offset, message: `there is no name before ${word.text}` });
      recipes.push({ name: words.map((each) => each.text).join(' ') || 'unnamed', offset: first?.offset ?? word.offset, partitions: [] });
      words = [];
    } else if (word.text === '.') {
      if (words.length > 0) current(word.offset).partitions.push(readPartition(words, faults));
      words = [];
    } else if (word.text === '\\') faults.push({ offset: word.offset, message: 'a backslash that is not the very last of its line joins no line; remove the space after it' });
    else words.push(word);
  }
  const [left] = words;
  if (left) {
    faults.push({ offset: left.offset, message: `the partition that begins with ${quote(left.text)} is not ended by a full stop that stands alone` });
  }
  for (const { name, offset, partitions } of recipes) if (partitions.length === 0) faults.push({ offset, message: `the recipe ${quote(name)} has no partition` });
  return { recipes, faults };
}

function splitWords(text: string): Word[] {
  return [...text.matchAll(/\S+/g)].map((match) => ({ text: match[0], offset: match.index }));
}

function readPartition(words: Word[], faults: RecipeFault[]): RecipePartition {
  const [minimum, priority, maximum, filesystem, ...rest] = words;
  const offset = minimum?.offset ?? 0;
  if (!minimum || !priority || !maximum || !filesystem) {
    faults.push({ offset, message: 'a partition needs minimum, priority, maximum and filesystem, for example 512 513 2048 ext4' });
    return { offset, minimum: none, priority: none, maximum: none, filesystem: filesystem?.text ?? '', flags: [] };
  }
  const amounts = [minimum, priority, maximum].map((word, index) => readAmount(word, index === 2, faults));
  const [least = none, middle = none, most = none] = amounts;
  if (least.kind === 'mb' && most.kind === 'mb' && most.mb < least.mb) faults.push({ offset: maximum.offset, message: `the maximum ${maximum.text} is less than the minimum ${minimum.text}` });
  return { offset, minimum: least, priority: middle, maximum: most, filesystem: filesystem.text, flags: readFlags(rest, faults) };
}

const none: Amount = { kind: 'mb', mb: 0 };
/** More than any disk: what recipes write for "the rest". */
const unlimitedMb = 1_000_000;

function readAmount({ text, offset }: Word, isMaximum: boolean, faults: RecipeFault[]): Amount {
  if (isMaximum && /^-\d+$/.test(text)) return { kind: 'unlimited' };
  const [, number, percent] = /^(\d+)(%?)$/.exec(text) ?? [];
  if (number === undefined) {
    faults.push({ offset, message: `${quote(text)} is no size: write MB as a number${isMaximum ? ', percent of the memory as 100%, or -1 for all that is left' : ', or percent of the memory as 100%'}` });
    return none;
  }
  if (percent === '%') return { kind: 'memory', percent: Number(number) };
  return isMaximum && Number(number) >= unlimitedMb ? { kind: 'unlimited' } : { kind: 'mb', mb: Number(number) };
}

/** `mountpoint{ / }`, `$bootable{ }`; partman wants the spaces, and files without them are common. */
function readFlags(words: Word[], faults: RecipeFault[]): RecipeFlag[] {
  const flags: RecipeFlag[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (!word) break;
    const [, dollar, name, inside = ''] = /^(\$?)([\w./-]+)\{(.*)$/.exec(word.text) ?? [];
    if (name === undefined) {
      faults.push({ offset: word.offset, message: `${quote(word.text)} is no setting of a partition; write for example method{ format }` });
      continue;
    }
    const parts = [inside];
    while (!parts.at(-1)?.endsWith('}') && index + 1 < words.length) {
      index += 1;
      parts.push(words[index]?.text ?? '');
    }
    if (!parts.at(-1)?.endsWith('}')) faults.push({ offset: word.offset, message: `${quote(word.text)} is not closed by }` });
    flags.push({ name, internal: dollar === '$', value: parts.join(' ').replace(/\}$/, '').trim(), offset: word.offset });
  }
  return flags;
}

export function flagOf({ flags }: RecipePartition, name: string, internal = false): string | undefined {
  return flags.find((flag) => flag.name === name && flag.internal === internal)?.value;
}

export function formatAmount(amount: Amount): string {
  return amount.kind === 'unlimited' ? 'all that is left' : amount.kind === 'memory' ? `${amount.percent}% of the memory` : `${amount.mb} MB`;
}
