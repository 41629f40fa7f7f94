/** As screen-stream.ts, for who listens: the terminal is written on downwards, and nothing on it is ever changed. */
import { Writable } from 'node:stream';
import { readFrame, type Frame } from './frame.ts';
import { plainLetters } from './plain-letters.ts';
import type { ScreenStream } from './screen-stream.ts';
import { tell } from './tell.ts';
import type { Terminal } from './terminal.ts';

/** One key may change the page three times until it is at rest; said is what came of it. */
const pauseMilliseconds = 150;

export function lineStream(terminal: Terminal, write: (text: string) => void): ScreenStream {
  let shown: Frame | undefined;
  let text = '';
  let timer: NodeJS.Timeout | undefined;
  let isWithinLine = false;
  let size = terminal;
  const stream = Object.assign(new Writable({
    write(chunk: Buffer | string, _encoding, done) {
      // Its last word when it leaves is empty.
      const frame = String(chunk).replace(/\n$/, '');
      if (frame !== '') {
        text = frame;
        timer ??= setTimeout(show, pauseMilliseconds);
      }
      done();
    },
  }), { columns: terminal.columns, rows: terminal.rows });

  function show(): void {
    clearTimeout(timer);
    timer = undefined;
    const next = readFrame(text, size);
    const { lines, letters = '' } = tell(shown, next);
    shown = next;
    if (lines.length > 0) say(`${isWithinLine ? '\r\n' : ''}${lines.map((line) => `${line}\r\n`).join('')}`);
    else if (letters !== '') say(letters);
    if (lines.length > 0 || letters !== '') isWithinLine = letters !== '';
  }

  function say(words: string): void {
    write(size.charset === 'ascii' ? words.split('\r\n').map(plainLetters).join('\r\n') : words);
  }

  return {
    stream,
    resize(next) {
      size = next;
      Object.assign(stream, { columns: next.columns, rows: next.rows });
      stream.emit('resize');
    },
    redraw() {
      shown = undefined;
      show();
    },
    close() {
      if (timer) show();
      write('\r\n');
    },
  };
}
