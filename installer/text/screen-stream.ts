/** Frames for who looks: writes what changed. */
import type { Frame } from './frame.ts';
import { frameStream, type FrameStream } from './frame-stream.ts';
import { end, paint } from './paint.ts';
import type { Terminal } from './terminal.ts';

export interface ScreenStream extends Pick<FrameStream, 'stream' | 'resize'> {
  /** Everything once more: something else has written on the terminal. */
  redraw(): void;
  /** What is still to be shown, and the terminal as a shell wants it. */
  close(): void;
}

const pauseMilliseconds = { slow: 100, fast: 30 };

export function screenStream(terminal: Terminal, write: (text: string) => void): ScreenStream {
  let shown: Frame | undefined;
  const frames = frameStream(terminal, {
    pauseMilliseconds: ({ slow }) => pauseMilliseconds[slow ? 'slow' : 'fast'],
    show: (next, size) => {
      const bytes = paint(shown, next, size);
      shown = next;
      if (bytes !== '') write(bytes);
    },
  });
  return {
    stream: frames.stream,
    resize(next) {
      shown = undefined;
      frames.resize(next);
    },
    redraw() {
      shown = undefined;
      frames.show();
    },
    close() {
      frames.flush();
      write(end(frames.terminal.rows));
    },
  };
}
