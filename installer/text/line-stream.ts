/** Frames for who listens: the terminal is written on downwards, and nothing on it is ever changed. */
import type { Frame } from './frame.ts';
import { frameStream } from './frame-stream.ts';
import { plainLetters } from './plain-letters.ts';
import type { ScreenStream } from './screen-stream.ts';
import { tell } from './tell.ts';
import type { Terminal } from './terminal.ts';

/** One key may change the page three times until it is at rest; said is what came of it. */
const pauseMilliseconds = 150;

export function lineStream(terminal: Terminal, write: (text: string) => void): ScreenStream {
  let shown: Frame | undefined;
  let isWithinLine = false;
  const frames = frameStream(terminal, {
    pauseMilliseconds: () => pauseMilliseconds,
    show: (next, { charset }) => {
      const { lines, letters = '' } = tell(shown, next);
      shown = next;
      const say = (words: string): void => { write(charset === 'ascii' ? words.split('\r\n').map(plainLetters).join('\r\n') : words); };
      if (lines.length > 0) say(`${isWithinLine ? '\r\n' : ''}${lines.map((line) => `${line}\r\n`).join('')}`);
      else if (letters !== '') say(letters);
      if (lines.length > 0 || letters !== '') isWithinLine = letters !== '';
    },
  });
  return {
    stream: frames.stream,
    resize: frames.resize,
    redraw() {
      shown = undefined;
      frames.show();
    },
    close() {
      frames.flush();
      write('\r\n');
    },
  };
}
