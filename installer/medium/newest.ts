import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** When the youngest file among these, and in these folders, was changed: milliseconds since 1970. */
export async function newest(paths: readonly string[]): Promise<number> {
  const ages = await Promise.all(paths.map(async (path) => {
    const own = await stat(path);
    if (!own.isDirectory()) return own.mtimeMs;
    const files = (await readdir(path, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    return newest(files.map(({ parentPath, name }) => join(parentPath, name)));
  }));
  return Math.max(...ages);
}
