import { createHash, hash as hashOf } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readFile, readdir, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const readWhole = 16 * 1024 ** 2;

/** Hex SHA-256 of a file's bytes. Small files in one piece: a root has 30,000, and a stream for each is most of the time. */
export async function fileDigest(path: string): Promise<string> {
  if ((await stat(path)).size <= readWhole) return hashOf('sha256', await readFile(path));
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
