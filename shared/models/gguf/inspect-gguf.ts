/** A model file from outside, looked at by a process that may nothing but read it, with little memory and little time. */
import { dirname, join } from 'node:path';
import { CommandError, type Host } from '../../system/host.ts';
import { GgufError } from './gguf-error.ts';
import type { GgufSummary } from './summarise-gguf.ts';

/** Debian's `nobody` and `nogroup`. */
const nobody = '65534';
/** Node alone maps about 1 GiB of addresses before it runs anything, most of it never touched. */
const addressBytes = 4 * 1024 ** 3;
const cpuSeconds = 10;
/** Of inspect-main.ts; 1 is Node's for a crash. */
const refusedExit = 3;
/** An end of its stdin without it is our own end. */
const startWord = 'look\n';

export interface InspectOptions {
  /** Only root can become somebody else. */
  asRoot?: boolean;
  node?: string;
  /** The program to start, and the folder with all that it loads. */
  program?: { file: string; folder: string };
  signal?: AbortSignal;
  /** The process is started at once and reads nothing of the file before this. */
  ready?: Promise<unknown>;
}

export async function inspectGguf(host: Host, path: string, options: InspectOptions = {}): Promise<GgufSummary> {
  const { asRoot = process.getuid?.() === 0, node = process.execPath, program = inspector(), ready = Promise.resolve() } = options;
  const size = (await host.run('stat', ['--dereference', '--format=%s', '--', path])).trim();
  const become = asRoot ? ['--reuid', nobody, '--regid', nobody, '--clear-groups', '--inh-caps=-all', '--bounding-set=-all'] : [];
  const limited = ['prlimit', `--as=${addressBytes}`, `--cpu=${cpuSeconds}`, '--core=0', '--fsize=0', '--nofile=64'];
  const parser = [node, '--disable-warning=ExperimentalWarning', '--max-old-space-size=256', '--permission', `--allow-fs-read=${program.folder}/*`, `--allow-fs-read=${path}`, program.file, path, size];
  try {
    const answer = await host.run('setpriv', ['--no-new-privs', ...become, '--', ...limited, '--', ...parser], { okExitCodes: [0, refusedExit], signal: options.signal, lateStdin: ready.then(() => startWord) });
    return believe(answer, path);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new GgufError(`${path}: its header could not be parsed within the limits (${error.signal ?? `exit ${error.exitCode}`})`);
  }
}

/** Beside the bundle's programs, or the source itself. */
function inspector(): { file: string; folder: string } {
  if (import.meta.filename.endsWith('.ts')) return { file: join(import.meta.dirname, 'inspect-main.ts'), folder: join(import.meta.dirname, '../..') };
  const folder = dirname(process.argv[1] ?? '');
  return { file: join(folder, 'cognos-inspect-gguf.mjs'), folder };
}

/** The parser may have been taken over by what it read: its answer is checked like anything from outside. */
function believe(answer: string, path: string): GgufSummary {
  let summary: Partial<Record<keyof GgufSummary | 'refused', unknown>>;
  try {
    summary = JSON.parse(answer.slice(0, 65536)) as typeof summary;
  } catch {
    throw new GgufError(`${path}: its header could not be parsed`);
  }
  if (typeof summary.refused === 'string') throw new GgufError(`${path}: ${summary.refused.slice(0, 500)}`);
  const counts = [summary.version, summary.tensors, summary.headerBytes, summary.dataBytes];
  const maybe = [summary.layers, summary.context, summary.vocabulary].filter((value) => value !== undefined);
  const sound = typeof summary.architecture === 'string' && typeof summary.name === 'string' && [...counts, ...maybe].every((value) => Number.isSafeInteger(value));
  if (!sound) throw new GgufError(`${path}: its header could not be parsed`);
  return summary as GgufSummary;
}
