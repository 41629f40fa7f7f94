/**
 * One sentence on a value that does not fit. `source` is how it was written, undefined when it may be a secret;
 * text of no fixed choice is never quoted.
 */
import type { SchemaError } from './schema-function.ts';
import { nearest } from './nearest.ts';
import { resolve } from './schema-fragment.ts';
import type { Fragment } from './schema-fragment.ts';

type Explanation = [code: string, message: string];

const names: Record<string, string> = { string: 'text', integer: 'a whole number', number: 'a number', boolean: 'true or false', array: 'a list', object: 'a map', null: 'null' };

export function explainValue(value: unknown, { keyword, params }: SchemaError, wanted: Fragment, source: string | undefined): Explanation {
  const such = `such as ${exampleOf(wanted)}`;
  switch (keyword) {
    case 'type': return wrongType(value, [params['type']].flat().map(String), source, such);
    case 'oneOf': return wrongType(value, kindsOf(wanted), source, such);
    case 'const': return wrongChoice(value, [params['allowedValue']], source);
    case 'enum': return wrongChoice(value, [params['allowedValues']].flat(), source);
    case 'minItems': return ['too-few', `has ${sizeOf(value)} entries and needs at least ${String(params['limit'])}, ${such}`];
    case 'maxItems': return ['too-many', `has ${sizeOf(value)} entries and may have ${String(params['limit'])}, ${such}`];
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum': return ['out-of-range', `is ${source ?? 'a number'} and has to be ${String(params['comparison'])} ${String(params['limit'])}`];
    case 'minLength': return ['too-short', `is empty; write text ${such}`];
    default: return ['wrong-form', `is not in the form wanted here, ${such}`];
  }
}

function wrongType(value: unknown, wanted: string[], source: string | undefined, such: string): Explanation {
  const kinds = wanted.map((name) => names[name] ?? name).join(' or ');
  if (value === null) return ['null', `has no value (null); write ${kinds} ${such}, or leave the key out`];
  if (wanted.includes('string') && typeof value !== 'object' && typeof value !== 'string') {
    if (source === undefined) return ['wrong-type', `is ${kindOf(value)}; for text put it in quotes`];
    return ['wrong-type', `${source} without quotes is ${kindOf(value)}; for text write "${source}"`];
  }
  const unquoted = typeof value === 'string' && wanted.some((name) => name === 'integer' || name === 'number' || name === 'boolean');
  return ['wrong-type', `is ${kindOf(value)}; write ${kinds}${unquoted ? ' without quotes,' : ''} ${such}`];
}

function wrongChoice(value: unknown, choices: unknown[], source: string | undefined): Explanation {
  const words = choices.map(String);
  const near = typeof value === 'string' ? nearest(value, words) : undefined;
  const read = typeof value === 'object' || source === undefined ? kindOf(value) : source.slice(0, 40);
  return ['wrong-choice', `${read} is none of ${listWords(words)}${near === undefined ? '' : `; did you mean ${near}?`}`];
}

/** The first example, as it may be pasted into YAML. */
export function exampleOf({ examples = [] }: Fragment): string {
  const [first] = examples;
  return typeof first === 'string' ? first : flow(first ?? null);
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (value && typeof value === 'object') return `{${Object.entries(value).map(([key, item]) => `${key}: ${flow(item)}`).join(', ')}}`;
  return typeof value === 'string' && !/^[\w./-]+$/.test(value) ? JSON.stringify(value) : String(value);
}

export function listWords(words: readonly string[]): string {
  return words.length > 12 ? `${words.slice(0, 12).join(', ')}…` : words.join(', ');
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a whole number' : 'a number';
  return { string: 'text', boolean: 'true or false', object: 'a map' }[typeof value as string] ?? 'something else';
}

function kindsOf({ oneOf = [] }: Fragment): string[] {
  return [...new Set(oneOf.map(resolve).flatMap(({ type, const: only, oneOf: inner }) => type ?? (inner ? inner.map((form) => resolve(form).type ?? 'string').flat() : typeof only)))];
}

function sizeOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}
