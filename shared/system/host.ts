/**
 * The one door to the system. Everything that starts a process or touches a file goes through a Host,
 * so tests fake at the command (argv, stdin, exit status) and `localHost` alone imports execa and node:fs.
 */

export interface RunOptions {
  /** Secrets travel here, never in argv or the environment. Never logged. */
  stdin?: string | undefined;
  /** In its place, for a command that is started at once and waits for it. Its stdin ends without a word when we do. */
  lateStdin?: Promise<string> | undefined;
  signal?: AbortSignal | undefined;
  /** Exit codes that are answers rather than failures, e.g. `blkid`'s 2 for "nothing found". */
  okExitCodes?: readonly number[] | undefined;
}

export interface WriteOptions {
  /** Permission bits, default 0644. The file never exists with wider ones. */
  mode?: number;
  uid?: number;
  gid?: number;
}

/** Bytes `[offset, offset + length)`; `from` where they are read, `to` where they are written. */
export interface CopyRange {
  from: number;
  to: number;
  length: number;
}

export interface CopyOptions {
  signal?: AbortSignal | undefined;
  /** Called with the bytes written so far. */
  onProgress?: ((bytes: number) => void) | undefined;
}

export interface Lock {
  release(): Promise<void>;
}

export interface Host {
  /** stdout of the command. Throws CommandError when it cannot start, fails or is killed. */
  run(file: string, args: readonly string[], options?: RunOptions): Promise<string>;
  /** UTF-8 text. Throws the file system's own error (`code: 'ENOENT'`) when absent. */
  readFile(path: string): Promise<string>;
  /**
   * Up to `length` bytes from `offset` on, from the start unless told: of a disk's superblock, an efivar, a growing download.
   * `into` has room for them and may hold them: who reads much and keeps nothing gives the same again.
   */
  readBytes(path: string, length: number, offset?: number, into?: Uint8Array): Promise<Uint8Array>;
  /** Atomic: temporary file in the same folder, fsync, rename, fsync of the folder. */
  writeFile(path: string, content: string, options?: WriteOptions): Promise<void>;
  /** A large file made on the spot: neither atomic nor synced, what was written of it stays when it fails. Mode 0600. */
  writeChunks(path: string, chunks: Iterable<Uint8Array>, options?: { signal?: AbortSignal | undefined }): Promise<void>;
  /** Appends one piece and fsyncs before it resolves; creates the file 0600. */
  appendFile(path: string, content: string): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** Names in a folder, sorted; empty when the folder is absent. */
  list(path: string): Promise<string[]>;
  /** The target of a symbolic link, resolved to an absolute path; undefined when it isn't one. */
  readLink(path: string): Promise<string | undefined>;
  makeDirectory(path: string, options?: WriteOptions): Promise<void>;
  /** Replaces whatever is at `path` with a symbolic link. */
  symlink(target: string, path: string): Promise<void>;
  /** Removes a file or a folder with all in it; nothing there is fine. */
  remove(path: string): Promise<void>;
  /** Copies ranges of one file or block device over another and fsyncs it. Never truncates. */
  copyRanges(source: string, target: string, ranges: readonly CopyRange[], options?: CopyOptions): Promise<void>;
  /** flock(2) on a file, held until released or until this process ends; undefined when someone else holds it. */
  lock(path: string): Promise<Lock | undefined>;
}

/** A command that did not do its work. `message` names the tool, the status and its own last words. */
export class CommandError extends Error {
  readonly file: string;
  readonly exitCode: number | undefined;
  readonly stderr: string;
  /** What killed it: SIGKILL, SIGSEGV… */
  readonly signal: string | undefined;

  constructor(file: string, exitCode: number | undefined, stderr: string, signal?: string) {
    const words = stderr.trim().split('\n').slice(-3).join(' ');
    const end = signal !== undefined ? `was killed by ${signal}` : exitCode === undefined ? 'could not be run' : `exited with ${exitCode}`;
    super(`${file} ${end}${words ? `: ${words}` : ''}`);
    this.name = 'CommandError';
    this.file = file;
    this.exitCode = exitCode;
    this.stderr = stderr;
    this.signal = signal;
  }
}
