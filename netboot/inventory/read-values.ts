/** `values:` of the inventory, of a rule, of a machine: names with plain values. */
import type { Path } from '../../shared/spec/document.ts';
import { findForbidden } from '../../shared/spec/decode-text.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import type { Value, Values } from './inventory.ts';
import type { Notes } from './notes.ts';

export const valueName = /^[a-z][a-z0-9_]{0,63}$/;

export function readValues(notes: Notes, value: unknown, path: Path): Values {
  if (!isMap(value)) {
    notes.note(path, 'is no map; it gives names to values, such as {gateway: 10.0.0.1}');
    return {};
  }
  const values: Record<string, Value> = {};
  for (const [name, each] of Object.entries(value)) {
    if (!valueName.test(name)) notes.note([...path, name], 'is no name for a value: lower-case letters, digits and underscores, a letter first', 'key');
    else if (isPlain(each) || (Array.isArray(each) && each.every(isPlain))) values[name] = each as Value;
    else notes.note([...path, name], 'is neither a text, a number, true, false nor a list of them');
  }
  return values;
}

function isPlain(value: unknown): boolean {
  return (typeof value === 'string' && findForbidden(value) === undefined) || typeof value === 'number' || typeof value === 'boolean';
}
