/**
 * `{{hostname}}` in the texts of a spec -> the values of one machine. Texts are filled after the document was parsed, so
 * whatever a value holds, it stays inside the text that it stands in: it cannot become a key, a list or another document.
 */
import type { Finding } from '../../shared/errors.ts';
import { formatPath, type Path } from '../../shared/spec/document.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import { nearest } from '../../shared/spec/nearest.ts';
import type { Located } from '../../shared/spec/read-document.ts';
import type { Value, Values } from './inventory.ts';

/** A name and perhaps one change; `\{{` stays as it is, and so does what is no name, such as Go's `{{.Name}}`. */
const form = /\\\{\{|\{\{ *([a-z][a-z0-9_]*) *(?:\| *([a-z]+) *)?\}\}/g;
const whole = /^\{\{ *([a-z][a-z0-9_]*) *(?:\| *([a-z]+) *)?\}\}$/;

const filters: Record<string, (value: Value) => Value | undefined> = {
  lower: (value) => String(value).toLowerCase(),
  upper: (value) => String(value).toUpperCase(),
  number: (value) => (/^-?\d{1,15}$/.test(String(value)) ? Number(value) : undefined),
  list: (value) => (Array.isArray(value) ? value : String(value).split(/[,;\s]+/).filter((item) => item !== '')),
  /** What a host name may have in it, of what a label or a serial number has. */
  hostname: (value) => String(value).toLowerCase().replace(/[^a-z0-9.]+/g, '-').replace(/^-+|-+$/g, '') || undefined,
};

export interface Filled { value: unknown; findings: Finding[] }

/** @param located where the template stands */
export function fillTemplate(value: unknown, values: Values, located: Located): Filled {
  const findings: Finding[] = [];
  const fill = (node: unknown, path: Path): unknown => {
    if (typeof node === 'string') return fillText(node, values, (message) => {
      findings.push({ severity: 'error', code: 'template', path: formatPath(path), message, at: located.locate(path) });
    });
    if (Array.isArray(node)) return node.map((item, index) => fill(item, [...path, index]));
    return isMap(node) ? Object.fromEntries(Object.entries(node).map(([key, item]) => [key, fill(item, [...path, key])])) : node;
  };
  return { value: fill(value, []), findings };
}

/** The names that a template asks for. */
export function namesIn(value: unknown): Set<string> {
  if (typeof value === 'string') return new Set([...value.matchAll(form)].flatMap(([, name]) => name ?? []));
  const parts = Array.isArray(value) ? value : isMap(value) ? Object.values(value) : [];
  return new Set(parts.flatMap((part) => [...namesIn(part)]));
}

function fillText(text: string, values: Values, note: (message: string) => void): unknown {
  const alone = whole.exec(text);
  // Alone in its place a value keeps its kind: a number stays one, a list becomes the list.
  if (alone) return valueOf(alone[1] ?? '', alone[2], values, note) ?? text;
  return text.replace(form, (match, name: string | undefined, filter: string | undefined) => {
    if (name === undefined) return match.slice(1);
    const value = valueOf(name, filter, values, note);
    if (!Array.isArray(value)) return value === undefined ? match : String(value);
    note(`{{${name}}} is a list, and a list cannot stand inside a text; put it in a place of its own`);
    return match;
  });
}

function valueOf(name: string, filter: string | undefined, values: Values, note: (message: string) => void): Value | undefined {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) {
    const near = nearest(name, Object.keys(values));
    note(`there is no value ${name} for this machine${near === undefined ? '' : `, only ${near}`}; give it in values:, in its row of machines:, or write \\{{${name}}} for the text itself`);
    return undefined;
  }
  if (filter === undefined) return value;
  const change = Object.hasOwn(filters, filter) ? filters[filter] : undefined;
  if (!change) note(`{{${name}|${filter}}}: there is no ${filter}; there are ${Object.keys(filters).join(', ')}`);
  const changed = change?.(value);
  if (change && changed === undefined) note(`{{${name}|${filter}}}: the value ${JSON.stringify(value)} is no ${filter}`);
  return changed;
}
