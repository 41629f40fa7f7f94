/**
 * A program of llama.cpp as a child that can do no harm: it may not allocate more than told, the kernel's OOM killer
 * takes it first, it leaves no core file, and it dies with us. All by util-linux, so it works without root and systemd.
 */
import { CommandError, type Host } from '../system/host.ts';

export interface ChildOptions {
  /**
   * Private writable memory (RLIMIT_DATA): mapped weights do not count, and can be dropped at any time. Left out for
   * Node, which maps far more than it uses.
   */
  memoryBytes?: number;
  seconds: number;
  signal?: AbortSignal | undefined;
}

/** A child that crashed, was killed or took too long: `message` is a sentence for the findings. */
export class ChildFailure extends Error {
  /** It took too long and was stopped, which says nothing against the runs before it. */
  readonly isLate: boolean;

  constructor(message: string, { isLate = false }: { isLate?: boolean } = {}) {
    super(message);
    this.name = 'ChildFailure';
    this.isLate = isLate;
  }
}

export async function runChild(host: Host, file: string, args: readonly string[], { memoryBytes, seconds, signal }: ChildOptions): Promise<string> {
  const deadline = AbortSignal.timeout(Math.max(1, Math.round(seconds * 1000)));
  const either = signal ? AbortSignal.any([signal, deadline]) : deadline;
  const confined = ['--pdeathsig', 'KILL', 'prlimit', '--core=0', ...memoryBytes === undefined ? [] : [`--data=${Math.round(memoryBytes)}`], 'choom', '--adjust', '1000', '--', file, ...args];
  try {
    return await host.run('setpriv', confined, { signal: either });
  } catch (error) {
    signal?.throwIfAborted();
    throw new ChildFailure(sentenceFor(error, deadline.aborted, seconds), { isLate: deadline.aborted });
  }
}

function sentenceFor(error: unknown, late: boolean, seconds: number): string {
  if (late) return `llama.cpp took longer than ${seconds.toFixed(0)} s and was stopped`;
  if (!(error instanceof CommandError)) return `llama.cpp could not be run: ${error instanceof Error ? error.message : String(error)}`;
  const words = lastWords(error.stderr);
  if (error.signal === 'SIGKILL') return `llama.cpp was killed, probably for lack of memory${words}`;
  if (error.signal !== undefined) return `llama.cpp crashed (${error.signal})${words}`;
  return `llama.cpp ${error.exitCode === undefined ? 'could not be run' : `ended with status ${error.exitCode}`}${words}`;
}

/** An assertion says itself before the stack trace; otherwise the last line that is not about loading backends, nor execa's own. */
function lastWords(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !/^(load_backend:|Command was )/.test(line));
  const line = lines.find((each) => /GGML_ASSERT|bad_alloc|failed to allocate/.test(each)) ?? lines.at(-1);
  return line === undefined ? '' : `: ${line.slice(0, 200)}`;
}
