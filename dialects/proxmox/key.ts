/** Keys with hyphens, or with underscores as in releases before 9. */
import type { Path } from '../../shared/spec/document.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import type { Ledger } from '../ledger.ts';

const snake = (key: string): string => key.replaceAll('-', '_');

/** @param key with hyphens */
export function keyOf(ledger: Ledger, at: Path, key: string): Path {
  const [path, older] = [[...at, key], [...at, snake(key)]];
  if (!isMap(ledger.get(at)) || ledger.get(older) === undefined || older.at(-1) === key) return path;
  if (ledger.get(path) === undefined) return older;
  ledger.refused(older, `${key} says it, too; keep that one`);
  return path;
}

export function sayUnknownKeys(ledger: Ledger, at: Path, keys: readonly string[]): void {
  ledger.sayUnknown(at, [...new Set(keys.flatMap((key) => [key, snake(key)]))]);
}
