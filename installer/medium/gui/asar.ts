/**
 * Electron's archive format: two Chromium pickles with a JSON header, then the files one after the other. Each file has
 * its digest in the header, whole and by 4 MiB blocks, which Electron checks where it can.
 */
import { createHash } from 'node:crypto';
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listFiles } from '../tree-digest.ts';

const blockSize = 4 * 1024 ** 2;

interface AsarFile { size: number; offset: string; integrity: { algorithm: 'SHA256'; hash: string; blockSize: number; blocks: string[] } }
interface AsarFolder { files: Record<string, AsarFile | AsarFolder> }

/** Writes `archive` with all files under `folder`. */
export async function writeAsar(folder: string, archive: string): Promise<void> {
  const root: AsarFolder = { files: {} };
  const contents: Buffer[] = [];
  let offset = 0;
  for (const path of await listFiles(folder)) {
    const content = await readFile(join(folder, path));
    place(root, path.split('/'), { size: content.length, offset: String(offset), integrity: integrityOf(content) });
    contents.push(content);
    offset += content.length;
  }
  await writeFile(archive, Buffer.concat([header(root), ...contents]));
}

/** For what checks an archive that was made: the file's bytes, by the header. */
export async function readAsar(archive: string, path: string): Promise<Buffer> {
  const file = await open(archive, 'r');
  try {
    const sizes = (await file.read(Buffer.alloc(16), 0, 16, 0)).buffer;
    const json = (await file.read(Buffer.alloc(sizes.readUInt32LE(12)), 0, sizes.readUInt32LE(12), 16)).buffer;
    let entry: AsarFile | AsarFolder | undefined = JSON.parse(json.toString('utf8')) as AsarFolder;
    for (const part of path.split('/')) entry = entry && 'files' in entry ? entry.files[part] : undefined;
    if (!entry || 'files' in entry) throw new Error(`${archive} has no file ${path}`);
    return (await file.read(Buffer.alloc(entry.size), 0, entry.size, 8 + sizes.readUInt32LE(4) + Number(entry.offset))).buffer;
  } finally {
    await file.close();
  }
}

function place(folder: AsarFolder, [name = '', ...rest]: string[], file: AsarFile): void {
  if (rest.length === 0) {
    folder.files[name] = file;
    return;
  }
  const next = folder.files[name] ??= { files: {} };
  if ('files' in next) place(next, rest, file);
}

/** A pickle is its payload with the payload's length before it; a string in one is padded to four bytes. */
function header(root: AsarFolder): Buffer {
  const json = Buffer.from(JSON.stringify(root));
  const padding = Buffer.alloc((4 - json.length % 4) % 4);
  const payload = Buffer.concat([uint32(json.length), json, padding]);
  const second = Buffer.concat([uint32(payload.length), payload]);
  return Buffer.concat([uint32(4), uint32(second.length), second]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function integrityOf(content: Buffer): AsarFile['integrity'] {
  const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
  const blocks: string[] = [];
  for (let at = 0; at === 0 || at < content.length; at += blockSize) blocks.push(digest(content.subarray(at, at + blockSize)));
  return { algorithm: 'SHA256', hash: digest(content), blockSize, blocks };
}
