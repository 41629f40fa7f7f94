/**
 * A Host with in-memory files and scripted commands. It records argv and stdin, so a test sees exactly what
 * would have run. A command nobody scripted fails the test: silence must never look like success.
 */
import { posix } from 'node:path';
import { CommandError, type CopyRange, type Host, type RunOptions } from '../../shared/system/host.ts';

export interface Call {
  file: string;
  args: readonly string[];
  stdin?: string;
}
export type Answer = string | { exitCode: number; stderr?: string } | { signal: string; stderr?: string } | ((call: Call) => string | Promise<string>);

export interface RecordingHost extends Host {
  calls: Call[];
  files: Map<string, { content: string; mode: number }>;
  links: Map<string, string>;
  copies: { source: string; target: string; ranges: readonly CopyRange[] }[];
  /** `file arg arg`, one line per call: what most tests compare. */
  readonly lines: string[];
}

export interface Script {
  /** Path -> content. Folders exist when something lies under them. */
  files?: Record<string, string>;
  links?: Record<string, string>;
  /** `lsblk` or `lsblk --json` (longest match of the leading words wins) -> stdout, failure or function. */
  commands?: Record<string, Answer>;
  /** Commands that nobody scripted: fail (default) or succeed with nothing. */
  unscripted?: 'fail' | 'succeed';
}

export function recordingHost(script: Script = {}): RecordingHost {
  const files = new Map(Object.entries(script.files ?? {}).map(([path, content]) => [path, { content, mode: 0o644 }]));
  const links = new Map(Object.entries(script.links ?? {}));
  const calls: Call[] = [];
  const copies: RecordingHost['copies'] = [];
  const held = new Set<string>();
  const read = (path: string): string => {
    const followed = files.get(path) ?? files.get(links.get(path) ?? '');
    if (!followed) throw Object.assign(new Error(`ENOENT: no such file or directory, open '${path}'`), { code: 'ENOENT' });
    return followed.content;
  };
  return {
    calls, files, links, copies,
    get lines() { return calls.map(({ file, args }) => [file, ...args].join(' ')); },
    run: (file, args, options) => answer(script, calls, file, args, options),
    readFile: async (path) => read(path),
    readBytes: async (path, length, offset = 0) => Buffer.from(read(path), 'latin1').subarray(offset, offset + length),
    writeFile: async (path, content, { mode = 0o644 } = {}) => { files.set(path, { content, mode }); },
    // As many bytes as it would have, without them: slices of models are hundreds of megabytes.
    writeChunks: async (path, chunks, { signal } = {}) => {
      let bytes = 0;
      for (const chunk of chunks) {
        signal?.throwIfAborted();
        bytes += chunk.length;
      }
      files.set(path, { content: `${bytes} bytes`, mode: 0o600 });
    },
    appendFile: async (path, content) => {
      files.set(path, { content: (files.get(path)?.content ?? '') + content, mode: files.get(path)?.mode ?? 0o600 });
    },
    exists: async (path) => [...files.keys(), ...links.keys()].some((known) => known === path || known.startsWith(`${path}/`)),
    list: async (path) => [...new Set([...files.keys(), ...links.keys()]
      .filter((known) => known.startsWith(`${path}/`))
      .map((known) => known.slice(path.length + 1).split('/')[0] ?? ''))].sort(),
    readLink: async (path) => {
      const target = links.get(path);
      return target === undefined ? undefined : posix.resolve(posix.dirname(path), target);
    },
    makeDirectory: async () => undefined,
    symlink: async (target, path) => { links.set(path, target); },
    remove: async (path) => {
      for (const map of [files, links]) for (const known of [...map.keys()]) if (known === path || known.startsWith(`${path}/`)) map.delete(known);
    },
    copyRanges: async (source, target, ranges, options) => {
      copies.push({ source, target, ranges });
      options?.onProgress?.(ranges.reduce((sum, { length }) => sum + length, 0));
    },
    lock: async (path) => {
      if (held.has(path)) return undefined;
      held.add(path);
      return { release: async () => { held.delete(path); } };
    },
  };
}

async function answer(script: Script, calls: Call[], file: string, args: readonly string[], { stdin, lateStdin, signal, okExitCodes = [0] }: RunOptions = {}): Promise<string> {
  signal?.throwIfAborted();
  const call: Call = stdin === undefined ? { file, args } : { file, args, stdin };
  calls.push(call);
  if (lateStdin) call.stdin = await lateStdin;
  const line = [file, ...args].join(' ');
  const key = Object.keys(script.commands ?? {})
    .filter((words) => line === words || line.startsWith(`${words} `))
    .sort((a, b) => b.length - a.length)[0];
  const scripted = key === undefined ? undefined : script.commands?.[key];
  if (scripted === undefined) {
    if (script.unscripted === 'succeed') return '';
    throw new CommandError(file, undefined, `nobody scripted: ${line}`);
  }
  if (typeof scripted === 'string') return scripted;
  if (typeof scripted === 'function') return scripted(call);
  if ('signal' in scripted) throw new CommandError(file, undefined, scripted.stderr ?? '', scripted.signal);
  if (okExitCodes.includes(scripted.exitCode)) return '';
  throw new CommandError(file, scripted.exitCode, scripted.stderr ?? '');
}
