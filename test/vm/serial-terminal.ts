/** A program that draws on the serial console, looked at as a terminal of 80 by 24 would show it, with keys that go in. */
import { setTimeout as sleep } from 'node:timers/promises';
import { begin } from '../../installer/text/paint.ts';
import { vt } from '../unit/installer/text/vt.ts';
import type { Vm } from './vm.ts';
import { VmError } from './vm-error.ts';

export interface SerialTerminal {
  readonly screen: string;
  see(text: string | RegExp, timeoutMs?: number): Promise<string>;
  /** A key at a time, each once the one before it has been drawn. */
  press(...keys: string[]): Promise<void>;
  close(): void;
}

/** From here on: what was on the line before is not looked at. */
export function openSerialTerminal({ serial }: Vm): SerialTerminal {
  const screen = vt({ columns: 80, rows: 24 });
  let drawn = 0;
  let fault: unknown;
  let last = '';
  const stop = serial.onData((chunk) => {
    // A mark that came in two pieces counts too.
    const text = last + chunk;
    drawn += text.split(begin).length - 1;
    last = text.slice(Math.max(0, text.length - begin.length + 1)).replaceAll(begin, '');
    try {
      screen.write(chunk);
    } catch (error) {
      fault ??= error;
    }
  });
  const until = async (done: () => boolean, why: string, timeoutMs: number): Promise<void> => {
    const end = Date.now() + timeoutMs;
    while (!done()) {
      if (Date.now() > end) throw new VmError(`${why}\n${screen.text()}\n---${fault === undefined ? '' : ` ${String(fault)}`}`);
      await sleep(100);
    }
  };
  return {
    get screen() { return screen.text(); },
    async see(wanted, timeoutMs = 180_000) {
      await until(() => (typeof wanted === 'string' ? screen.text().includes(wanted) : wanted.test(screen.text())), `not on the screen: ${String(wanted)}`, timeoutMs);
      return screen.text();
    },
    async press(...keys) {
      for (const key of keys) {
        const before = drawn;
        // Ctrl-L draws everything anew, and heals what the kernel may have written into it.
        serial.send(`${key}\f`);
        await until(() => drawn > before, `not drawn again after ${JSON.stringify(key)}`, 60_000);
      }
    },
    close: stop,
  };
}
