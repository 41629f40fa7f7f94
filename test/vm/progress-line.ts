/** One line that is redrawn on a terminal; elsewhere a line per change. */
export interface ProgressLine {
  show(text: string): void;
  /** Leaves the line standing; what is printed next starts a new one. */
  end(): void;
}

export function createProgressLine(stream: { isTTY?: boolean; columns?: number; write(text: string): unknown }): ProgressLine {
  let last = '';
  return {
    show(text) {
      if (text === last) return;
      last = text;
      const fitting = stream.isTTY ? text.slice(0, (stream.columns ?? 80) - 1) : text;
      stream.write(stream.isTTY ? `\r\u001b[K${fitting}` : `${fitting}\n`);
    },
    end() {
      if (stream.isTTY && last) stream.write('\n');
      last = '';
    },
  };
}
