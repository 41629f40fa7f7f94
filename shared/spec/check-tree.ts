/** What no syntax may carry into a spec: keys that reach prototypes, keys given twice, control characters, our own marks. */
import { describeCharacter, findForbidden } from './decode-text.ts';
import type { Entry, Node, Path } from './document.ts';
import { limits } from './limits.ts';
import { ReadError } from './read-error.ts';

const prototypeKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** Recursion is bounded: the readers have refused what is deeper than limits.depth. */
export function checkTree(root: Node): ReadError[] {
  const problems: ReadError[] = [];
  let values = 0;
  const visit = (node: Node, path: Path): void => {
    values += 1;
    if (values > limits.values || path.length > limits.depth) throw tooLarge(node);
    if (node.kind === 'scalar') problems.push(...checkText(node, path));
    if (node.kind === 'list') node.items.forEach((item, index) => { visit(item, [...path, index]); });
    if (node.kind === 'map') {
      problems.push(...checkKeys(node.entries, path));
      for (const { key, value } of node.entries) visit(value, [...path, key]);
    }
  };
  visit(root, []);
  return problems;
}

function checkKeys(entries: Entry[], path: Path): ReadError[] {
  const seen = new Map<string, Entry>();
  return entries.flatMap((entry) => {
    const { key, at } = entry;
    const first = seen.get(key);
    if (!first) seen.set(key, entry);
    if (prototypeKeys.has(key)) return [new ReadError('prototype-key', 'is refused as a key: the name means something to the programs that read the file', at, [...path, key])];
    if (findForbidden(key)) return [new ReadError('control-character', describeCharacter(findForbidden(key) ?? ''), at, path)];
    if (/[⟦⟧]/u.test(key)) return [new ReadError('secret-mark', 'the brackets ⟦ and ⟧ may not stand in a key; the installer marks secrets with them', at, path)];
    if (key === '<<') return [new ReadError('merge-key', 'merging with << is YAML 1.1, a spec is YAML 1.2; write the keys out', at, path)];
    return first ? [new ReadError('duplicate-key', `is given twice, first in line ${first.at.line}; keep one of them`, at, [...path, key])] : [];
  });
}

function checkText({ value, at }: Extract<Node, { kind: 'scalar' }>, path: Path): ReadError[] {
  if (typeof value !== 'string') return [];
  if (value.includes('⟦secret:')) return [new ReadError('secret-mark', '⟦secret:…⟧ marks where the installer has taken a secret out; put the secret itself back in', at, path)];
  // A file may hold what it likes but NUL: it is written, never shown.
  const isContent = path[0] === 'write_files' && path[2] === 'content';
  const character = isContent ? /\0/.exec(value)?.[0] : findForbidden(value);
  return character === undefined ? [] : [new ReadError('control-character', describeCharacter(character), at, path)];
}

function tooLarge({ at }: Node): ReadError {
  return new ReadError('too-many', `the document has more than ${limits.values.toLocaleString('en-US')} values, or more than ${limits.depth} of them inside one another`, at);
}
