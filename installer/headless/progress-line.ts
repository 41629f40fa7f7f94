/** Progress of something short: one line that is written over on a terminal, a line for each new label elsewhere. */
import { escapeForTerminal } from '../../shared/errors.ts';

type Stream = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>;

export function progressLine(stream: Stream): { show: (progress: { fraction: number; label: string }) => void; end: () => void } {
  let last = '';
  const write = (text: string): void => {
    if (text === last) return;
    last = text;
    stream.write(text);
  };
  return {
    show: ({ fraction, label }) => {
      const line = escapeForTerminal(label);
      // A character less than the line has: a full one would wrap, and could not be written over.
      write(stream.isTTY ? `\r${`${String(Math.floor(fraction * 100)).padStart(3)}% ${line}`.slice(0, (stream.columns || 80) - 1)}\u001b[K` : `${line}\n`);
    },
    end: () => { if (stream.isTTY && last !== '') write('\r\u001b[K'); },
  };
}
