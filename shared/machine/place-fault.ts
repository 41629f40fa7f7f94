/**
 * Where something stands in a recorded machine. JSON is YAML, and the YAML reader knows positions. A file of its own,
 * imported when needed, because a bundled CommonJS package imported that way has no named exports.
 */
import { isNode, isPair, LineCounter, parseDocument } from 'yaml';
import type { Position } from '../errors.ts';

type Place = Omit<Position, 'file'>;

/** A missing key has no place of its own: its parent's place is shown. */
export function placeOfPath(text: string, path: string): Place {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  let keys: (string | number)[] = (path.match(/[^.[\]]+/g) ?? []).map((key) => /^\d+$/.test(key) ? Number(key) : key);
  while (keys.length > 0 && !document.hasIn(keys)) keys = keys.slice(0, -1);
  const node = document.getIn(keys, true);
  return placeAt(lines, isNode(node) ? node.range?.[0] : isPair(node) ? 0 : undefined);
}

export function placeOfSyntaxFault(text: string): Place {
  const lines = new LineCounter();
  const [error] = parseDocument(text, { lineCounter: lines, prettyErrors: false }).errors;
  return placeAt(lines, error?.pos[0]);
}

function placeAt(lines: LineCounter, offset = 0): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}
