/**
 * The few words of JSON Schema that assets/model-catalog.schema.json uses. A signed catalogue is checked without ajv:
 * the shipped program has no compiler, and a test compares the two over many documents.
 */
export interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  multipleOf?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minItems?: number;
  maxItems?: number;
  items?: Schema;
  required?: string[];
  properties?: Record<string, Schema>;
}

/** The first thing that does not match, as a place and what is wrong there; undefined when all does. */
export function mismatch(value: unknown, schema: Schema, root: Schema, path = ''): string | undefined {
  const wanted = schema.$ref === undefined ? schema : root.$defs?.[schema.$ref.replace('#/$defs/', '')] ?? {};
  if (wanted.const !== undefined && value !== wanted.const) return at(path, `must be ${JSON.stringify(wanted.const)}`);
  if (wanted.enum && !wanted.enum.includes(value)) return at(path, `must be one of ${wanted.enum.join(', ')}`);
  switch (wanted.type) {
    case 'object': return ofObject(value, wanted, root, path);
    case 'array': return ofArray(value, wanted, root, path);
    case 'string': return ofString(value, wanted, path);
    case 'integer': return Number.isInteger(value) ? ofNumber(value as number, wanted, path) : at(path, 'must be a whole number');
    case 'number': return typeof value === 'number' && Number.isFinite(value) ? ofNumber(value, wanted, path) : at(path, 'must be a number');
    case 'boolean': return typeof value === 'boolean' ? undefined : at(path, 'must be true or false');
    case undefined: default: return undefined;
  }
}

function ofObject(value: unknown, { required = [], properties = {} }: Schema, root: Schema, path: string): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return at(path, 'must be an object');
  const missing = required.find((key) => !Object.hasOwn(value, key));
  if (missing !== undefined) return at(join(path, missing), 'is missing');
  for (const [key, each] of Object.entries(value)) {
    const schema = Object.hasOwn(properties, key) ? properties[key] : undefined;
    const wrong = schema ? mismatch(each, schema, root, join(path, key)) : at(join(path, key), 'is unknown');
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function ofArray(value: unknown, { minItems = 0, maxItems = Infinity, items = {} }: Schema, root: Schema, path: string): string | undefined {
  if (!Array.isArray(value)) return at(path, 'must be a list');
  if (value.length < minItems || value.length > maxItems) return at(path, `must have ${minItems} to ${maxItems} entries and has ${value.length}`);
  for (const [index, each] of value.entries()) {
    const wrong = mismatch(each, items, root, `${path}[${index}]`);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function ofString(value: unknown, { minLength = 0, maxLength = Infinity, pattern }: Schema, path: string): string | undefined {
  if (typeof value !== 'string') return at(path, 'must be text');
  const { length } = [...value];
  if (length < minLength || length > maxLength) return at(path, `must be ${minLength} to ${maxLength} characters and is ${length}`);
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(value)) return at(path, `is ${JSON.stringify(value.slice(0, 80))}, which does not match ${pattern}`);
  return undefined;
}

function ofNumber(value: number, { minimum = -Infinity, maximum = Infinity, multipleOf = 0 }: Schema, path: string): string | undefined {
  if (value < minimum || value > maximum) return at(path, `must be ${minimum} to ${maximum} and is ${value}`);
  if (multipleOf > 0 && value % multipleOf !== 0) return at(path, `must be a multiple of ${multipleOf} and is ${value}`);
  return undefined;
}

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);
const at = (path: string, problem: string): string => `${path === '' ? 'the document' : path} ${problem}`;
