/**
 * The format of kickstart, read as Anaconda reads it: a command a line, split like a shell's, and sections from %NAME to %end. Never throws.
 */
import { nearest } from '../../shared/spec/nearest.ts';
import { splitWords } from './split-words.ts';
import type { Kickstart, Statement } from './statement.ts';
import { commandName, commands, readArguments, sections } from './syntax.ts';

/** C0 but tab, DEL, C1, what changes the direction of writing, and the brackets that mark a secret in a spec. */
const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\u27e6\u27e7\ufeff]/u;
const byLine = new Set(['%packages']);

export function readKickstart(bytes: Uint8Array, file: string): Kickstart {
  const { text, encoding } = decode(bytes);
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  if (lines.at(-1) === '') lines.pop();
  const statements: Statement[] = [];
  for (let index = 0; index < lines.length; index = statements.at(-1)?.last ?? lines.length) statements.push(...readFrom(lines, index));
  return { file, encoding, statements };
}

/** Old files are in Latin-1, which every byte is a character of. */
function decode(bytes: Uint8Array): { text: string; encoding: Kickstart['encoding'] } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { text: Buffer.from(bytes).toString('latin1'), encoding: 'ISO-8859-1' };
  }
}

function readFrom(lines: readonly string[], index: number): Statement[] {
  const line = lines[index] ?? '';
  const made = makeStatement(line, index);
  // A section that there is not has lines all the same, if it ends.
  if (made.kind === 'broken' && /^\s*%(?!end\b)/.test(line)) return [extentOf(lines, made).end === undefined ? made : { ...readScript(lines, made), body: [] }];
  if (made.kind !== 'section') return [made];
  return byLine.has(made.name) ? readPackages(lines, made) : [readScript(lines, made)];
}

function makeStatement(line: string, index: number): Statement {
  const place = { first: index + 1, last: index + 1, column: Math.max(0, line.search(/\S/)) + 1 };
  const plain: Statement = { ...place, kind: 'blank', name: '', options: new Map(), words: [], body: [] };
  if (/^\s*$/.test(line)) return plain;
  if (/^\s*#/.test(line)) return { ...plain, kind: 'comment' };
  const character = characterFault(line);
  const split = character ?? splitWords(line);
  if (typeof split === 'string') return { ...plain, kind: 'broken', name: safeName(line.trim().split(/\s/)[0] ?? ''), fault: split };
  const [first = '', ...rest] = split.words;
  const doubt = split.cutOff ? { doubt: 'the last word ends before a #, as what follows is a comment, for Anaconda too; put the word into quotes if it is meant as a whole' } : {};
  if (first === '%include' || first === '%ksappend') return { ...plain, kind: 'include', name: first };
  const name = sections.includes(first) ? first : commandName(first);
  if (name === undefined) return { ...plain, kind: 'broken', name: safeName(first), fault: unknownFault(first) };
  const { fault, ...given } = readArguments(name, rest);
  return { ...plain, kind: first.startsWith('%') ? 'section' : 'command', name, ...given, ...fault === undefined ? {} : { fault }, ...doubt };
}

function characterFault(line: string): string | undefined {
  const [character] = forbidden.exec(line) ?? [];
  return character === undefined ? undefined : `the character U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')} may not stand in a command; remove it`;
}

/** A word where a command should be may be anything; only what looks like a command is repeated. */
function safeName(word: string): string {
  return commandName(word) ?? (/^%[a-z-]{2,16}$/.test(word) || (/^[a-z]{2,16}$/.test(word) && nearest(word, commands) !== undefined) ? word : '');
}

function unknownFault(word: string): string {
  if (word === '%end') return 'closes nothing, as no section is open; remove it, or write the line that begins its section';
  if (word.startsWith('--')) return 'begins with an option: a command stands in one line, and the line before is not joined to this one; put both into one';
  if (/^[${@<[]/.test(word)) return 'is no command, but a line of a template or of another kind of file; give the kickstart file that is made of it';
  const near = nearest(word, word.startsWith('%') ? sections : commands);
  if (word.startsWith('%')) return near === undefined ? 'there is no such section in kickstart, and Anaconda would stop here; remove it' : `there is no such section; did you mean ${near}?`;
  return near === undefined ? 'there is no such command in kickstart, and Anaconda would stop here; remove it' : `there is no such command; did you mean ${near}?`;
}

interface Extent { body: string[]; end?: number }

/** From the line after the header to %end; a section that begins before that leaves this one open. */
function extentOf(lines: readonly string[], header: Statement): Extent {
  const body: string[] = [];
  for (let index = header.first; index < lines.length; index += 1) {
    const [word = ''] = /^\s*(%\S+)/.exec(lines[index] ?? '')?.slice(1) ?? [];
    if (word === '%end') return { body, end: index + 1 };
    if (sections.includes(word)) break;
    body.push(lines[index] ?? '');
  }
  return { body };
}

function openFault(header: Statement, { body }: Extent): string {
  return `has no %end after it, up to line ${header.first + body.length}; write %end where it ends`;
}

function readScript(lines: readonly string[], header: Statement): Statement {
  const extent = extentOf(lines, header);
  const last = extent.end ?? header.first + extent.body.length;
  const fault = header.fault ?? (extent.end === undefined ? openFault(header, extent) : undefined);
  return { ...header, last, body: extent.body, ...fault === undefined ? {} : { fault } };
}

function readPackages(lines: readonly string[], header: Statement): Statement[] {
  const extent = extentOf(lines, header);
  const section: Statement = extent.end === undefined ? { ...header, fault: header.fault ?? openFault(header, extent) } : header;
  const inside = extent.body.map((line, index) => readPackage(line, header.first + index, section));
  const end: Statement[] = extent.end === undefined ? [] : [{ ...section, kind: 'end', first: extent.end, last: extent.end, column: 1 }];
  return [section, ...inside, ...end];
}

function readPackage(line: string, index: number, section: Statement): Statement {
  const plain: Statement = { kind: 'package', first: index + 1, last: index + 1, column: Math.max(0, line.search(/\S/)) + 1, name: '', options: new Map(), words: [], body: [], section };
  if (/^\s*$/.test(line)) return { ...plain, kind: 'blank' };
  if (/^\s*#/.test(line)) return { ...plain, kind: 'comment' };
  if (/^\s*%(include|ksappend)(\s|$)/.test(line)) return { ...plain, kind: 'include', name: /%\w+/.exec(line)?.[0] ?? '' };
  const fault = characterFault(line);
  const name = line.split('#')[0]?.trim() ?? '';
  return fault === undefined ? { ...plain, name } : { ...plain, kind: 'broken', fault };
}
