/**
 * Where commands keep what later ones can use. Root's is in /run, gone with the next start, because another boot may
 * be another machine (a medium moves); anyone else's is in their own cache (XDG Base Directory Specification).
 */
import { runFolder } from '../paths.ts';

export interface User { isRoot: boolean; env: Readonly<Record<string, string | undefined>> }

export function currentUser(): User {
  return { isRoot: process.getuid?.() === 0, env: process.env };
}

/** Undefined for a user without a home. */
export function keptFolder({ isRoot, env }: User): string | undefined {
  if (isRoot) return runFolder;
  const { XDG_CACHE_HOME: cache, HOME: home } = env;
  if (cache?.startsWith('/')) return `${cache}/cognos`;
  return home?.startsWith('/') ? `${home}/.cache/cognos` : undefined;
}
