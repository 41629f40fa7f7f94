/**
 * One line typed on a terminal: what is typed is written once, in order, and nothing is drawn over, so that a serial
 * line, a screen reader and a braille display all show the same. Ctrl-C asks to be left alone; it ends nothing.
 */
export interface Terminal {
  write(text: string): void;
  /** Called with what was typed, and with undefined when the line has gone dead. One listener at a time. */
  listen(listener: (typed: string | undefined) => void): void;
}

export type Typed = { line: string } | { key: 'back' } | { key: 'interrupted' };

export interface LineEditor {
  /** Resolves at Enter. @param secret nothing of it is written */
  read(prompt: string, secret: boolean): Promise<Typed>;
  /** A line from elsewhere between two lines of ours; what is being typed is written again after it. */
  notice(text: string): void;
}

/** @param onDead the terminal was hung up */
export function editLines(terminal: Terminal, onDead: () => void): LineEditor {
  let current: { prompt: string; secret: boolean; typed: string[]; resolve: (typed: Typed) => void } | undefined;
  /** Typed before it was asked for, e.g. pasted lines. */
  let ahead: string[] = [];
  const show = (): void => {
    if (current) terminal.write(`${current.prompt}${current.secret ? '' : current.typed.join('')}`);
  };
  const end = (typed: Typed): void => {
    terminal.write('\n');
    const { resolve } = current ?? {};
    current = undefined;
    resolve?.(typed);
  };
  const take = (key: string): void => {
    if (!current) return;
    if (key === '\r' || key === '\n') return end({ line: current.typed.join('') });
    if (key === '\u0003') return end({ key: 'interrupted' });
    if (key === '\u0010') return end({ key: 'back' });
    if (key === '\u000c') { terminal.write('\n'); return show(); }
    if (key === '\u007f' || key === '\b') return erase(current, 1);
    if (key === '\u0015') return erase(current, current.typed.length);
    if (/\p{Cc}/u.test(key)) return; // Ctrl-D, Ctrl-Z and the like mean nothing here.
    current.typed.push(key);
    if (!current.secret) terminal.write(key);
  };
  const erase = ({ typed, secret }: NonNullable<typeof current>, count: number): void => {
    const gone = typed.splice(Math.max(0, typed.length - count)).length;
    if (!secret) terminal.write('\b \b'.repeat(gone));
  };
  const drain = (): void => {
    while (current && ahead.length > 0) take(ahead.shift() ?? '');
  };
  terminal.listen((typed) => {
    if (typed === undefined) return onDead();
    ahead = [...ahead, ...keysOf(typed)].slice(-8192);
    drain();
  });
  return {
    read: (prompt, secret) => new Promise((resolve) => {
      current = { prompt, secret, typed: [], resolve };
      show();
      drain();
    }),
    notice(text) {
      terminal.write(`\n${text}\n`);
      show();
    },
  };
}

/** Characters; the sequences of arrow and function keys are no text, and CR LF is one Enter. */
function keysOf(typed: string): string[] {
  return [...typed.replace(/\u001b(\[\[.|\[[0-9;]*[ -/]*[@-~]|O.|)/g, '').replaceAll('\r\n', '\r')];
}
