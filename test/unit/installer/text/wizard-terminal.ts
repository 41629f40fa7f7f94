/** The real program on a real pseudo-terminal, made by script(1): keys go in, and the screen is looked at as a VT100 shows it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { begin } from '../../../../installer/text/paint.ts';
import { vt, type Vt } from './vt.ts';

export interface WizardTerminal {
  /** Rows as they are seen now. */
  readonly screen: string;
  /** All bytes that ever came. */
  readonly bytes: string;
  readonly vt: Vt;
  /** Waits until it is on the screen. */
  see(text: string | RegExp): Promise<string>;
  /** Waits until nothing has changed for a moment. */
  rest(): Promise<string>;
  type(keys: string): void;
  /** A key at a time; resolves when each of them was dealt with. What the engine says to it may come later. */
  press(...keys: string[]): Promise<string>;
  readonly ended: Promise<number | undefined>;
  kill(): void;
  resize(columns: number, rows: number): Promise<void>;
}

export const key = { up: '\u001b[A', down: '\u001b[B', right: '\u001b[C', left: '\u001b[D', tab: '\t', backtab: '\u001b[Z', enter: '\r', escape: '\u001b', next: '\u000e', f1: '\u001bOP', f2: '\u001bOQ', f3: '\u001bOR', f4: '\u001bOS', pageDown: '\u001b[6~' } as const;

export interface TerminalOptions {
  words: readonly string[];
  env?: Record<string, string>;
  /** 0 by 0: reports nothing, as a serial line. */
  columns?: number;
  rows?: number;
}

/** Long enough for a loaded machine; nothing is measured by it. */
const patienceMilliseconds = 60_000;

export function openTerminal(main: string, { words, env = {}, columns = 80, rows = 24 }: TerminalOptions): WizardTerminal {
  const size = columns === 0 ? { columns: 80, rows: 24 } : { columns, rows };
  const command = `stty rows ${rows} cols ${columns}; echo $(tty) >&2; exec ${[process.execPath, main, ...words].map(quote).join(' ')}`;
  const child = spawn('script', ['--quiet', '--return', '--flush', '--command', command, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'pipe'], env: { PATH: process.env['PATH'], HOME: '/nonexistent', TERM: 'vt220', LANG: 'C.UTF-8', ...env },
  });
  const screen = vt({ columns: Math.min(80, size.columns), rows: Math.min(24, size.rows) });
  const terminal = { device: '', bytes: '', at: performance.now(), fault: undefined as Error | undefined };
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    if (terminal.device === '') {
      // The first line is the shell's: which terminal it got.
      const [line = '', ...rest] = part.split('\n');
      terminal.device = line.trim();
      take(rest.join('\n'));
    } else take(part);
  });
  function take(part: string): void {
    terminal.bytes += part;
    terminal.at = performance.now();
    try {
      screen.write(part);
    } catch (error) {
      terminal.fault ??= error as Error;
    }
  }
  return { ...watch(child, screen, terminal), get screen() { return screen.text(); }, get bytes() { return terminal.bytes; } };
}

function watch(child: ChildProcess, screen: Vt, terminal: { device: string; bytes: string; at: number; fault: Error | undefined }): Omit<WizardTerminal, 'screen' | 'bytes'> {
  let code: number | null | undefined;
  const ended = new Promise<number | undefined>((resolve) => { child.on('close', (status) => { code = status; resolve(status ?? undefined); }); });
  const fail = (why: string): never => { throw new Error(`${why}\n${screen.text()}\n---`); };
  const until = async (done: () => boolean, why: string): Promise<string> => {
    const last = performance.now() + patienceMilliseconds;
    while (!done()) {
      if (terminal.fault) throw terminal.fault;
      if (code !== undefined) fail(`the wizard has ended with ${code}; ${why}`);
      if (performance.now() > last) fail(why);
      await pause(15);
    }
    return screen.text();
  };
  const rest = (): Promise<string> => until(() => performance.now() - terminal.at > 200, 'the screen does not come to rest');
  return {
    vt: screen, ended, rest,
    see: (wanted) => until(() => (typeof wanted === 'string' ? screen.text().includes(wanted) : wanted.test(screen.text())), `not on the screen: ${String(wanted)}`),
    type: (keys) => { child.stdin?.write(keys); },
    async press(...keys) {
      for (const each of keys) {
        // Keys are taken in order: once this one has drawn the screen anew, the one before it was taken.
        const drawn = terminal.bytes.split(begin).length;
        child.stdin?.write(`${each}\f`);
        await until(() => terminal.bytes.split(begin).length > drawn && terminal.bytes.lastIndexOf(begin) + begin.length < terminal.bytes.length, `not drawn again after ${JSON.stringify(each)}`);
      }
      return rest();
    },
    kill: () => { child.kill('SIGKILL'); },
    async resize(columns, rows) {
      screen.resize({ columns: Math.min(80, columns), rows: Math.min(24, rows) });
      await new Promise((resolve) => { spawn('stty', ['-F', terminal.device, 'rows', String(rows), 'cols', String(columns)]).on('close', resolve); });
    },
  };
}

function quote(word: string): string {
  return `'${word.replaceAll('\'', '\'\\\'\'')}'`;
}
