/** Kernel, initrd, layers and loaders from one folder, whole or in ranges (RFC 9110, section 14). */
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { refuse, type Answer } from './answer.ts';

/** Sends the file, or says why not. @param path as it stands in the address, after /boot/ */
export async function sendArtefact(folder: string, path: string, request: IncomingMessage, response: ServerResponse): Promise<Answer | undefined> {
  const file = await openWithin(folder, path);
  if (!file) return refuse(404, 'There is no such file among what machines boot from');
  try {
    const { size, mtimeMs } = await file.stat();
    const tag = `"${size.toString(16)}-${Math.floor(mtimeMs).toString(16)}"`;
    const common = { 'Content-Type': 'application/octet-stream', 'Accept-Ranges': 'bytes', 'ETag': tag, 'Last-Modified': new Date(mtimeMs).toUTCString(), 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' };
    if (request.headers['if-none-match'] === tag) {
      response.writeHead(304, common).end();
      return undefined;
    }
    const ifRange = request.headers['if-range'];
    const range = ifRange === undefined || ifRange === tag ? readRange(request.headers.range, size) : undefined;
    if (range === 'none') return refuse(416, `This file has ${size} bytes, and none in that range`, { 'Content-Range': `bytes */${size}` });
    const { start, end } = range ?? { start: 0, end: size - 1 };
    response.writeHead(range ? 206 : 200, { ...common, 'Content-Length': end - start + 1, ...range ? { 'Content-Range': `bytes ${start}-${end}/${size}` } : {} });
    await sendBytes(file, start, end, request.method === 'HEAD', response);
    return undefined;
  } finally {
    await file.close();
  }
}

async function sendBytes(file: FileHandle, start: number, end: number, headOnly: boolean, response: ServerResponse): Promise<void> {
  if (headOnly || end < start) {
    response.end();
    return;
  }
  try {
    await pipeline(file.createReadStream({ start, end, autoClose: false, highWaterMark: 256 * 1024 }), response);
  } catch (error) {
    // A machine that is switched off in the middle is no fault of the server.
    if (!['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE', 'ERR_STREAM_DESTROYED'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** Only what lies in the folder itself, wherever links lead. */
async function openWithin(folder: string, path: string): Promise<FileHandle | undefined> {
  try {
    const name = decodeURIComponent(path);
    if (name.includes('\0') || name.split('/').some((part) => part === '..' || part === '.')) return undefined;
    const root = await realpath(folder);
    const real = await realpath(join(root, name));
    if (!real.startsWith(root + sep)) return undefined;
    const file = await open(real, 'r');
    if ((await file.stat()).isFile()) return file;
    await file.close();
    return undefined;
  } catch (error) {
    if (error instanceof URIError || ['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENAMETOOLONG', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** One range; several at once, or what is no range at all, get the whole file, which is allowed. */
function readRange(header: string | undefined, size: number): { start: number; end: number } | 'none' | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(size - 1, Number(last));
  return start >= size || end < start ? 'none' : { start, end };
}
