/** YAML 1.2 core (and JSON, which is a part of it) -> Node, within limits that hold before anything is built. */
import { isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, parseAllDocuments, Parser, Scalar as YamlScalar } from 'yaml';
import type { Document, ParsedNode, YAMLError } from 'yaml';
import { ambiguity } from './ambiguous-scalar.ts';
import type { Entry, Node, Path, Place } from './document.ts';
import { limits } from './limits.ts';
import { placeAt, ReadError } from './read-error.ts';
import { mayQuote } from './secret-places.ts';
import { explainYaml } from './yaml-errors.ts';

export type Syntax = 'yaml' | 'json';

interface Reading {
  document: Document.Parsed;
  place: (offset: number) => Place;
  problems: ReadError[];
  /** Words without quotes that YAML 1.1 has for true and false are those. */
  yesIsTrue: boolean;
  /** Values left before the document is refused; aliases spend what they stand for. */
  budget: number;
}

/**
 * Throws ReadError where reading cannot go on; gathers what it could read past in `problems`.
 * @param yesIsTrue for documents of programs that read YAML 1.1: yes and on are true, no and off are false
 */
export function readYaml(text: string, syntax: Syntax, problems: ReadError[], yesIsTrue = false): Node {
  refuseDepth(text);
  const lines = new LineCounter();
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const document = parseOne(text, syntax, lines, place);
  if (!document?.contents) throw new ReadError('empty', 'the document is empty; a spec needs at least cognos: {version: 1}');
  return readNode(document.contents, [], { document, place, problems, yesIsTrue, budget: limits.values });
}

function parseOne(text: string, syntax: Syntax, lineCounter: LineCounter, place: (offset: number) => Place): Document.Parsed | undefined {
  const documents = parseAllDocuments(text, {
    version: '1.2', schema: syntax === 'json' ? 'json' : 'core', merge: false, stringKeys: true, uniqueKeys: false,
    prettyErrors: false, logLevel: 'silent', lineCounter,
  });
  const [document, second] = [...documents];
  const [error] = [...document?.errors ?? [], ...document?.warnings ?? []];
  if (error) throw explain(error, syntax, place, text);
  if (second) throw new ReadError('several-documents', 'a second document starts here after ---; a spec is one document', place(second.range[0]));
  return document as Document.Parsed | undefined;
}

function explain(error: YAMLError, syntax: Syntax, place: (offset: number) => Place, text: string): ReadError {
  const [code, message] = explainYaml(error.code, syntax);
  const offset = Math.min(error.pos[0], Math.max(0, text.trimEnd().length));
  return new ReadError(code, message, place(offset));
}

/** The composer recurses, so depth is found by the parser, which keeps a stack of its own. */
function refuseDepth(text: string): void {
  const parser = new Parser();
  let offset = 0;
  let tokens = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of parser.next(lexeme)) { /* only its stack is of interest */ }
    offset += lexeme.length;
    tokens += 1;
    // Document, a collection in a collection…, and the scalar on top.
    if (parser.stack.length > limits.depth + 2) throw tooDeep(placeAt(text, Math.min(offset, text.length)));
    if (tokens > limits.values * 10) throw tooMany(placeAt(text, Math.min(offset, text.length)));
  }
}

function readNode(node: ParsedNode | null, path: Path, reading: Reading): Node {
  const at = reading.place(node?.range[0] ?? 0);
  reading.budget -= 1;
  if (reading.budget < 0) throw tooMany(at, path);
  if (path.length > limits.depth) throw tooDeep(at);
  if (node && 'tag' in node && node.tag && !isStandard(node.tag)) {
    reading.problems.push(new ReadError('custom-tag', `the tag ${node.tag.slice(0, 60)} is refused; a spec holds plain values only`, at, path));
    return { kind: 'scalar', at, value: null };
  }
  if (isAlias(node)) return readAlias(node, at, path, reading);
  if (isMap<ParsedNode, ParsedNode | null>(node)) return { kind: 'map', at, entries: node.items.map(({ key, value }) => readEntry(key, value, path, reading)) };
  if (isSeq<ParsedNode>(node)) return { kind: 'list', at, items: node.items.map((item, index) => readNode(item, [...path, index], reading)) };
  return isScalar(node) ? readScalar(node, at, path, reading) : { kind: 'scalar', at, value: null };
}

function readEntry(key: ParsedNode, value: ParsedNode | null, path: Path, reading: Reading): Entry {
  const at = reading.place(key.range[0]);
  if (isAlias(key) || !isScalar(key) || ('tag' in key && key.tag && !isStandard(key.tag))) throw new ReadError('key', 'a key has to be plain text', at, path);
  const name = String(key.value);
  if (key.type === YamlScalar.PLAIN) noteAmbiguity(name, at, path, reading);
  // `key:` with nothing after it has no node: its place is the key's.
  const child: Node = value ? readNode(value, [...path, name], reading) : { kind: 'scalar', at, value: null };
  return { key: name, at, value: child };
}

function readAlias(node: ParsedNode, at: Place, path: Path, reading: Reading): Node {
  const source = isAlias(node) ? node.resolve(reading.document) : undefined;
  if (!source) throw new ReadError('alias', 'this alias stands for nothing that was named before it with &', at, path);
  return { ...readNode(source as ParsedNode, path, reading), at };
}

function readScalar(node: YamlScalar, at: Place, path: Path, reading: Reading): Node {
  const { value } = node;
  const source = node.type === YamlScalar.PLAIN ? node.source : undefined;
  if (reading.yesIsTrue && source !== undefined && /^(yes|no|on|off)$/i.test(source)) return { kind: 'scalar', at, value: /^(yes|on)$/i.test(source), source };
  if (source !== undefined) noteAmbiguity(source, at, path, reading);
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return { kind: 'scalar', at, value, ...(source === undefined ? {} : { source }) };
  if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'scalar', at, value, ...(source === undefined ? {} : { source }) };
  reading.problems.push(new ReadError('number', 'this number cannot be kept exactly; write a smaller one, or text in quotes', at, path));
  return { kind: 'scalar', at, value: 0 };
}

function noteAmbiguity(source: string, at: Place, path: Path, { problems }: Reading): void {
  const message = ambiguity(source);
  if (message) problems.push(new ReadError('ambiguous', mayQuote(path) ? message : 'without quotes this means different things to YAML 1.2 and to cloud-init; put it in quotes', at, path));
}

function isStandard(tag: string): boolean {
  return /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/.test(tag);
}

function tooDeep(at: Place): ReadError {
  return new ReadError('too-deep', `more than ${limits.depth} maps and lists stand inside one another; a spec needs fewer than ten`, at);
}

function tooMany(at: Place, path: Path = []): ReadError {
  return new ReadError('too-many', `the document has more than ${limits.values.toLocaleString('en-US')} values, aliases counted as what they stand for`, at, path);
}
