/** Between Ink and whoever shows its frames: keeps the newest, and gives it away not more often than the line can carry. */
import { Writable } from 'node:stream';
import { readFrame, type Frame } from './frame.ts';
import type { Terminal } from './terminal.ts';

export interface FrameStream {
  /** For Ink, which must be in its debug mode: then it writes each frame whole. */
  stream: NodeJS.WritableStream;
  resize(terminal: Terminal): void;
  /** The newest frame at once. */
  show(): void;
  /** The newest frame, if it is still to be shown. */
  flush(): void;
  readonly terminal: Terminal;
}

export interface FrameStreamOptions { pauseMilliseconds: (terminal: Terminal) => number; show: (frame: Frame, terminal: Terminal) => void }

export function frameStream(first: Terminal, options: FrameStreamOptions): FrameStream {
  let terminal = first;
  let text = '';
  let timer: NodeJS.Timeout | undefined;
  const stream = Object.assign(new Writable({
    write(chunk: Buffer | string, _encoding, done) {
      // Its last word when it leaves is empty.
      const frame = String(chunk).replace(/\n$/, '');
      if (frame !== '') {
        text = frame;
        timer ??= setTimeout(show, options.pauseMilliseconds(terminal));
      }
      done();
    },
  }), { columns: first.columns, rows: first.rows });

  function show(): void {
    clearTimeout(timer);
    timer = undefined;
    options.show(readFrame(text, terminal), terminal);
  }

  return {
    stream, show,
    get terminal() { return terminal; },
    resize(next) {
      terminal = next;
      Object.assign(stream, { columns: next.columns, rows: next.rows });
      stream.emit('resize');
    },
    flush() {
      if (timer) show();
    },
  };
}
