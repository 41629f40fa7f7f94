/** The Host of the machine we run on: the only importer of execa and node:fs. */
import { constants, type Stats } from 'node:fs';
import { lstat, mkdir, open, readFile, readdir, readlink, realpath, rename, rm, symlink, type FileHandle } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CommandError, type CopyOptions, type CopyRange, type Host, type Lock, type RunOptions, type WriteOptions } from './host.ts';

export const localHost: Host = {
  run: runCommand,
  readFile: (path) => readFile(path, 'utf8'),
  readBytes: readPart,
  writeFile: writeAtomically,
  writeChunks,
  appendFile: appendDurably,
  exists: async (path) => (await stat(path)) !== undefined,
  list: async (path) => (await tolerate('ENOENT', () => readdir(path)))?.sort() ?? [],
  readLink: async (path) => {
    const target = await tolerate('ENOENT', () => tolerate('EINVAL', () => readlink(path)));
    return target === undefined ? undefined : resolve(dirname(path), target);
  },
  makeDirectory: async (path, options = {}) => {
    await mkdir(path, { recursive: true, mode: options.mode ?? 0o755 });
    await withOwner(path, options);
  },
  symlink: async (target, path) => {
    const temporary = temporaryName(path);
    await rm(temporary, { force: true });
    await symlink(target, temporary);
    await rename(temporary, path);
    await syncFolder(dirname(path));
  },
  remove: (path) => rm(path, { recursive: true, force: true }),
  copyRanges,
  lock: takeLock,
};

async function runCommand(file: string, args: readonly string[], { stdin, lateStdin, signal, okExitCodes = [0] }: RunOptions = {}): Promise<string> {
  // Loaded on first use: `validate` starts no process and must not pay for it.
  const { execa } = await import('execa');
  const running = execa(file, args, {
    reject: false,
    ...(lateStdin ? { stdin: 'pipe' as const } : { input: stdin ?? '' }),
    maxBuffer: 256 * 1024 * 1024,
    env: { LC_ALL: 'C.UTF-8', PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' },
    ...(signal ? { cancelSignal: signal, forceKillAfterDelay: 5000 } : {}),
  });
  lateStdin?.then((text) => running.stdin?.end(text), () => running.stdin?.end());
  const result = await running;
  signal?.throwIfAborted();
  if (result.exitCode === undefined || !okExitCodes.includes(result.exitCode)) {
    throw new CommandError(file, result.exitCode, result.stderr || (result.exitCode === undefined ? result.shortMessage ?? '' : ''), result.signal);
  }
  return result.stdout;
}

async function readPart(path: string, length: number, offset = 0, into: Uint8Array = Buffer.allocUnsafeSlow(length)): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(into, 0, length, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function writeAtomically(path: string, content: string, options: WriteOptions = {}): Promise<void> {
  const temporary = temporaryName(path);
  // After a power cut a machine gives the same process numbers again: one may lie there.
  await rm(temporary, { force: true });
  const file = await open(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600);
  try {
    await file.writeFile(content);
    if (options.uid !== undefined || options.gid !== undefined) await file.chown(options.uid ?? -1, options.gid ?? -1);
    await file.chmod(options.mode ?? 0o644);
    await file.sync();
    await file.close();
    await rename(temporary, path);
  } catch (error) {
    await file.close().catch(() => undefined); // Already closed when rename failed.
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

async function writeChunks(path: string, chunks: Iterable<Uint8Array>, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<void> {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600);
  try {
    for (const chunk of chunks) {
      signal?.throwIfAborted();
      for (let done = 0; done < chunk.length;) done += (await file.write(chunk, done)).bytesWritten;
    }
  } finally {
    await file.close();
  }
}

async function appendDurably(path: string, content: string): Promise<void> {
  const file = await open(path, 'a', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

const chunkBytes = 4 * 1024 * 1024;
/** A sync now and then keeps the bar honest: otherwise the page cache swallows everything and the end stalls. */
const syncEveryBytes = 256 * 1024 * 1024;

async function copyRanges(source: string, target: string, ranges: readonly CopyRange[], options: CopyOptions = {}): Promise<void> {
  const from = await open(source, 'r');
  try {
    // O_EXCL on a block device: EBUSY when it is mounted or claimed, so a disk in use is never written to.
    const to = await open(target, constants.O_WRONLY | constants.O_EXCL);
    try {
      await copyChunks(from, to, [...chunksOf(ranges)], options);
      await to.datasync();
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

/** Reads one chunk ahead, so that the slow medium and the disk work at the same time. */
async function copyChunks(from: FileHandle, to: FileHandle, chunks: CopyRange[], { signal, onProgress }: CopyOptions): Promise<void> {
  const buffers = [Buffer.allocUnsafeSlow(chunkBytes), Buffer.allocUnsafeSlow(chunkBytes)] as const;
  const read = (index: number): Promise<Buffer> | undefined => {
    const chunk = chunks[index];
    return chunk && readFully(from, buffers[index % 2 as 0 | 1], chunk);
  };
  let written = 0;
  let unsynced = 0;
  let next = read(0);
  for (const [index, chunk] of chunks.entries()) {
    signal?.throwIfAborted();
    const data = await next;
    if (!data) return;
    // Both are awaited together: a rejected read-ahead must not be left without a handler.
    const ahead = read(index + 1);
    const [outcome] = await Promise.allSettled([writeFully(to, data, chunk.to), ahead]);
    if (outcome.status === 'rejected') throw outcome.reason;
    next = ahead;
    written += chunk.length;
    unsynced += chunk.length;
    if (unsynced >= syncEveryBytes) {
      await to.datasync();
      unsynced = 0;
    }
    onProgress?.(written);
  }
}

function* chunksOf(ranges: readonly CopyRange[]): Generator<CopyRange> {
  for (const { from, to, length } of ranges) {
    for (let done = 0; done < length; done += chunkBytes) {
      yield { from: from + done, to: to + done, length: Math.min(chunkBytes, length - done) };
    }
  }
}

async function readFully(file: FileHandle, buffer: Buffer, { from, length }: CopyRange): Promise<Buffer> {
  for (let done = 0; done < length;) {
    const { bytesRead } = await file.read(buffer, done, length - done, from + done);
    if (bytesRead === 0) throw new Error(`the source ends at byte ${from + done}, ${length - done} bytes too early`);
    done += bytesRead;
  }
  return buffer.subarray(0, length);
}

async function writeFully(file: FileHandle, data: Buffer, at: number): Promise<void> {
  for (let done = 0; done < data.length;) {
    done += (await file.write(data, done, data.length - done, at + done)).bytesWritten;
  }
}

/** Node has no flock(2): util-linux's holds it for us until our end of its stdin closes, even by SIGKILL. */
async function takeLock(path: string): Promise<Lock | undefined> {
  const { execa } = await import('execa');
  const holder = execa('flock', ['--nonblock', '--conflict-exit-code', '75', path, 'sh', '-c', 'echo held; exec cat'], {
    reject: false, stdin: 'pipe', buffer: false,
  });
  const held = new Promise<boolean>((resolveHeld) => {
    holder.stdout.once('data', () => { resolveHeld(true); });
    holder.stdout.resume();
    void holder.then(() => { resolveHeld(false); });
  });
  if (!(await held)) {
    const { exitCode, stderr } = await holder;
    if (exitCode === 75) return undefined;
    throw new CommandError('flock', exitCode, String(stderr ?? ''));
  }
  return {
    release: async () => {
      holder.stdin.end();
      await holder;
    },
  };
}

function temporaryName(path: string): string {
  return join(dirname(path), `.${path.split('/').pop() ?? ''}.cognos-${process.pid}`);
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function withOwner(path: string, { mode, uid, gid }: WriteOptions): Promise<void> {
  if (mode === undefined && uid === undefined && gid === undefined) return;
  const folder = await open(await realpath(path), constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    if (mode !== undefined) await folder.chmod(mode);
    if (uid !== undefined || gid !== undefined) await folder.chown(uid ?? -1, gid ?? -1);
  } finally {
    await folder.close();
  }
}

async function stat(path: string): Promise<Stats | undefined> {
  return tolerate('ENOENT', () => tolerate('ENOTDIR', () => lstat(path)));
}

async function tolerate<T>(code: string, action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === code) return undefined;
    throw error;
  }
}
