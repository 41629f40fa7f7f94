import { link, lstat, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileDigest, listFiles } from './tree-digest.ts';

/** Makes equal files under a folder one file with several names: compiled locales share most of their tables. */
export async function hardLinkDuplicates(folder: string): Promise<void> {
  const first = new Map<string, string>();
  for (const file of await listFiles(folder)) {
    const path = join(folder, file);
    if (!(await lstat(path)).isFile()) continue;
    const digest = await fileDigest(path);
    const original = first.get(digest);
    if (original === undefined) first.set(digest, path);
    else {
      await rm(path);
      await link(original, path);
    }
  }
}
