/**
 * A document as read, before anyone asks whether it is a spec: plain values, each with its place in the file.
 * All three syntaxes become this one tree, so every later check and every position works the same for them.
 */
import type { Position } from '../errors.ts';

export type Place = Omit<Position, 'file'>;
export type Path = readonly (string | number)[];
export type Scalar = string | number | boolean | null;

export type Node =
  | { kind: 'map'; at: Place; entries: Entry[] }
  | { kind: 'list'; at: Place; items: Node[] }
  /** `source` is how it was written when that is not how it reads, e.g. `0755` for 755. */
  | { kind: 'scalar'; at: Place; value: Scalar; source?: string };

export interface Entry {
  key: string;
  at: Place;
  value: Node;
}

/** Entries of a map by key; the readers have refused duplicates and `__proto__` by the time this is called. */
export function toValue(node: Node): unknown {
  switch (node.kind) {
    case 'scalar': return node.value;
    case 'list': return node.items.map(toValue);
    case 'map': return Object.fromEntries(node.entries.map(({ key, value }) => [key, toValue(value)]));
  }
}

/** A value that stands in no file as a document; what is neither map, list nor scalar has no place in one. */
export function toNode(value: unknown): Node {
  const at: Place = { line: 1, column: 1 };
  if (Array.isArray(value)) return { kind: 'list', at, items: value.map(toNode) };
  if (typeof value === 'object' && value !== null) return { kind: 'map', at, entries: Object.entries(value).filter(([, child]) => child !== undefined).map(([key, child]) => ({ key, at, value: toNode(child) })) };
  return { kind: 'scalar', at, value: value as Scalar };
}

/** Where a path is, or as much of it as there is: a missing key is at the map that lacks it. */
export function placeOf(root: Node, path: Path, part: 'key' | 'value' = 'value'): Place {
  let node = root;
  let at = root.at;
  for (const [index, step] of path.entries()) {
    const entry = childOf(node, step);
    if (!entry) return at;
    at = part === 'key' && index === path.length - 1 ? entry.at : entry.value.at;
    node = entry.value;
  }
  return at;
}

/** The text a scalar was written as, when it was kept. */
export function sourceOf(root: Node, path: Path): string | undefined {
  let node: Node | undefined = root;
  for (const step of path) node = node && childOf(node, step)?.value;
  return node?.kind === 'scalar' ? node.source : undefined;
}

/** `users[0].name`; a key that is no word is put in quotes. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!/^[\p{L}\p{N}_*-]+$/u.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text ? `${text}.${step}` : step;
  }, '');
}

function childOf(node: Node, step: string | number): { at: Place; value: Node } | undefined {
  if (node.kind === 'map') return node.entries.find(({ key }) => key === step);
  const item = node.kind === 'list' ? node.items[Number(step)] : undefined;
  return item && { at: item.at, value: item };
}
