/** A text against a glob, as specs and inventories have them. */
import { matchesGlob } from 'node:path/posix';

/** Case matters in serials but nobody remembers a model's. A slash is nothing special in either. */
export function matchesPattern(text: string, pattern: string): boolean {
  return matchesGlob(flat(text), flat(pattern));
}

function flat(name: string): string {
  return name.toLowerCase().replaceAll('/', '\u2215');
}
