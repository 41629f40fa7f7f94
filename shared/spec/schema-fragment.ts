/** The part of the schema that a place in a document is meant to fit. Only looked up to explain an error. */
import schema from './install-spec.schema.json' with { type: 'json' };
import type { Path } from './document.ts';
import { isMap } from './is-map.ts';

export interface Fragment {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  pattern?: string;
  required?: string[];
  properties?: Record<string, Fragment>;
  additionalProperties?: boolean | Fragment;
  items?: Fragment;
  oneOf?: Fragment[];
  examples?: unknown[];
}

/** `fork` is set when the schema allows several forms here and the value is like none of them. */
export interface Meant { fragment: Fragment; fork: boolean }

const root = schema as unknown as Fragment;
const definitions = schema.$defs as unknown as Record<string, Fragment>;

/** Follows a path as far as the forms can be told; undefined where the schema knows nothing or a form above is unclear. */
export function meantAt(document: unknown, path: Path): Meant | undefined {
  let meant: Meant | undefined = chooseForm(root, document);
  let value = document;
  for (const step of path) {
    if (!meant || meant.fork) return undefined;
    value = childValue(value, step);
    const next = childFragment(meant.fragment, step);
    meant = next && chooseForm(next, value);
  }
  return meant;
}

/** What a reference stands for, under its own description and examples. */
export function resolve(fragment: Fragment): Fragment {
  if (fragment.$ref === undefined) return fragment;
  return { ...definitions[fragment.$ref.replace('#/$defs/', '')], ...fragment, $ref: undefined };
}

/** Keys that tell one form of a map from another: `type: bond`, `version: 2`. */
export function discriminatorOf(forms: readonly Fragment[]): string | undefined {
  const maps = forms.map(resolve).filter(({ type }) => type === 'object');
  if (maps.length < 2) return undefined;
  return ['version', 'type'].find((key) => maps.every(({ properties }) => properties?.[key]?.const !== undefined));
}

function chooseForm(fragment: Fragment, value: unknown): Meant {
  const resolved = resolve(fragment);
  if (!resolved.oneOf) return { fragment: resolved, fork: false };
  const alike = resolved.oneOf.map((form) => chooseForm(form, value)).filter(({ fragment: form, fork }) => !fork && isLike(form, value));
  const key = discriminatorOf(resolved.oneOf);
  const [form] = key === undefined || !isMap(value) ? alike : alike.filter(({ fragment: { properties } }) => properties?.[key]?.const === value[key]);
  return form ?? { fragment: resolved, fork: true };
}

function isLike({ type, const: only, enum: choices }: Fragment, value: unknown): boolean {
  if (only !== undefined) return only === value;
  if (choices) return choices.includes(value);
  return type === undefined || [type].flat().some((name) => isOfType(name, value));
}

function isOfType(name: string, value: unknown): boolean {
  switch (name) {
    case 'null': return value === null;
    case 'array': return Array.isArray(value);
    case 'object': return isMap(value);
    case 'integer': return Number.isInteger(value);
    default: return typeof value === name;
  }
}

function childFragment({ properties, additionalProperties, items }: Fragment, step: string | number): Fragment | undefined {
  if (properties && Object.hasOwn(properties, step)) return properties[step];
  if (typeof step === 'number' && items) return items;
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

export function childValue(value: unknown, step: string | number): unknown {
  return value && typeof value === 'object' && Object.hasOwn(value, step) ? (value as Record<string | number, unknown>)[step] : undefined;
}
