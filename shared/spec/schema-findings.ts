/** ajv's errors -> findings. Where several forms are allowed ajv speaks of all of them; only the one meant is explained. */
import type { Finding } from '../errors.ts';
import { cut } from './check.ts';
import type { SchemaError } from './schema-function.ts';
import { formatPath } from './document.ts';
import type { Path } from './document.ts';
import { explainValue, exampleOf, listWords } from './explain-value.ts';
import { nearest } from './nearest.ts';
import type { Located } from './read-document.ts';
import { refusedKey } from './refused-keys.ts';
import { mayQuote } from './secret-places.ts';
import { childValue, discriminatorOf, meantAt, resolve } from './schema-fragment.ts';
import type { Fragment, Meant } from './schema-fragment.ts';

export function schemaFindings(document: unknown, errors: SchemaError[], located: Located): Finding[] {
  const seen = new Set<string>();
  return errors.flatMap((error) => {
    const path = pathOf(error.instancePath);
    const meant = meantAt(document, path);
    if (!meant || !belongs(error, meant)) return [];
    const finding = explain(document, error, path, meant, located);
    const line = `${finding.path} ${finding.message}`;
    return seen.has(line) ? [] : [seen.add(line) && finding];
  });
}

/** An error of a form that nobody meant does not fit the form that was. */
function belongs({ keyword, params }: SchemaError, { fragment, fork }: Meant): boolean {
  if (fork || keyword === 'oneOf') return fork && keyword === 'oneOf';
  switch (keyword) {
    case 'additionalProperties': return !Object.hasOwn(fragment.properties ?? {}, String(params['additionalProperty'])) && fragment.additionalProperties === false;
    case 'required': return fragment.required?.includes(String(params['missingProperty'])) ?? false;
    case 'const': return fragment.const === params['allowedValue'];
    case 'enum': return fragment.enum !== undefined;
    case 'type': return JSON.stringify(fragment.type) === JSON.stringify(params['type']);
    case 'pattern': return fragment.pattern === params['pattern'];
    default: return keyword in fragment;
  }
}

function explain(document: unknown, error: SchemaError, path: Path, { fragment }: Meant, located: Located): Finding {
  if (error.keyword === 'additionalProperties') return explainKey(String(error.params['additionalProperty']), path, fragment, located);
  if (error.keyword === 'required') return explainMissing(String(error.params['missingProperty']), path, fragment, located);
  const value = path.reduce<unknown>(childValue, document);
  const key = discriminatorOf(fragment.oneOf ?? []);
  if (key !== undefined && value !== null && typeof value === 'object') return explainForm(value, key, path, fragment, located);
  const source = mayQuote(path) ? located.source(path) ?? String(value) : undefined;
  const [code, message] = explainValue(value, error, fragment, source);
  return { severity: 'error', code, path: formatPath(path), message, ...(source === undefined || typeof value === 'object' ? {} : { values: { value: cut(source) } }), at: located.locate(path) };
}

function explainKey(key: string, path: Path, { properties = {} }: Fragment, { locate }: Located): Finding {
  const full = [...path, key];
  const refusal = refusedKey(full);
  return {
    severity: 'error', code: refusal?.code ?? 'unknown-key', path: formatPath(full), at: locate(full, 'key'),
    message: refusal?.message ?? `unknown key; ${suggestKey(key, path, Object.keys(properties))}`,
  };
}

function suggestKey(key: string, path: Path, known: string[]): string {
  const near = nearest(key, known);
  if (near !== undefined) return `did you mean ${near}?`;
  const ours = Object.keys(meantAt({ cognos: {} }, ['cognos'])?.fragment.properties ?? {});
  if (path.length === 0 && ours.includes(key)) return `did you mean cognos.${key}?`;
  return `known here: ${listWords(known)}`;
}

function explainMissing(key: string, path: Path, { properties = {} }: Fragment, { locate }: Located): Finding {
  const wanted = properties[key];
  const example = wanted ? `; write for example ${key}: ${exampleOf(resolve(wanted))}` : '';
  return { severity: 'error', code: 'missing-key', path: formatPath([...path, key]), message: `is missing${example}`, at: locate(path) };
}

function explainForm(value: object, key: string, path: Path, { oneOf = [] }: Fragment, { locate }: Located): Finding {
  const choices = oneOf.map((form) => resolve(form).properties?.[key]?.const).filter((choice) => choice !== undefined);
  const read = childValue(value, key);
  const message = read === undefined ? `is missing; write one of ${choices.join(', ')}` : `${String(read).slice(0, 40)} is none of ${choices.join(', ')}`;
  return { severity: 'error', code: read === undefined ? 'missing-key' : 'wrong-choice', path: formatPath([...path, key]), message, at: locate([...path, key]) };
}

function pathOf(pointer: string): (string | number)[] {
  return pointer.split('/').slice(1).map((part) => {
    const text = part.replaceAll('~1', '/').replaceAll('~0', '~');
    return /^(0|[1-9]\d*)$/.test(text) ? Number(text) : text;
  });
}
