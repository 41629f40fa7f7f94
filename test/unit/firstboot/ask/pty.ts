/** The console form on a real pseudo-terminal of 80 by 24, made by script(1); keys go in, the screen comes out. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

export interface Pty {
  /** All that was on the terminal so far, line ends as the terminal got them. */
  readonly text: string;
  /** Waits until it is there, behind what was seen last. */
  see(text: string): Promise<void>;
  type(keys: string): void;
  readonly running: boolean;
  /** Exit status; undefined when a signal ended it. */
  end(): Promise<number | undefined>;
  kill(): void;
}

/** Long enough for a loaded machine; nothing is measured by it. */
const patienceMilliseconds = 60_000;

export function openPty(root: string, name: string): Pty {
  const main = join(import.meta.dirname, 'console-main.ts');
  const child = spawn('script', ['--quiet', '--return', '--flush', '--command', `stty rows 24 cols 80; exec ${process.execPath} ${main} ${root} ${name}`, '/dev/null'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let text = '';
  let seen = 0;
  let code: number | null | undefined;
  child.stdout.setEncoding('utf8').on('data', (part: string) => { text += part; });
  child.stderr.setEncoding('utf8').on('data', (part: string) => { text += part; });
  const ended = new Promise<void>((resolve) => { child.on('close', (status) => { code = status; resolve(); }); });
  return {
    get text() { return text; },
    get running() { return code === undefined; },
    async see(wanted) {
      const until = performance.now() + patienceMilliseconds;
      for (;;) {
        const at = text.indexOf(wanted, seen);
        if (at >= 0) {
          seen = at + wanted.length;
          return;
        }
        if (code !== undefined || performance.now() > until) throw new Error(`not on the terminal: ${wanted}\n${code === undefined ? '' : `(ended with ${code})\n`}${text.slice(seen)}`);
        await setTimeout(10);
      }
    },
    type: (keys) => { child.stdin.write(keys); },
    async end() {
      await ended;
      return code ?? undefined;
    },
    kill: () => { child.kill('SIGKILL'); },
  };
}
