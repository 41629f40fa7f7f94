import type { Place } from './document.ts';
import type { Path } from './document.ts';

/** What stops reading: nothing after it can be trusted. Becomes a Finding in read-document.ts. */
export class ReadError extends Error {
  readonly code: string;
  readonly at: Place;
  readonly path: Path;

  constructor(code: string, message: string, at: Place = { line: 1, column: 1 }, path: Path = []) {
    super(message);
    this.name = 'ReadError';
    this.code = code;
    this.at = at;
    this.path = path;
  }
}

/** Line and column of an offset, both from 1. */
export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
