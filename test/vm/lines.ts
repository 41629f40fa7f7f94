/** Pieces of a stream in, whole lines out (`\n`, `\r\n` or a lone `\r`, which redraws a progress line). */
export interface LineSplitter {
  push(chunk: string): void;
}

export function createLineSplitter(onLine: (line: string) => void): LineSplitter {
  let rest = '';
  return {
    push(chunk) {
      // A lone \r at the end may be half of \r\n: it waits for the next piece.
      const pieces = (rest + chunk).split(/\r*\n|\r(?![\r\n]|$)/);
      rest = pieces.pop() ?? '';
      for (const piece of pieces) onLine(piece);
    },
  };
}
