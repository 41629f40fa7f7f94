import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Hex SHA-256 of a file's bytes. */
export async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/** Paths of all files and links under a folder, relative to it, sorted by code unit. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort((a, b) => (a < b ? -1 : 1));
}

/** Name, executable bit and content of every file and link: what a stage's key is made of. */
export async function treeDigest(folder: string): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const file of await listFiles(folder)) {
    const path = join(folder, file);
    const status = await lstat(path);
    const content = status.isSymbolicLink() ? `-> ${await readlink(path)}` : await fileDigest(path);
    digests[file] = `${status.mode & 0o111 ? 'x' : '-'} ${content}`;
  }
  return digests;
}
