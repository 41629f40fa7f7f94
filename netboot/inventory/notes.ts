/** Gathers what is wrong with a document of the inventory, each with its place. */
import type { Finding } from '../../shared/errors.ts';
import { formatPath, type Path } from '../../shared/spec/document.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import { nearest } from '../../shared/spec/nearest.ts';
import type { Located } from '../../shared/spec/read-document.ts';

export interface Notes {
  findings: Finding[];
  located: Located;
  note: (path: Path, message: string, part?: 'key' | 'value') => void;
}

export function openNotes(located: Located): Notes {
  const findings: Finding[] = [];
  return {
    findings, located,
    note: (path, message, part) => { findings.push({ severity: 'error', code: 'inventory', path: formatPath(path), message, at: located.locate(path, part) }); },
  };
}

/** The map that stands there, with no key but the known ones; an empty one where it is none, which is noted. */
export function mapOf(notes: Notes, value: unknown, path: Path, known: readonly string[]): Record<string, unknown> {
  if (!isMap(value)) {
    notes.note(path, `is no map; it has the keys ${known.join(', ')}`);
    return {};
  }
  for (const key of Object.keys(value).filter((key) => !known.includes(key))) {
    const near = nearest(key, known);
    notes.note([...path, key], `is no key here; ${near === undefined ? `there are ${known.join(', ')}` : `did you mean ${near}?`}`, 'key');
  }
  return value;
}

/** One text or several, as lists of texts. */
export function textsOf(notes: Notes, value: unknown, path: Path): string[] {
  const items = Array.isArray(value) ? value : [value];
  if (items.length === 0) notes.note(path, 'is an empty list, which nothing can match; leave the key out');
  return items.flatMap((item, index) => {
    if (typeof item === 'string' && item !== '') return [item];
    if (typeof item === 'number') return [String(item)];
    notes.note(Array.isArray(value) ? [...path, index] : path, 'is no text; write one in quotes, or a list of them');
    return [];
  });
}
