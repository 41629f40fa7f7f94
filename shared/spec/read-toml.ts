/** TOML 1.0 -> Node. Tables and dotted keys become the maps they stand for. */
import { ParseError, parseTOML } from 'toml-eslint-parser';
import type { AST } from 'toml-eslint-parser';
import type { Entry, Node, Path, Place } from './document.ts';
import { limits } from './limits.ts';
import { ReadError } from './read-error.ts';

type MapNode = Extract<Node, { kind: 'map' }>;
type Key = AST.TOMLBare | AST.TOMLQuoted;

/** Throws ReadError. */
export function readToml(text: string, problems: ReadError[]): Node {
  const program = parse(text);
  const root: MapNode = { kind: 'map', at: { line: 1, column: 1 }, entries: [] };
  for (const item of program.body[0].body) {
    if (item.type === 'TOMLKeyValue') put(root, item, [], problems);
    else openTable(root, item, problems);
  }
  return root;
}

function parse(text: string): AST.TOMLProgram {
  refuseDepth(text);
  try {
    return parseTOML(text, { tomlVersion: '1.0' });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const at = { line: Math.max(1, error.lineNumber), column: Math.max(1, error.column + 1) };
    if (/multiple times/.test(error.message)) throw new ReadError('duplicate-key', 'this key or table is given twice; keep one of them', at);
    throw new ReadError('syntax', `this is not TOML: ${sentence(error.message)}`, at);
  }
}

/** The parser recurses per bracket and is slow with many keys. Quotes are not told apart: text rarely opens 32 brackets that it never closes. */
function refuseDepth(text: string): void {
  let depth = 0;
  let line = 1;
  let marks = 0;
  for (const character of text) {
    if (character === '=' || character === ',') marks += 1;
    if (marks > limits.values * 2) throw new ReadError('too-many', `the document has more than ${limits.values.toLocaleString('en-US')} values`, { line, column: 1 });
    if (character === '\n') line += 1;
    if (character === '[' || character === '{') depth += 1;
    if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    if (depth > limits.depth) throw new ReadError('too-deep', `more than ${limits.depth} maps and lists stand inside one another; a spec needs fewer than ten`, { line, column: 1 });
  }
}

function openTable(root: MapNode, table: AST.TOMLTable, problems: ReadError[]): void {
  const at = placeOf(table);
  let node: Node = root;
  for (const [index, step] of table.resolvedKey.entries()) {
    const listNext = typeof table.resolvedKey[index + 1] === 'number';
    const fresh: Node = listNext ? { kind: 'list', at, items: [] } : { kind: 'map', at, entries: [] };
    node = descend(node, step, at, fresh);
  }
  if (node.kind !== 'map') return;
  for (const pair of table.body) put(node, pair, table.resolvedKey, problems);
}

function put(map: MapNode, pair: AST.TOMLKeyValue, base: Path, problems: ReadError[]): void {
  const names = pair.key.keys.map(nameOf);
  const last = names.pop() ?? '';
  let node: Node = map;
  for (const name of names) node = descend(node, name, placeOf(pair), { kind: 'map', at: placeOf(pair), entries: [] });
  if (node.kind !== 'map') return;
  node.entries.push({ key: last, at: placeOf(pair), value: readContent(pair.value, [...base, ...names, last], problems) });
}

function descend(node: Node, step: string | number, at: Place, fresh: Node): Node {
  if (node.kind === 'list' && typeof step === 'number') return node.items[step] ??= fresh;
  if (node.kind !== 'map') return node;
  const known = node.entries.find(({ key }) => key === step);
  if (known) return known.value;
  const entry: Entry = { key: String(step), at, value: fresh };
  node.entries.push(entry);
  return entry.value;
}

function readContent(node: AST.TOMLContentNode, path: Path, problems: ReadError[]): Node {
  const at = placeOf(node);
  if (node.type === 'TOMLArray') return { kind: 'list', at, items: node.elements.map((item, index) => readContent(item, [...path, index], problems)) };
  if (node.type === 'TOMLInlineTable') {
    const map: MapNode = { kind: 'map', at, entries: [] };
    for (const pair of node.body) put(map, pair, path, problems);
    return map;
  }
  if (node.kind === 'integer' || node.kind === 'float') return readNumber(node, at, path, problems);
  if (node.kind === 'string' || node.kind === 'boolean') return { kind: 'scalar', at, value: node.value };
  // A date means the text it is written as: cloud-init wants `expiredate: "2032-09-01"`.
  return { kind: 'scalar', at, value: node.datetime };
}

function readNumber(node: AST.TOMLNumberValue, at: Place, path: Path, problems: ReadError[]): Node {
  const exact = node.kind === 'integer' ? Number.isSafeInteger(Number(node.bigint)) : Number.isFinite(node.value);
  if (!exact) problems.push(new ReadError('number', 'this number cannot be kept exactly; write a smaller one, or text in quotes', at, path));
  return { kind: 'scalar', at, value: exact ? Number(node.value) : 0, source: node.number };
}

function nameOf(key: Key): string {
  return key.type === 'TOMLBare' ? key.name : key.value;
}

function placeOf({ loc: { start } }: AST.HasLocs): Place {
  return { line: start.line, column: start.column + 1 };
}

/** The parser's messages say what it expected, never what it read, but for single characters. */
function sentence(message: string): string {
  return `${message.charAt(0).toLowerCase()}${message.slice(1).replace(/\.$/, '')}`;
}
