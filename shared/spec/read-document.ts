/**
 * A file in YAML 1.2, JSON or TOML -> plain value and where everything in it stands. Never throws for what is
 * in the file, never takes long, and never lets a key reach a prototype.
 */
import type { Finding, Position } from '../errors.ts';
import { checkTree } from './check-tree.ts';
import { decodeText, refuseSize } from './decode-text.ts';
import { formatPath, placeOf, sourceOf, toValue } from './document.ts';
import type { Node, Path } from './document.ts';
import { limits } from './limits.ts';
import { ReadError } from './read-error.ts';
import { readYaml } from './read-yaml.ts';

export type DocumentSyntax = 'yaml' | 'json' | 'toml';

export interface Located {
  file: string;
  /** Where the value (or its key) stands; for what is not there, where it would be. */
  locate: (path: Path, part?: 'key' | 'value') => Position;
  /** How a scalar was written, when that is known: `0755`. */
  source: (path: Path) => string | undefined;
}

export type DocumentReading =
  | ({ ok: true; value: unknown; syntax: DocumentSyntax } & Located)
  | { ok: false; findings: Finding[] };

/** By extension, else by what the text looks like; `#cloud-config` in the first line always means YAML. */
export function syntaxOf(file: string, text: string): DocumentSyntax {
  if (text.startsWith('#cloud-config')) return 'yaml';
  if (/\.toml$/i.test(file)) return 'toml';
  if (/\.json$/i.test(file) || /^\s*\{\s*["}]/.test(text)) return 'json';
  if (/\.ya?ml$/i.test(file)) return 'yaml';
  return /^\s*(\[[\w.-]+\]|[\w.-]+ *= *\S)/.test(text.replace(/^\s*(#.*)?\n/gm, '')) ? 'toml' : 'yaml';
}

/** @param yesIsTrue as readYaml has it */
export async function readDocument(bytes: Uint8Array, file: string, yesIsTrue = false): Promise<DocumentReading> {
  const problems: ReadError[] = [];
  try {
    refuseSize(bytes.length);
    const text = decodeText(bytes);
    const syntax = syntaxOf(file, text);
    const root = await readTree(text, syntax, problems, yesIsTrue);
    problems.push(...checkTree(root));
    if (problems.length === 0) return located(root, file, syntax);
  } catch (error) {
    problems.unshift(asReadError(error));
  }
  return { ok: false, findings: problems.slice(0, limits.findings).map((problem) => toFinding(problem, file)) };
}

/** The TOML reader is loaded when there is TOML. */
async function readTree(text: string, syntax: DocumentSyntax, problems: ReadError[], yesIsTrue: boolean): Promise<Node> {
  if (syntax === 'toml') return (await import('./read-toml.ts')).readToml(text, problems);
  return readYaml(text, syntax, problems, yesIsTrue);
}

function located(root: Node, file: string, syntax: DocumentSyntax): DocumentReading {
  return {
    ok: true, value: toValue(root), syntax, file,
    locate: (path, part) => ({ file, ...placeOf(root, path, part) }),
    source: (path) => sourceOf(root, path),
  };
}

/** A parser that gives up on hostile text by overflowing its stack has still said what is wrong with it. */
function asReadError(error: unknown): ReadError {
  if (error instanceof ReadError) return error;
  if (error instanceof RangeError) return new ReadError('too-deep', `more than ${limits.depth} maps and lists stand inside one another; a spec needs fewer than ten`);
  throw error;
}

function toFinding({ code, message, path, at }: ReadError, file: string): Finding {
  return { severity: 'error', code, path: formatPath(path), message, at: { file, ...at } };
}
