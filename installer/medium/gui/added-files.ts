/** What an installation added to a root: the difference of two trees, for a layer that lies over the first. */
import { lstat, mkdir, readdir, readlink, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Stats } from 'node:fs';
import { command } from '../command.ts';

/** Moves nothing and changes nothing in `after`: copies to `into` what `before` lacks or has otherwise, folders with their permissions. */
export async function copyAdded(before: string, after: string, into: string, isWanted: (path: string) => boolean): Promise<void> {
  const entries = await readdir(after, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => join(entry.parentPath, entry.name).slice(after.length)).filter(isWanted).sort();
  const added: string[] = [];
  for (const path of paths) if (await differs(join(before, path), join(after, path))) added.push(path);
  await mkdir(into, { recursive: true });
  const names = withParents(added).map((path) => `.${path}\0`).join('');
  const archive = `${into}.tar`;
  // Owners, modes, hard links and capabilities stay.
  const kept = ['--numeric-owner', '--xattrs', '--xattrs-include=*', '--file', archive];
  await command('tar', ['--create', ...kept, '--no-recursion', '--directory', after, '--null', '--files-from=-'], { stdin: names });
  await command('tar', ['--extract', ...kept, '--preserve-permissions', '--directory', into]);
  await rm(archive);
}

async function differs(before: string, after: string): Promise<boolean> {
  const [old, now] = [await lstat(before).catch(() => undefined), await lstat(after)];
  if (old === undefined) return true;
  if (['mode', 'uid', 'gid'].some((key) => old[key as 'mode'] !== now[key as 'mode'])) return true;
  if (now.isSymbolicLink()) return await readlink(before) !== await readlink(after);
  return now.isFile() && !sameFile(old, now);
}

/** A copy that kept its times; whatever is written gets a new one. */
function sameFile(old: Stats, now: Stats): boolean {
  return old.size === now.size && Math.floor(old.mtimeMs / 1000) === Math.floor(now.mtimeMs / 1000);
}

/** A folder that is the same on both sides is still named, so that the layer has it with its own owner and mode. */
export function withParents(paths: readonly string[]): string[] {
  const all = new Set<string>();
  for (const path of paths) {
    for (let at = path; at !== '/'; at = dirname(at)) all.add(at);
  }
  return [...all].sort();
}
