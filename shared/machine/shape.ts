/**
 * A shape checks plain JSON and says what is wrong and where: an array of [path, sentence], empty when all is well.
 * Typed by what it accepts, so that the compiler notices when an interface and its shape part ways.
 */
export type Fault = [path: string, sentence: string];
export type Shape<T> = ((value: unknown, path: string) => Fault[]) & { readonly accepts?: T };

type Fields<T> = { [K in keyof T]-?: undefined extends T[K] ? Optional<Exclude<T[K], undefined>> : Shape<T[K]> };
export interface Optional<T> { optional: Shape<T> }

export const optional = <T>(shape: Shape<T>): Optional<T> => ({ optional: shape });

export const text: Shape<string> = (value, path) => typeof value === 'string' ? [] : [[path, `is ${describe(value)}, expected text`]];

export const flag: Shape<boolean> = (value, path) => typeof value === 'boolean' ? [] : [[path, `is ${describe(value)}, expected true or false`]];

/** A count or a size: an integer from 0, exact as a JavaScript number. */
export const count: Shape<number> = (value, path) =>
  Number.isSafeInteger(value) && Number(value) >= 0 ? [] : [[path, `is ${describe(value)}, expected a whole number from 0`]];

/** A quantity that may have a fraction, such as 2.5 GT/s. */
export const measure: Shape<number> = (value, path) =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? [] : [[path, `is ${describe(value)}, expected a number above 0`]];

/** One of several records: told apart by the word in the field `tag`, or without a tag by which key is there. */
export function either<T extends object>(tag: string | undefined, shapes: Record<string, (value: unknown, path: string) => Fault[]>): Shape<T> {
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, `is ${describe(value)}, expected an object`]];
    const word = tag === undefined ? Object.keys(shapes).find((key) => Object.hasOwn(value, key)) : (value as Record<string, unknown>)[tag];
    const shape = typeof word === 'string' && Object.hasOwn(shapes, word) ? shapes[word] : undefined;
    const known = Object.keys(shapes).join(' or ');
    return shape?.(value, path) ?? [tag === undefined ? [path, `has neither ${known.replace(' or ', ' nor ')}`] : [join(path, tag), `is ${describe(word)}, expected ${known}`]];
  };
}

export function oneOf<T extends string | number>(...words: T[]): Shape<T> {
  return (value, path) => words.includes(value as T) ? [] : [[path, `is ${describe(value)}, expected ${words.length > 1 ? 'one of ' : ''}${words.join(', ')}`]];
}

export function matching(pattern: RegExp, meaning: string): Shape<string> {
  return (value, path) => typeof value === 'string' && pattern.test(value) ? [] : [[path, `is ${describe(value)}, expected ${meaning}`]];
}

export function listOf<T>(shape: Shape<T>): Shape<T[]> {
  return (value, path) => Array.isArray(value)
    ? value.flatMap((each, index) => shape(each, `${path}[${index}]`))
    : [[path, `is ${describe(value)}, expected a list`]];
}

export function pairOf<A, B>(first: Shape<A>, second: Shape<B>): Shape<[A, B]> {
  return (value, path) => Array.isArray(value) && value.length === 2
    ? [...first(value[0], `${path}[0]`), ...second(value[1], `${path}[1]`)]
    : [[path, `is ${describe(value)}, expected a list of two`]];
}

/** Every field named, none other allowed. */
export function record<T extends object>(fields: Fields<T>): Shape<T> {
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, `is ${describe(value)}, expected an object`]];
    const known = Object.entries(fields) as [string, Shape<unknown> | Optional<unknown>][];
    const strangers = Object.keys(value).filter((key) => !Object.hasOwn(fields, key));
    return [
      ...known.flatMap(([key, field]) => checkField(value, key, field, join(path, key))),
      ...strangers.map((key): Fault => [join(path, key), 'is not known here']),
    ];
  };
}

function checkField(value: object, key: string, field: Shape<unknown> | Optional<unknown>, path: string): Fault[] {
  const isOptional = typeof field !== 'function';
  if (!Object.hasOwn(value, key)) return isOptional ? [] : [[path, 'is missing']];
  return (isOptional ? field.optional : field)((value as Record<string, unknown>)[key], path);
}

function join(path: string, key: string): string {
  return path ? `${path}.${key}` : key;
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? `"${value.length > 60 ? `${value.slice(0, 60)}…` : value}"` : String(value);
}
