/** Between Ink and the terminal: takes whole frames, writes what changed, and not more often than the line can carry. */
import { Writable } from 'node:stream';
import { readFrame, type Frame } from './frame.ts';
import { end, paint } from './paint.ts';
import type { Terminal } from './terminal.ts';

export interface ScreenStream {
  /** For Ink, which must be in its debug mode: then it writes each frame whole. */
  stream: NodeJS.WritableStream;
  resize(terminal: Terminal): void;
  /** Everything once more: something else has written on the terminal. */
  redraw(): void;
  /** What is still to be shown, and the terminal as a shell wants it. */
  close(): void;
}

const pauseMilliseconds = { slow: 100, fast: 30 };

export function screenStream(terminal: Terminal, write: (text: string) => void): ScreenStream {
  let shown: Frame | undefined;
  let text = '';
  let timer: NodeJS.Timeout | undefined;
  let size = terminal;
  const stream = Object.assign(new Writable({
    write(chunk: Buffer | string, _encoding, done) {
      // Its last word when it leaves is empty.
      const frame = String(chunk).replace(/\n$/, '');
      if (frame !== '') {
        text = frame;
        timer ??= setTimeout(show, pauseMilliseconds[size.slow ? 'slow' : 'fast']);
      }
      done();
    },
  }), { columns: terminal.columns, rows: terminal.rows });

  function show(): void {
    clearTimeout(timer);
    timer = undefined;
    const next = readFrame(text, size);
    const bytes = paint(shown, next, size);
    shown = next;
    if (bytes !== '') write(bytes);
  }

  return {
    stream,
    resize(next) {
      size = next;
      shown = undefined;
      Object.assign(stream, { columns: next.columns, rows: next.rows });
      stream.emit('resize');
    },
    redraw() {
      shown = undefined;
      show();
    },
    close() {
      if (timer) show();
      write(end(size.rows));
    },
  };
}
