/** How much of the measuring machine others had meanwhile: what makes two measurements of one run comparable, or not. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** Clock ticks, of which Linux shows 100 a second to programs on every architecture (proc(5), sysconf(_SC_CLK_TCK)). */
interface Ticks { busy: number; own: number; at: number }

export class OtherWork {
  readonly #pid: number;
  readonly #shares: [what: string, share: number][] = [];
  #last: Ticks;

  constructor(pid: number) {
    this.#pid = pid;
    this.#last = look(pid);
  }

  /** Ends a measurement; the next one begins. */
  mark(what: string): void {
    const now = look(this.#pid);
    const available = (now.at - this.#last.at) / 10 * availableParallelism();
    const others = (now.busy - this.#last.busy) - (now.own - this.#last.own);
    this.#shares.push([what, Math.max(0, others / available)]);
    this.#last = now;
  }

  /** Share of all processors, 0 to 1, that was not the virtual machine's. */
  get shares(): readonly (readonly [what: string, share: number])[] {
    return this.#shares;
  }
}

function look(pid: number): Ticks {
  const [user = 0, nice = 0, system = 0] = numbers(/^cpu +(.*)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1]);
  // The name, in brackets, may hold blanks; utime and stime are the 12th and 13th field after it.
  const fields = numbers(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) \S/s, ''));
  return { busy: user + nice + system, own: (fields[10] ?? 0) + (fields[11] ?? 0), at: performance.now() };
}

function numbers(text = ''): number[] {
  return text.trim().split(/\s+/).map(Number);
}
