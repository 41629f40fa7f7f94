/** What a guest said on its serial console so far, and waiting for what it will say. No I/O. */
import { stripVTControlCharacters } from 'node:util';
import { createLineSplitter } from './lines.ts';
import { VmError } from './vm-error.ts';

interface Waiter {
  pattern: RegExp;
  resolve: (match: RegExpExecArray) => void;
  reject: (error: Error) => void;
  timer: NodeJS.Timeout;
}

export class SerialText {
  readonly lines: string[] = [];
  readonly #splitter = createLineSplitter((line) => this.#takeLine(line));
  readonly #listeners = new Set<(line: string) => void>();
  #text = '';
  /** Where the next waitFor starts: after what the last one matched, as expect(1) does. */
  #cursor = 0;
  #waiters: Waiter[] = [];
  #ended: string | undefined;

  push(chunk: string): void {
    this.#text += chunk;
    this.#splitter.push(chunk);
    this.#serve();
  }

  /** No more will come: whoever waits is told why. */
  end(reason: string): void {
    if (this.#ended) return;
    this.#ended = reason;
    for (const { reject, timer } of this.#waiters.splice(0)) {
      clearTimeout(timer);
      reject(new VmError(reason, this.tail()));
    }
  }

  /** The first match after the previous waitFor's. Rejects after `timeoutMs` or when the machine ends, with the last lines. */
  waitFor(pattern: RegExp, timeoutMs: number): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiters = this.#waiters.filter((waiter) => waiter.timer !== timer);
        reject(new VmError(`The serial console did not show ${pattern} within ${timeoutMs / 1000} s.`, this.tail()));
      }, timeoutMs);
      this.#waiters.push({ pattern, resolve, reject, timer });
      this.#serve();
      if (this.#ended && this.#waiters.some((waiter) => waiter.timer === timer)) {
        this.#waiters = this.#waiters.filter((waiter) => waiter.timer !== timer);
        clearTimeout(timer);
        reject(new VmError(this.#ended, this.tail()));
      }
    });
  }

  /** Called with every finished line, without terminal escapes. */
  onLine(listener: (line: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tail(count = 40): string[] {
    return this.lines.slice(-count);
  }

  #serve(): void {
    for (const waiter of [...this.#waiters]) {
      const match = new RegExp(waiter.pattern.source, waiter.pattern.flags.replace(/[gy]/g, '')).exec(this.#text.slice(this.#cursor));
      if (!match) continue;
      this.#cursor += match.index + match[0].length;
      this.#waiters = this.#waiters.filter((other) => other !== waiter);
      clearTimeout(waiter.timer);
      waiter.resolve(match);
    }
  }

  #takeLine(raw: string): void {
    const line = stripVTControlCharacters(raw).trimEnd();
    this.lines.push(line);
    for (const listener of [...this.#listeners]) listener(line);
  }
}
