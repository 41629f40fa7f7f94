/** Files with something done to them: to their text, or to the tree that they are. */
import fc from 'fast-check';
import { isMap } from '../../../shared/spec/is-map.ts';
import type { Path } from '../../../shared/spec/document.ts';
import { childrenOf } from './loss-of.ts';

const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

/** @param pieces what is put in, beside scraps: the grammar's own words, and names that mean something to JavaScript */
export function mutatedTexts(files: ReadonlyMap<string, Uint8Array>, pieces: readonly string[]): fc.Arbitrary<Uint8Array> {
  const texts = [...files.values()].map((bytes) => Buffer.from(bytes).toString('latin1'));
  const change = fc.record({ at: place, remove: fc.integer({ min: 0, max: 60 }), insert: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 6 })) });
  return fc.tuple(fc.constantFrom(...texts), fc.array(change, { minLength: 1, maxLength: 8 }), fc.option(fc.constantFrom(...texts), { nil: '' })).map(([whole, changes, appended]) => {
    const text = changes.reduce((before, { at, remove, insert }) => {
      const start = Math.floor(at * before.length);
      return before.slice(0, start) + insert + before.slice(start + remove);
    }, whole);
    return Buffer.from(text + appended, 'latin1');
  });
}

type Edit = { at: number; how: 'replace' | 'delete' | 'insert' | 'rename' | 'copy'; from: number; value: unknown; key: string };

/** Everywhere, whatever the dialect. */
const scraps: readonly unknown[] = [null, true, false, 0, -1, 1.5, '', '*', '/', '%', '-1', 'a.b', '__proto__', '\u202e', '\0', 'x'.repeat(300), [], {}, [[]], [{}], [null], { a: null }];

/** @param keys under which something may be put @param values what the dialect itself might have there; JSON comes out */
export function mutatedTrees(trees: readonly unknown[], keys: readonly string[], values: readonly unknown[]): fc.Arbitrary<string> {
  const value = fc.oneof(fc.constantFrom(...scraps, ...values), fc.string({ maxLength: 12 }), fc.jsonValue({ maxDepth: 2 }));
  const key = fc.oneof(fc.constantFrom(...keys, 'constructor', 'toString', 'x y', ''), fc.string({ maxLength: 6 }));
  const edit: fc.Arbitrary<Edit> = fc.record({ at: place, how: fc.constantFrom('replace', 'delete', 'insert', 'rename', 'copy'), from: place, value, key });
  return fc.tuple(fc.constantFrom(...trees), fc.array(edit, { minLength: 1, maxLength: 6 }), fc.option(fc.constantFrom(...trees), { nil: {} })).map(([tree, edits, below]) => {
    const whole = structuredClone({ ...below as object, ...tree as object });
    return JSON.stringify(edits.reduce<unknown>((root, each) => change(root, structuredClone(each)), whole));
  });
}

function change(root: unknown, { at, how, from, value, key }: Edit): unknown {
  const all = nodes(root);
  const pick = (where: number): Path => all[Math.floor(where * all.length)] ?? [];
  const path = pick(at);
  const step = path.at(-1);
  const node = find(root, path);
  if (how === 'insert' && Array.isArray(node)) node.push(value);
  else if (how === 'insert' && isMap(node)) node[key] = value;
  else if (step !== undefined) {
    const parent = find(root, path.slice(0, -1)) as Record<string | number, unknown>;
    if (how === 'copy') parent[step] = structuredClone(find(root, pick(from)));
    else if (how === 'rename' && !Array.isArray(parent)) parent[key] = node;
    else if (how === 'delete' && Array.isArray(parent)) parent.splice(Number(step), 1);
    else if (how === 'delete') delete parent[step];
    else parent[step] = value;
  }
  return root;
}

function nodes(node: unknown, path: Path = []): Path[] {
  return [path, ...childrenOf(node).flatMap(([step, child]) => nodes(child, [...path, step]))];
}

function find(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((node, step) => (node as Record<string | number, unknown>)[step], root);
}
